resource "aws_iam_role" "payment_generator" {
  name               = local.function_name
  description        = "Execution role of the payment generator."
  assume_role_policy = data.aws_iam_policy_document.assume_role.json
}

# No aws:SourceAccount condition: Lambda assumes only roles of the function's own
# account, and AWS does not document that it sends the key when it does.
data "aws_iam_policy_document" "assume_role" {
  statement {
    sid     = "AllowLambdaToAssume"
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["lambda.amazonaws.com"]
    }
  }
}

resource "aws_iam_role_policy" "payment_generator" {
  name   = local.function_name
  role   = aws_iam_role.payment_generator.id
  policy = data.aws_iam_policy_document.payment_generator.json
}

data "aws_iam_policy_document" "payment_generator" {
  statement {
    sid       = "WritePayments"
    actions   = ["dynamodb:BatchWriteItem"]
    resources = [local.table_arn]
  }

  # Without s3:ListBucket: an object that is missing looks forbidden, which is
  # as good a reason to stop.
  statement {
    sid       = "WriteAndReadJournal"
    actions   = ["s3:PutObject", "s3:GetObject"]
    resources = ["${local.bucket_arn}/journal/*"]
  }

  # Lambda sends what failed for good in the function's name.
  statement {
    sid       = "SendDeadLetters"
    actions   = ["sqs:SendMessage"]
    resources = [local.dead_letter_queue_arn]
  }

  # Without logs:CreateLogGroup, so that a late log line cannot bring back the
  # log group after it was destroyed.
  statement {
    sid       = "WriteLogs"
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = ["${local.log_group_arn}:log-stream:*"]
  }
}
