output "aws_region" {
  description = "Region the stack is in."
  value       = local.region
}

output "dead_letter_queue_url" {
  description = "Queue of the asynchronous invocations that failed permanently."
  value       = aws_sqs_queue.dead_letter.url
}

output "dynamodb_table_name" {
  description = "Table that holds the payments."
  value       = aws_dynamodb_table.payment.name
}

output "lambda_function_name" {
  description = "Function that generates payments."
  value       = aws_lambda_function.payment_generator.function_name
}

output "lambda_role_arn" {
  description = "Execution role of the function."
  value       = aws_iam_role.payment_generator.arn
}

output "log_group_name" {
  description = "Log group the function writes to."
  value       = aws_cloudwatch_log_group.payment_generator.name
}

output "s3_bucket_name" {
  description = "Bucket that holds the journal."
  value       = aws_s3_bucket.journal.bucket
}
