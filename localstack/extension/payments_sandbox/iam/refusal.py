"""The error code, status and message with which each service denies a call."""

from localstack.aws.api import CommonServiceException

from payments_sandbox.iam.call import Call, Permission

MAPPINGS = "localstack/extension/payments_sandbox/iam/services/"

# Error code and HTTP status. The services with older protocols use OTHER_FORM.
FORMS = {
    "dynamodb": ("AccessDeniedException", 400),
    "logs": ("AccessDeniedException", 400),
    "lambda": ("AccessDeniedException", 403),
}
OTHER_FORM = ("AccessDenied", 403)

FEDERATED = frozenset({"sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity"})


def not_authorized(
    service: str, principal: str, permission: Permission, objection: str
) -> CommonServiceException:
    """Uses AWS's exact message, so that searching for the message finds AWS's documentation."""
    action, resource = permission.action, permission.resource
    if service == "s3":
        resource = f'"{resource}"'
    if service == "sqs":
        objection = objection.replace(action, action.lower())
        action = action.lower()
    return _refusal(
        service,
        f"User: {principal} is not authorized to perform: {action}"
        f" on resource: {resource} {objection}",
    )


def unmapped(service: str, principal: str, call: str) -> CommonServiceException:
    """Denies the call, because it is unknown what AWS would decide."""
    return _refusal(
        service,
        f"The sandbox has no IAM mapping for {call}, which {principal} called."
        f" Next: add the operation's actions and resources below {MAPPINGS}",
    )


def unsupported(service: str, principal: str, what: str) -> CommonServiceException:
    """Denies the call, because ignoring a restriction would allow too much."""
    return _refusal(
        service,
        f"The sandbox does not evaluate {what}, which a policy of {principal} holds."
        " Next: use another condition, name the resources exactly, or test this on AWS",
    )


def federated(call: Call) -> CommonServiceException:
    """Refuses everyone, because the sandbox verifies no token of an identity provider."""
    return _refusal(
        call.service,
        f"The sandbox has no identity providers, so it refuses {call.operation}."
        " Next: use AssumeRole, or test this on AWS",
    )


def _refusal(service: str, message: str) -> CommonServiceException:
    code, status = FORMS.get(service, OTHER_FORM)
    return CommonServiceException(code, message, status_code=status, sender_fault=True)
