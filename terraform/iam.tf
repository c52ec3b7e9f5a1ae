resource "aws_iam_role" "payment_generator" {
  name               = local.function_name
  description        = "Execution role of the payment generator."
  assume_role_policy = data.aws_iam_policy_document.assume_role.json
}

# No aws:SourceAccount condition: Lambda assumes only roles in the function's own
# account, and AWS does not document that Lambda sends this key.
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

  # No s3:ListBucket: a missing object then returns AccessDenied, which stops the
  # function just as well.
  statement {
    sid       = "WriteAndReadJournal"
    actions   = ["s3:PutObject", "s3:GetObject"]
    resources = ["${local.bucket_arn}/journal/*"]
  }

  # Lambda uses this role to send the messages about permanent failures.
  statement {
    sid       = "SendDeadLetters"
    actions   = ["sqs:SendMessage"]
    resources = [local.dead_letter_queue_arn]
  }

  # No logs:CreateLogGroup, so that a late log line cannot recreate the log group
  # after it was destroyed.
  statement {
    sid       = "WriteLogs"
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = ["${local.log_group_arn}:log-stream:*"]
  }
}
