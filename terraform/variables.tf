# The length limits of project and environment add up to S3's longest bucket name:
# 24 + "-" + 17 + "-journal-" + a 12-digit account id = 63 characters.

variable "project" {
  type        = string
  description = "First part of every resource name."
  default     = "payments-sandbox"

  validation {
    condition     = can(regex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$", var.project)) && length(var.project) <= 24
    error_message = "project must be at most 24 lowercase letters, digits and single hyphens, starting with a letter and not ending with a hyphen."
  }
}

variable "environment" {
  type        = string
  description = "Second part of every resource name, such as dev; one stack per environment and account."

  validation {
    condition     = can(regex("^[a-z0-9]+(-[a-z0-9]+)*$", var.environment)) && length(var.environment) <= 17
    error_message = "environment must be at most 17 lowercase letters, digits and single hyphens, without a hyphen at either end."
  }
}

variable "aws_region" {
  type        = string
  description = "Region of every resource."
  default     = "us-east-1"

  validation {
    condition     = can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", var.aws_region))
    error_message = "aws_region must be a region's code, such as eu-central-1."
  }
}

variable "allowed_account_ids" {
  type        = list(string)
  description = "Accounts this configuration may be applied to. An empty list allows any account, so it must be set explicitly."

  validation {
    condition     = alltrue([for id in var.allowed_account_ids : can(regex("^[0-9]{12}$", id))])
    error_message = "allowed_account_ids must hold 12-digit account ids in quotes. If it still holds the placeholder from env/*.tfvars, replace it with your account's id."
  }
}

variable "lambda_package_path" {
  type        = string
  description = "Path of the function's zip file, relative to the root module."
  default     = "lambda.zip"

  validation {
    condition     = fileexists(var.lambda_package_path)
    error_message = "lambda_package_path must name an existing file: build the function's package first."
  }
}

variable "lambda_architecture" {
  type        = string
  description = "Instruction set the function runs on: arm64 or x86_64."
  default     = "arm64"

  validation {
    condition     = contains(["arm64", "x86_64"], var.lambda_architecture)
    error_message = "lambda_architecture must be arm64 or x86_64."
  }
}

variable "lambda_memory_size_in_mb" {
  type        = number
  description = "Memory of the function; its share of processor time grows with it."
  default     = 512

  validation {
    condition = (
      var.lambda_memory_size_in_mb >= 128 &&
      var.lambda_memory_size_in_mb <= 10240 &&
      floor(var.lambda_memory_size_in_mb) == var.lambda_memory_size_in_mb
    )
    error_message = "lambda_memory_size_in_mb must be a whole number from 128 to 10240."
  }
}

variable "lambda_timeout_in_seconds" {
  type        = number
  description = "Longest time one invocation may take."
  default     = 60

  validation {
    condition = (
      var.lambda_timeout_in_seconds >= 1 &&
      var.lambda_timeout_in_seconds <= 900 &&
      floor(var.lambda_timeout_in_seconds) == var.lambda_timeout_in_seconds
    )
    error_message = "lambda_timeout_in_seconds must be a whole number from 1 to 900."
  }
}

variable "alarm_topic_arns" {
  type        = list(string)
  description = "SNS topics that the alarms notify. With an empty list, alarms only change state."
  default     = []

  validation {
    condition     = alltrue([for arn in var.alarm_topic_arns : can(regex("^arn:[a-z-]+:sns:", arn))])
    error_message = "alarm_topic_arns must hold ARNs of SNS topics."
  }
}

variable "log_retention_in_days" {
  type        = number
  description = "Days the function's logs are kept."
  default     = 30

  # The values CloudWatch Logs accepts, except 0 (never expire), which is left out on purpose.
  validation {
    condition = contains(
      [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653],
      var.log_retention_in_days,
    )
    error_message = "log_retention_in_days must be one of CloudWatch's periods: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288 or 3653."
  }
}

variable "journal_lifecycle_enabled" {
  type        = bool
  description = "Whether the journal bucket deletes noncurrent versions after 30 days and incomplete uploads after 7."
  default     = true
}

variable "deletion_protection_enabled" {
  type        = bool
  description = "Whether the payments table is protected from deletion."
  default     = true
}

variable "force_destroy" {
  type        = bool
  description = "Whether destroying the stack also deletes the journal's objects. If false, a bucket that is not empty is kept."
  default     = false
}
