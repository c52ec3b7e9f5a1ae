# Lambda runs an asynchronous invocation again when it fails. What fails for good
# waits here with its request id, under which the journal may hold its payments.
resource "aws_lambda_function_event_invoke_config" "payment_generator" {
  function_name                = aws_lambda_function.payment_generator.function_name
  maximum_retry_attempts       = 2
  maximum_event_age_in_seconds = 3600

  # Not dead_letter_config: a destination also gets the answer and the reason.
  destination_config {
    on_failure {
      destination = aws_sqs_queue.dead_letter.arn
    }
  }
}

resource "aws_sqs_queue" "dead_letter" {
  name                      = local.dead_letter_queue_name
  sqs_managed_sse_enabled   = true
  message_retention_seconds = 14 * 24 * 60 * 60 # the most that SQS allows
  policy                    = data.aws_iam_policy_document.dead_letter.json
}

data "aws_iam_policy_document" "dead_letter" {
  statement {
    sid       = "DenyInsecureTransport"
    effect    = "Deny"
    actions   = ["sqs:*"]
    resources = [local.dead_letter_queue_arn]

    principals {
      type        = "*"
      identifiers = ["*"]
    }

    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = ["false"]
    }
  }
}
