"""Undo and redo by action: the steps of each person at this database, kept in the file and made anew from the log.

A step is an action; undoing it writes new changes (an action that ``undoes`` it), redoing undoes those in turn. The log
therefore only ever grows, and a step needs to know just the logged action that is to be turned round next.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from cdd_desktop.store import log
from cdd_desktop.store.canonical import Json
from cdd_desktop.store.fold import Heads, fold, shown
from cdd_desktop.store.keys import NO_STEP, EntryKey, entry_of
from cdd_desktop.store.log import Edit, Logged

if TYPE_CHECKING:
    from sqlite3 import Connection

DONE: Final = "done"
UNDONE: Final = "undone"
GONE: Final = "gone"  # undone, and then something else was done


@dataclass(frozen=True)
class Step:
    """One action that can be undone or redone; ``turn`` orders the steps of a person."""

    id: str
    person: str
    label: str
    state: str
    turn: int
    last: str


def newest(connection: Connection, person: str, state: str) -> Step | None:
    """Return the step that undo (of those DONE) or redo (of those UNDONE) takes next."""
    row = connection.execute(
        "SELECT id, person, label, state, turn, last FROM step WHERE person = ? AND state = ?"
        " ORDER BY turn DESC LIMIT 1",
        (person, state),
    ).fetchone()
    return Step(*row) if row else None


def keep(connection: Connection, change: Logged) -> None:
    """Enter the action of a change made here; ``change`` is the action's first.

    An action without a name for people (the first setting up of the office) is no step, nor is one of ``NO_STEP``.
    """
    assert change.body is not None
    if change.undoes:
        flipped = f"CASE state WHEN '{DONE}' THEN '{UNDONE}' ELSE '{DONE}' END"
        connection.execute(
            f"UPDATE step SET state = {flipped}, turn = ?, last = ? WHERE last = ?",
            (change.lamport, change.action, change.undoes),
        )
        return
    connection.execute("UPDATE step SET state = ? WHERE person = ? AND state = ?", (GONE, change.person, UNDONE))
    if _is_step(change):
        row = (change.action, change.person, change.body.label, DONE, change.lamport, change.action)
        connection.execute("INSERT INTO step VALUES (?, ?, ?, ?, ?, ?)", row)


def rows(changes: Iterable[Logged], replicas: frozenset[str]) -> list[Step]:
    """Return the steps that the log asks for; ``changes`` come in the order of their Lamport numbers."""
    steps: dict[str, Step] = {}
    id_of_last: dict[str, str] = {}
    undone: dict[str, set[str]] = {}  # by person
    for change in _first_of_actions(changes, replicas):
        assert change.body is not None
        mine = undone.setdefault(change.person, set())
        if change.undoes:
            step = steps.get(id_of_last.pop(change.undoes, ""))
            if step is None:
                continue
            state = UNDONE if step.state == DONE else DONE
            (mine.add if state == UNDONE else mine.discard)(step.id)
            step = replace(step, state=state, turn=change.lamport, last=change.action)
        else:
            for gone in mine:
                steps[gone] = replace(steps[gone], state=GONE)
            mine.clear()
            if not _is_step(change):
                continue
            step = Step(change.action, change.person, change.body.label, DONE, change.lamport, change.action)
        steps[step.id] = step
        id_of_last[step.last] = step.id
    return list(steps.values())


def _is_step(change: Logged) -> bool:
    return bool(change.body and change.body.label) and change.kind not in NO_STEP


def _first_of_actions(changes: Iterable[Logged], replicas: frozenset[str]) -> Iterator[Logged]:
    met: set[str] = set()
    for change in changes:
        if change.action in met or change.body is None or change.stream.partition("/")[0] not in replicas:
            continue
        met.add(change.action)
        yield change


def entries(connection: Connection, action: str) -> tuple[EntryKey, ...]:
    """Return the entries that an action is about, in the order in which it wrote them."""
    found = (entry_of(change.kind, change.body.key) for change in log.of_action(connection, action) if change.body)
    return tuple(dict.fromkeys(key for key in found if key is not None))


@dataclass(frozen=True)
class Turn:
    """The edit that takes an action back in one record, and the names of the fields that others changed since.

    Where every field was changed since, the edit is empty: it still marks the step in the log.
    """

    edit: Edit
    skipped: tuple[str, ...]


def turned_round(connection: Connection, action: str) -> list[Turn]:
    """Return what takes an action back, record by record."""
    turns: list[Turn] = []
    for change in log.of_action(connection, action):
        if change.body is None:
            continue
        past = _Past(log.of_record(connection, change.record))
        fields: dict[str, Json] = {}
        skipped: list[str] = []
        for name in change.body.fields:
            if past.stands(change, name):
                fields[name] = shown(past.before(change).get(name, ()))
            else:
                skipped.append(name)
        turns.append(Turn(Edit(change.kind, change.record, change.body.key, change.owner, fields), tuple(skipped)))
    return turns


class _Past:
    """One record's changes, and what each author had before the eyes."""

    def __init__(self, changes: list[Logged]) -> None:
        self._changes = changes
        self._of_action = {change.action: change for change in changes if change.body is not None}
        self._now = fold(changes)
        self._before: dict[tuple[str, int], dict[str, Heads]] = {}

    def before(self, change: Logged) -> dict[str, Heads]:
        if change.place not in self._before:
            self._before[change.place] = fold(item for item in self._changes if change.saw(item))
        return self._before[change.place]

    def stands(self, change: Logged, name: str) -> bool:
        """Return whether a field still is what ``change`` made it.

        What came later and was taken back again does not count: an undo leads back to the change before the undone one.
        """
        heads = self._now.get(name, ())
        while len(heads) == 1:
            standing = heads[0].change
            if standing.place == change.place:
                return True
            turned = self._of_action.get(standing.undoes)
            heads = self.before(turned).get(name, ()) if turned is not None else ()
        return False
