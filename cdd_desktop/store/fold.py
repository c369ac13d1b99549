"""From the changes of one record to what it holds. Pure: knows neither files nor how changes travel.

The heads of a field are its changes that no later change of the field had seen. One head: its value. Several heads
with different values: a conflict; until a person settles it, every PC shows the same one by a fixed rule. No clock
is asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cdd_desktop.store.canonical import Json, encode
from cdd_desktop.store.log import Logged


@dataclass(frozen=True)
class Head:
    """One standing value of a field, with the change that wrote it."""

    change: Logged
    value: Json

    @property
    def text(self) -> str:
        return encode(self.value)


Heads = tuple[Head, ...]


def fold(changes: Iterable[Logged]) -> dict[str, Heads]:
    """Return every field's heads, in an order that is the same on every PC.

    The changes may come in any order and need not be all there are; those without a body say nothing about fields.
    """
    heads: dict[str, Heads] = {}
    for change in sorted(changes, key=lambda item: (item.lamport, item.stream, item.seq)):
        fold_in(heads, change)
    return heads


def fold_in(heads: dict[str, Heads], change: Logged) -> None:
    """Carry one more change into heads that hold all that its author had seen."""
    if change.body is None:
        return
    for name, value in change.body.fields.items():
        standing = tuple(head for head in heads.get(name, ()) if not change.saw(head.change))
        heads[name] = (*standing, Head(change, value))


def shown(heads: Heads) -> Json:
    """Return the value that is shown for a field: of several, the owning office's, then the latest written.

    "Latest" is by Lamport number and replica, which every PC knows alike.
    """
    return _first_choice(heads).value if heads else None


def _first_choice(heads: Heads) -> Head:
    def rank(head: Head) -> tuple[bool, int, str]:
        change = head.change
        return (change.office == change.owner, change.lamport, change.stream)

    return max(heads, key=rank)


def in_conflict(heads: Heads) -> bool:
    """Return whether the heads differ; the same value written twice is no conflict."""
    return len({head.text for head in heads}) > 1


def values(folded: Mapping[str, Heads]) -> dict[str, Json]:
    """Return what is shown of each field; cleared fields are left out."""
    found = {name: shown(heads) for name, heads in folded.items()}
    return {name: value for name, value in found.items() if value is not None}
