# A stack that is thrown away: nothing in it is worth protecting.
environment                 = "local"
allowed_account_ids         = []
log_retention_in_days       = 1
deletion_protection_enabled = false
force_destroy               = true

# The provider watches new lifecycle rules for 55 s, and they act only after days.
journal_lifecycle_enabled = false
