"""The values of condition keys, by their names in lower case."""

from collections.abc import Iterable, Mapping
from typing import Any

Values = dict[str, str | list[str]]


def from_parameters(parameters: Mapping[str, Any], keys: Mapping[str, str]) -> Values:
    """The keys whose value is that of a parameter, if the call has it. Maps key to parameter."""
    return {
        key.lower(): text(parameters[name])
        for key, name in keys.items()
        if parameters.get(name) is not None
    }


def lowered(*keys: str) -> frozenset[str]:
    return frozenset(key.lower() for key in keys)


def several(values: Iterable[Any]) -> list[str]:
    """The value of a multivalued key, in which an equal value counts once."""
    return list(dict.fromkeys(text(value) for value in values))


def text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
