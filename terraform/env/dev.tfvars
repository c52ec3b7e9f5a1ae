# Whatever is not named here keeps its default, which suits production.
environment = "dev"
aws_region  = "eu-central-1"

# Put the id of your own account here; until then every plan is refused.
allowed_account_ids = ["your-12-digit-account-id"]
