"""IAM in the sandbox: calls that policies do not allow are denied as on AWS.

`permissions` maps a call to actions on resources, `session` reads the caller's policies,
`resource_policies` those of the resource, `conditions` the keys of the call, `policy` evaluates
one kind of policy, `decision` combines them, `refusal` builds the service's error, and
`call_record` records every call for `make iam`. `enforcement` calls them in order.

The developer's keys are those of an administrator: only resource policies and trust policies
restrict them.
"""
