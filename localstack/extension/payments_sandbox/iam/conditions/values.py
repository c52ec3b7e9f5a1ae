"""The values of condition keys, by their names in lower case."""

from collections.abc import Iterable, Mapping
from typing import Any

# None if the request has a value that the sandbox cannot tell.
Values = dict[str, str | list[str] | None]


def from_parameters(parameters: Mapping[str, Any], keys: Mapping[str, str]) -> Values:
    """The keys whose value is that of a parameter, if the call has it. Maps key to parameter."""
    return {
        key.lower(): text(parameters[name])
        for key, name in keys.items()
        if parameters.get(name) is not None
    }


def lowered(*keys: str) -> frozenset[str]:
    return frozenset(key.lower() for key in keys)


def several(key: str, values: Iterable[Any]) -> Values:
    """A multivalued key, in which equal values count once; it is missing if it has none."""
    found = list(dict.fromkeys(text(value) for value in values))
    return {key.lower(): found} if found else {}


def text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
