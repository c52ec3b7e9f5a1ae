"""The form and the words that each service has for a refusal."""

from localstack.aws.api import CommonServiceException

from payments_sandbox.iam.call import Permission

MAPPINGS = "localstack/extension/payments_sandbox/iam/services/"

# The error's code and HTTP status; S3, SQS, IAM and STS come from the time before JSON.
FORMS = {
    "dynamodb": ("AccessDeniedException", 400),
    "logs": ("AccessDeniedException", 400),
    "lambda": ("AccessDeniedException", 403),
}
OTHER_FORM = ("AccessDenied", 403)


def not_authorized(
    service: str, principal: str, permission: Permission, objection: str
) -> CommonServiceException:
    """As AWS says it, so that a message found here can be searched for."""
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
    """The sandbox cannot tell what AWS would do, so it does not let the call through."""
    return _refusal(
        service,
        f"The sandbox has no IAM mapping for {call}, which {principal} called."
        f" Next: add the operation's actions and resources below {MAPPINGS}",
    )


def unsupported(service: str, principal: str, what: str) -> CommonServiceException:
    """Letting a restriction count for nothing would be worse than refusing."""
    return _refusal(
        service,
        f"The sandbox does not evaluate {what}, which a policy of {principal} holds."
        " Next: name the resources exactly, or test this on AWS",
    )


def unheeded(parameter: str, operation: str, instead: str) -> CommonServiceException:
    """To ignore what narrows a session would give it more than it was meant to have."""
    return CommonServiceException(
        "ValidationError",
        f"The sandbox does not evaluate {parameter} of {operation}."
        f" Next: pass the same statements inline, as {instead}",
        status_code=400,
        sender_fault=True,
    )


def _refusal(service: str, message: str) -> CommonServiceException:
    code, status = FORMS.get(service, OTHER_FORM)
    return CommonServiceException(code, message, status_code=status, sender_fault=True)
