"""What one field was, who changed it and when: a read of the log."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cdd_desktop.store import log
from cdd_desktop.store.canonical import Json
from cdd_desktop.store.fold import Heads, fold, fold_in, shown
from cdd_desktop.store.log import Logged

if TYPE_CHECKING:
    from sqlite3 import Connection


@dataclass(frozen=True)
class HistoryItem:
    """One change of one field.

    Attributes:
        old: what its author had before the eyes (None: nothing).
        new: what it became (None: cleared).
        person: who did it, as the log has it.
        wall: ISO time for people; ``clock`` says how far it can be believed (a ``CLOCK_*`` flag).
        action: the name of the action (Thai); ``undo``: it took an action back, ``again``: or did it again.
    """

    old: Json
    new: Json
    person: str
    wall: str
    clock: int
    action: str
    undo: bool = False
    again: bool = False


def history_of(connection: Connection, record: str, name: str) -> list[HistoryItem]:
    """Return the changes of a field, newest first."""
    changes = [item for item in log.of_record(connection, record) if item.body is not None and name in item.body.fields]
    found: list[HistoryItem] = []
    turned: dict[str, bool] = {}
    heads: dict[str, Heads] = {}
    for change in changes:
        assert change.body is not None
        before = heads if _saw_all(change, heads) else fold(item for item in changes if change.saw(item))
        old, new = shown(before.get(name, ())), change.body.fields[name]
        fold_in(heads, change)
        found.append(
            HistoryItem(
                old,
                new,
                change.person,
                change.wall,
                change.clock,
                change.body.label,
                undo=bool(change.undoes),
                again=log.is_redo(connection, change.undoes, turned),
            )
        )
    return found[::-1]


def _saw_all(change: Logged, heads: dict[str, Heads]) -> bool:
    """Return whether the author had all standing values before the eyes, and so everything behind them."""
    return all(change.saw(head.change) for standing in heads.values() for head in standing)
