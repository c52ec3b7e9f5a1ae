# Lambda retries a failed asynchronous invocation. A permanent failure ends up in
# this queue with its request id, under which the journal may hold its payments.
resource "aws_lambda_function_event_invoke_config" "payment_generator" {
  function_name                = aws_lambda_function.payment_generator.function_name
  maximum_retry_attempts       = 2
  maximum_event_age_in_seconds = 3600

  # Not dead_letter_config: a destination also receives the response and the error.
  destination_config {
    on_failure {
      destination = aws_sqs_queue.dead_letter.arn
    }
  }
}

resource "aws_sqs_queue" "dead_letter" {
  name                      = local.dead_letter_queue_name
  sqs_managed_sse_enabled   = true
  message_retention_seconds = 14 * 24 * 60 * 60 # SQS's maximum
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
