# Variables not set here keep their defaults, which suit production.
environment = "dev"
aws_region  = "eu-central-1"

# Replace this with your account's id; until then every plan is refused.
allowed_account_ids = ["your-12-digit-account-id"]
