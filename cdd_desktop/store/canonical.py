"""One way to write a value as JSON, so that equal values have equal texts and equal hashes on every PC."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

Json: TypeAlias = bool | int | str | Sequence["Json"] | Mapping[str, "Json"] | None
"""What a field holds. No float: numbers with decimals are kept as text by their kind."""


def encode(value: Json) -> str:
    """Return the canonical JSON text of a value.

    Raises:
        TypeError: the value, or a part of it, is no JSON value or is a float.
        ValueError: a text in it cannot be written as UTF-8.
    """
    _refuse_floats(value)
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    text.encode("utf-8")  # a lone surrogate passes json and would only fail in SQLite, inside the transaction
    return text


class Unreadable(ValueError):
    """A stored text is not what was once written: the file is damaged. Does not show the text."""


def decode(text: str | bytes) -> Any:
    """Return the value that ``encode`` wrote; raises Unreadable."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise Unreadable("stored JSON") from None


def digest(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def _refuse_floats(value: Any) -> None:
    if isinstance(value, float):
        raise TypeError("a float is never stored")
    if isinstance(value, Mapping):
        for item in value.values():
            _refuse_floats(item)
    elif isinstance(value, list | tuple):
        for item in value:
            _refuse_floats(item)
