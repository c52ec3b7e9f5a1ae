"""Condition keys of the tags that a call sets or removes."""

from typing import Any

from payments_sandbox.iam.call import Call, Permission
from payments_sandbox.iam.conditions.values import Values, lowered, several

KEYS = lowered("aws:TagKeys")


def values(call: Call, permission: Permission) -> Values:
    """Empty for calls without tags, for which both kinds of keys are missing."""
    tags = _tags_of(call.parameters)
    keys = [*tags, *_removed_keys(call.parameters)]
    if not keys or permission.action.startswith("s3:"):
        # S3 has other keys for the tags of objects.
        return {}
    return {
        **{f"aws:requesttag/{key.lower()}": value for key, value in tags.items()},
        **several("aws:TagKeys", keys),
    }


def _tags_of(parameters: dict[str, Any]) -> dict[str, str]:
    tags = next((parameters[name] for name in ("Tags", "tags") if parameters.get(name)), {})
    if isinstance(tags, dict):
        return {str(key): str(value) for key, value in tags.items()}
    if not isinstance(tags, list):
        return {}
    return {str(tag["Key"]): str(tag.get("Value") or "") for tag in tags}


def _removed_keys(parameters: dict[str, Any]) -> list[str]:
    return next((parameters[name] for name in ("TagKeys", "tagKeys") if parameters.get(name)), [])
