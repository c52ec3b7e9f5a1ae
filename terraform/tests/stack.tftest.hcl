# Plans with the real provider, to test the rendered policies and the provider's own
# validation, but without credentials or a network: the only call to AWS is
# overridden here. Needs Terraform 1.7 (override_data).

provider "aws" {
  region                      = "eu-central-1"
  access_key                  = "unused"
  secret_key                  = "unused"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
}

override_data {
  target = data.aws_caller_identity.current
  values = {
    account_id = "123456789012"
  }
}

variables {
  environment         = "test"
  allowed_account_ids = []
  # A plan only hashes the package, so any file works.
  lambda_package_path = "terraform.tf"
}

run "names_and_tags" {
  command = plan

  assert {
    condition     = output.s3_bucket_name == "payments-sandbox-test-journal-123456789012"
    error_message = "Unexpected bucket name ${output.s3_bucket_name}."
  }

  assert {
    condition     = output.dynamodb_table_name == "payments-sandbox-test-payments"
    error_message = "Unexpected table name ${output.dynamodb_table_name}."
  }

  assert {
    condition     = output.lambda_function_name == "payments-sandbox-test-payment-generator"
    error_message = "Unexpected function name ${output.lambda_function_name}."
  }

  assert {
    condition     = output.log_group_name == "/aws/lambda/${output.lambda_function_name}"
    error_message = "Lambda would not write to the log group ${output.log_group_name}."
  }

  assert {
    condition     = aws_iam_role.payment_generator.name == output.lambda_function_name
    error_message = "The role must be named after its function."
  }

  assert {
    condition     = output.aws_region == "eu-central-1"
    error_message = "The region must be the provider's, got ${output.aws_region}."
  }

  assert {
    condition     = local.tags == { Project = "payments-sandbox", Environment = "test", ManagedBy = "terraform" }
    error_message = "Unexpected default tags: ${jsonencode(local.tags)}."
  }
}

run "journal" {
  command = plan

  assert {
    condition = alltrue([
      aws_s3_bucket_public_access_block.journal.block_public_acls,
      aws_s3_bucket_public_access_block.journal.block_public_policy,
      aws_s3_bucket_public_access_block.journal.ignore_public_acls,
      aws_s3_bucket_public_access_block.journal.restrict_public_buckets,
    ])
    error_message = "The bucket must block every kind of public access."
  }

  assert {
    condition     = one(aws_s3_bucket_ownership_controls.journal.rule).object_ownership == "BucketOwnerEnforced"
    error_message = "The bucket must not use ACLs."
  }

  assert {
    condition     = one(one(aws_s3_bucket_server_side_encryption_configuration.journal.rule).apply_server_side_encryption_by_default).sse_algorithm == "AES256"
    error_message = "The bucket must be encrypted with SSE-S3."
  }

  assert {
    condition     = one(aws_s3_bucket_versioning.journal.versioning_configuration).status == "Enabled"
    error_message = "The bucket must be versioned."
  }

  assert {
    condition = anytrue([
      for rule in aws_s3_bucket_lifecycle_configuration.journal[0].rule :
      rule.status == "Enabled" && length(rule.noncurrent_version_expiration) == 1
    ])
    error_message = "Noncurrent versions must expire."
  }

  assert {
    condition = anytrue([
      for rule in aws_s3_bucket_lifecycle_configuration.journal[0].rule :
      rule.status == "Enabled" && length(rule.abort_incomplete_multipart_upload) == 1
    ])
    error_message = "Incomplete uploads must be aborted."
  }

  assert {
    condition     = alltrue([for rule in aws_s3_bucket_lifecycle_configuration.journal[0].rule : length(rule.expiration) == 0])
    error_message = "Current journal objects must never expire."
  }

  assert {
    condition = jsondecode(aws_s3_bucket_policy.journal.policy).Statement == [{
      Sid       = "DenyInsecureTransport"
      Effect    = "Deny"
      Principal = "*"
      Action    = "s3:*"
      Resource = [
        "arn:aws:s3:::payments-sandbox-test-journal-123456789012/*",
        "arn:aws:s3:::payments-sandbox-test-journal-123456789012",
      ]
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }]
    error_message = "The bucket must refuse requests without TLS, and nothing else: ${aws_s3_bucket_policy.journal.policy}"
  }
}

