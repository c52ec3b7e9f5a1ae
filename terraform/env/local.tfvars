# A disposable stack: nothing in it needs protection.
environment                 = "local"
allowed_account_ids         = []
log_retention_in_days       = 1
deletion_protection_enabled = false
force_destroy               = true

# The provider waits 55 s for new lifecycle rules, which take effect after days.
journal_lifecycle_enabled = false
