"""What the store answers to those who write."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from cdd_desktop.store.keys import EntryKey


@dataclass(frozen=True)
class Action:
    """What one call wrote: ``fields`` are the names that changed; false when nothing did."""

    id: str = ""
    label: str = ""
    fields: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.id)


class Ahead(NamedTuple):
    """What undo or redo would turn round next: the action's name, and the entries that it is about."""

    label: str
    entries: tuple[EntryKey, ...] = ()


@dataclass(frozen=True)
class Undone:
    """What an undo or redo did.

    Attributes:
        action: the name of the action it turned round ("" : there was none).
        records: ids of the records that changed.
        skipped: names of the fields left alone because somebody else changed them since.
        frozen: the entries left alone because they are submitted.
        entries: the entries that the action was about, altered now or left alone.
    """

    action: str = ""
    records: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()
    frozen: tuple[EntryKey, ...] = ()
    entries: tuple[EntryKey, ...] = ()


@dataclass(frozen=True)
class Change:
    """What is different after a commit, for whoever shows it.

    Attributes:
        kind: a kind of record ("entry", "office", "settings", "person" and so on, named in ``store.keys``).
        record: the record's id; ``key`` its natural key (of an entry: the parts of its EntryKey).
        fields: names of the fields that changed.
    """

    kind: str
    record: str
    key: tuple[str, ...]
    fields: tuple[str, ...]
