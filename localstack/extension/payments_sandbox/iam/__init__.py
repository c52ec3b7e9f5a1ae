"""IAM in the sandbox: what a role's policies do not allow is refused, in AWS's words.

A call becomes permissions (`permissions`: actions on resources), policies are read and
evaluated (`policy`, `session`), a refusal gets its service's form (`refusal`), and every
call is remembered for `make iam` (`calls`). `enforcement` puts them together.

The developer's own keys are no role's and stay unrestricted.
"""
