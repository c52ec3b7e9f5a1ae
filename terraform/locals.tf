data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

locals {
  name_prefix = "${var.project}-${var.environment}"

  # Bucket names are global in AWS: the account id makes this one unique.
  bucket_name            = "${local.name_prefix}-journal-${local.account_id}"
  table_name             = "${local.name_prefix}-payments"
  function_name          = "${local.name_prefix}-payment-generator"
  dead_letter_queue_name = "${local.name_prefix}-dead-letters"
  log_group_name         = "/aws/lambda/${local.function_name}"

  account_id = data.aws_caller_identity.current.account_id
  partition  = data.aws_partition.current.partition
  region     = data.aws_region.current.name

  # Built from names, not read from the resources, so that even the first plan shows
  # every policy in full, for review before any resource exists.
  bucket_arn            = "arn:${local.partition}:s3:::${local.bucket_name}"
  table_arn             = "arn:${local.partition}:dynamodb:${local.region}:${local.account_id}:table/${local.table_name}"
  dead_letter_queue_arn = "arn:${local.partition}:sqs:${local.region}:${local.account_id}:${local.dead_letter_queue_name}"
  log_group_arn         = "arn:${local.partition}:logs:${local.region}:${local.account_id}:log-group:${local.log_group_name}"

  tags = {
    Project     = var.project
    Environment = var.environment
    ManagedBy   = "terraform"
  }
}
