resource "aws_cloudwatch_log_group" "payment_generator" {
  name              = local.log_group_name
  retention_in_days = var.log_retention_in_days
}

resource "aws_lambda_function" "payment_generator" {
  function_name    = local.function_name
  description      = "Generates mock payments and stores them in the payments table."
  role             = aws_iam_role.payment_generator.arn
  runtime          = "nodejs22.x"
  handler          = "handler.handler"
  architectures    = [var.lambda_architecture]
  memory_size      = var.lambda_memory_size_in_mb
  timeout          = var.lambda_timeout_in_seconds
  filename         = var.lambda_package_path
  source_code_hash = filebase64sha256(var.lambda_package_path)

  environment {
    variables = {
      BUCKET_NAME                  = aws_s3_bucket.journal.bucket
      NODE_OPTIONS                 = "--enable-source-maps"
      POWERTOOLS_METRICS_NAMESPACE = local.name_prefix
      POWERTOOLS_SERVICE_NAME      = "payment-generator"
      TABLE_NAME                   = aws_dynamodb_table.payment.name
    }
  }

  # The log group must exist before the first invocation and outlive the last, and
  # Lambda needs this policy's permissions to write to it.
  depends_on = [
    aws_cloudwatch_log_group.payment_generator,
    aws_iam_role_policy.payment_generator,
  ]
}