run "table" {
  command = plan

  assert {
    condition = (
      aws_dynamodb_table.payment.hash_key == "payment_id" &&
      aws_dynamodb_table.payment.range_key == "created_at" &&
      alltrue([for attribute in aws_dynamodb_table.payment.attribute : attribute.type == "S"])
    )
    error_message = "The table's key must be payment_id and created_at, both strings."
  }

  assert {
    condition     = aws_dynamodb_table.payment.billing_mode == "PAY_PER_REQUEST"
    error_message = "The table must be on demand."
  }

  assert {
    condition     = try(one(aws_dynamodb_table.payment.point_in_time_recovery).enabled, false)
    error_message = "The table must have point-in-time recovery."
  }

  assert {
    condition     = try(one(aws_dynamodb_table.payment.server_side_encryption).enabled, false)
    error_message = "The table must be encrypted with AWS's managed key."
  }
}

run "permissions" {
  command = plan

  assert {
    condition = jsondecode(aws_iam_role.payment_generator.assume_role_policy).Statement == [{
      Sid       = "AllowLambdaToAssume"
      Effect    = "Allow"
      Principal = { Service = "lambda.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
    error_message = "Only Lambda may assume the role: ${aws_iam_role.payment_generator.assume_role_policy}"
  }

  assert {
    condition = jsondecode(aws_iam_role_policy.payment_generator.policy).Statement == [
      {
        Sid      = "WritePayments"
        Effect   = "Allow"
        Action   = "dynamodb:BatchWriteItem"
        Resource = "arn:aws:dynamodb:eu-central-1:123456789012:table/payments-sandbox-test-payments"
      },
      {
        Sid      = "WriteAndReadJournal"
        Effect   = "Allow"
        Action   = ["s3:PutObject", "s3:GetObject"]
        Resource = "arn:aws:s3:::payments-sandbox-test-journal-123456789012/journal/*"
      },
      {
        Sid      = "SendDeadLetters"
        Effect   = "Allow"
        Action   = "sqs:SendMessage"
        Resource = "arn:aws:sqs:eu-central-1:123456789012:payments-sandbox-test-dead-letters"
      },
      {
        Sid      = "WriteLogs"
        Effect   = "Allow"
        Action   = ["logs:PutLogEvents", "logs:CreateLogStream"]
        Resource = "arn:aws:logs:eu-central-1:123456789012:log-group:/aws/lambda/payments-sandbox-test-payment-generator:log-stream:*"
      },
    ]
    error_message = "The role must allow exactly what the function uses: ${aws_iam_role_policy.payment_generator.policy}"
  }

  assert {
    condition = alltrue([
      for action in flatten(jsondecode(aws_iam_role_policy.payment_generator.policy).Statement[*].Action) :
      !strcontains(action, "*") && action != "logs:CreateLogGroup"
    ])
    error_message = "The role must not allow wildcard actions or logs:CreateLogGroup: ${aws_iam_role_policy.payment_generator.policy}"
  }
}

run "function" {
  command = plan

  assert {
    condition = (
      aws_lambda_function.payment_generator.runtime == "nodejs22.x" &&
      aws_lambda_function.payment_generator.handler == "handler.handler" &&
      aws_lambda_function.payment_generator.package_type == "Zip"
    )
    error_message = "The function must run handler.handler from the zip on nodejs22.x."
  }

  assert {
    condition     = aws_lambda_function.payment_generator.source_code_hash == filebase64sha256(var.lambda_package_path)
    error_message = "A changed package must update the function."
  }

  assert {
    condition = one(aws_lambda_function.payment_generator.environment).variables == tomap({
      BUCKET_NAME                  = "payments-sandbox-test-journal-123456789012"
      NODE_OPTIONS                 = "--enable-source-maps"
      POWERTOOLS_METRICS_NAMESPACE = "payments-sandbox-test"
      POWERTOOLS_SERVICE_NAME      = "payment-generator"
      TABLE_NAME                   = "payments-sandbox-test-payments"
    })
    error_message = "Unexpected environment: ${jsonencode(one(aws_lambda_function.payment_generator.environment).variables)}"
  }
}

run "dead_letters" {
  command = plan

  assert {
    condition = (
      aws_lambda_function_event_invoke_config.payment_generator.function_name == output.lambda_function_name &&
      aws_lambda_function_event_invoke_config.payment_generator.maximum_retry_attempts == 2 &&
      aws_lambda_function_event_invoke_config.payment_generator.maximum_event_age_in_seconds == 3600
    )
    error_message = "Asynchronous invocations must be retried twice, for at most an hour."
  }

  assert {
    condition     = aws_sqs_queue.dead_letter.name == "payments-sandbox-test-dead-letters" && aws_sqs_queue.dead_letter.sqs_managed_sse_enabled
    error_message = "The dead-letter queue must be encrypted."
  }

  assert {
    condition     = aws_sqs_queue.dead_letter.message_retention_seconds == 1209600
    error_message = "Dead-letter messages must be kept for 14 days, SQS's maximum."
  }

  assert {
    condition = jsondecode(aws_sqs_queue.dead_letter.policy).Statement == [{
      Sid       = "DenyInsecureTransport"
      Effect    = "Deny"
      Principal = "*"
      Action    = "sqs:*"
      Resource  = "arn:aws:sqs:eu-central-1:123456789012:payments-sandbox-test-dead-letters"
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }]
    error_message = "The queue must refuse requests without TLS, and nothing else: ${aws_sqs_queue.dead_letter.policy}"
  }
}

run "alarms" {
  command = plan

  variables {
    alarm_topic_arns = ["arn:aws:sns:eu-central-1:123456789012:on-call"]
  }

  assert {
    condition = {
      for key, alarm in aws_cloudwatch_metric_alarm.payment_generator :
      alarm.alarm_name => [alarm.namespace, alarm.metric_name, alarm.dimensions]
      } == {
      payments-sandbox-test-errors = [
        "AWS/Lambda", "Errors", tomap({ FunctionName = "payments-sandbox-test-payment-generator" })
      ]
      payments-sandbox-test-throttles = [
        "AWS/Lambda", "Throttles", tomap({ FunctionName = "payments-sandbox-test-payment-generator" })
      ]
      payments-sandbox-test-dead-letters = [
        "AWS/SQS", "ApproximateNumberOfMessagesVisible", tomap({ QueueName = "payments-sandbox-test-dead-letters" })
      ]
    }
    error_message = "Errors, throttles and dead-letter messages must each have an alarm."
  }

  assert {
    condition = alltrue([
      for alarm in aws_cloudwatch_metric_alarm.payment_generator :
      alarm.comparison_operator == "GreaterThanThreshold" && alarm.threshold == 0 &&
      alarm.treat_missing_data == "notBreaching" &&
      alarm.alarm_actions == toset(var.alarm_topic_arns) && alarm.ok_actions == toset(var.alarm_topic_arns)
    ])
    error_message = "Every alarm must fire at the first event, and notify the topics when it fires and when it clears."
  }
}

run "protects_data_by_default" {
  command = plan

  assert {
    condition     = aws_dynamodb_table.payment.deletion_protection_enabled && !aws_s3_bucket.journal.force_destroy
    error_message = "Table and journal must be protected from deletion by default."
  }
}

run "follows_every_variable" {
  command = plan

  # The longest allowed names.
  variables {
    project                     = "a-project-of-24-letters0"
    environment                 = "env-of-17-letters"
    lambda_architecture         = "x86_64"
    lambda_memory_size_in_mb    = 128
    lambda_timeout_in_seconds   = 900
    log_retention_in_days       = 1
    journal_lifecycle_enabled   = false
    deletion_protection_enabled = false
    force_destroy               = true
  }

  assert {
    condition     = length(output.s3_bucket_name) == 63
    error_message = "The longest bucket name must be S3's limit of 63 characters, got ${output.s3_bucket_name}."
  }

  assert {
    condition = (
      aws_lambda_function.payment_generator.architectures == tolist(["x86_64"]) &&
      aws_lambda_function.payment_generator.memory_size == 128 &&
      aws_lambda_function.payment_generator.timeout == 900
    )
    error_message = "Architecture, memory and timeout must follow their variables."
  }

  assert {
    condition     = aws_cloudwatch_log_group.payment_generator.retention_in_days == 1
    error_message = "The log retention must follow its variable."
  }

  assert {
    condition     = length(aws_s3_bucket_lifecycle_configuration.journal) == 0
    error_message = "The journal's lifecycle must follow its variable."
  }

  assert {
    condition     = !aws_dynamodb_table.payment.deletion_protection_enabled && aws_s3_bucket.journal.force_destroy
    error_message = "Deletion protection and force_destroy must follow their variables."
  }
}
