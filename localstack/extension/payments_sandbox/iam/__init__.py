"""IAM in the sandbox: calls that a role's policies do not allow are denied as on AWS.

`permissions` maps a call to actions on resources, `session` reads the caller's policies,
`policy` evaluates them, `refusal` builds the service's error, and `call_record` records
every call for `make iam`. `enforcement` calls them in order.

The developer's keys belong to no role and are unrestricted.
"""
