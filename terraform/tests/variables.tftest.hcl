# Each run gives every validated variable a different kind of invalid value.

variables {
  lambda_package_path = "missing.zip"
}

run "refuses_values_that_are_too_small" {
  command = plan

  variables {
    project                   = ""
    environment               = ""
    aws_region                = ""
    allowed_account_ids       = ["12345678901"]
    lambda_architecture       = ""
    lambda_memory_size_in_mb  = 127
    lambda_timeout_in_seconds = 0
    log_retention_in_days     = 0
  }

  expect_failures = [
    var.project,
    var.environment,
    var.aws_region,
    var.allowed_account_ids,
    var.lambda_package_path,
    var.lambda_architecture,
    var.lambda_memory_size_in_mb,
    var.lambda_timeout_in_seconds,
    var.log_retention_in_days,
  ]
}

run "refuses_values_that_are_too_large" {
  command = plan

  variables {
    project                   = "a-project-of-25-letters01"
    environment               = "an-env-of-18-chars"
    aws_region                = "eu-central-1a"
    allowed_account_ids       = ["123456789012", "1234567890123"]
    lambda_architecture       = "arm64 x86_64"
    lambda_memory_size_in_mb  = 10241
    lambda_timeout_in_seconds = 901
    log_retention_in_days     = 3654
  }

  expect_failures = [
    var.project,
    var.environment,
    var.aws_region,
    var.allowed_account_ids,
    var.lambda_package_path,
    var.lambda_architecture,
    var.lambda_memory_size_in_mb,
    var.lambda_timeout_in_seconds,
    var.log_retention_in_days,
  ]
}

run "refuses_malformed_values" {
  command = plan

  variables {
    project                   = "1-starts-with-a-digit"
    environment               = "ends-in-hyphen-"
    aws_region                = "Frankfurt"
    allowed_account_ids       = ["your-12-digit-account-id"] # the placeholder of env/dev.tfvars
    lambda_architecture       = "ARM64"
    lambda_memory_size_in_mb  = 512.5
    lambda_timeout_in_seconds = 1.5
    log_retention_in_days     = 2
    alarm_topic_arns          = ["arn:aws:sqs:eu-central-1:123456789012:no-topic"]
  }

  expect_failures = [
    var.project,
    var.environment,
    var.aws_region,
    var.allowed_account_ids,
    var.lambda_package_path,
    var.lambda_architecture,
    var.lambda_memory_size_in_mb,
    var.lambda_timeout_in_seconds,
    var.log_retention_in_days,
    var.alarm_topic_arns,
  ]
}
