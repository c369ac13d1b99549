"""What happened in the office: every change, newest first, filtered and paged. A read of the log."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from cdd_desktop.store import log
from cdd_desktop.store.canonical import Json
from cdd_desktop.store.fold import Head, Heads, shown
from cdd_desktop.store.keys import DELETED, DUTY, HOLIDAY, PERSON
from cdd_desktop.store.log import Logged

if TYPE_CHECKING:
    from sqlite3 import Connection

PAGE: Final = 100
_CALLED: Final = ("caption", "title", "subject", "name")
OUT_OF_USE: Final[Mapping[str, tuple[str, Json]]] = {
    HOLIDAY: ("off", True),
    PERSON: ("active", False),
    DUTY: ("person", None),
}
"""Kinds that are taken out of use by a field of their own, and its value then."""
_REMOVED: Final = (
    "(json_extract(CAST(body AS TEXT), '$.f.' || ?) = 1"
    f" OR kind = '{HOLIDAY}' AND json_extract(CAST(body AS TEXT), '$.f.off') = 1"
    f" OR kind = '{PERSON}' AND json_extract(CAST(body AS TEXT), '$.f.active') = 0"
    f" OR kind = '{DUTY}' AND json_type(CAST(body AS TEXT), '$.f.person') = 'null')"
)


@dataclass(frozen=True)
class Meant:
    """What a text that is searched for stands for, as the log holds it.

    Attributes:
        spellings: of values ("1250000" of "1,250,000", an ISO date, the id of a choice).
        fields: names of fields.
        people: as the log holds them.
    """

    spellings: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    people: tuple[str, ...] = ()


@dataclass(frozen=True)
class Filter:
    """What of the history is wanted; an empty field takes everything.

    Attributes:
        mission: an indicator id: its facts, evidence, submissions and all else that is kept under an entry of it.
        round: of that mission, or of all; ``pack``: the pack that the round is of, "" for whichever.
        person: as the log holds it (the id of a person, or free text).
        start, end: first and last day, by the clock of whoever wrote. A clock that was wrong is taken at its word.
        kinds: kinds of record.
        text: a part of the action's name, or of what was written.
        meant: what ``text`` may stand for besides: other spellings in what was written, names of fields, people.
        removed: only what removed something, or took it out of use.
    """

    mission: str = ""
    round: str = ""
    pack: str = ""
    person: str = ""
    start: date | None = None
    end: date | None = None
    kinds: tuple[str, ...] = ()
    text: str = ""
    meant: Meant = Meant()
    removed: bool = False


@dataclass(frozen=True)
class FieldChange:
    """One field: what its author had before the eyes, and what it became (None: nothing, or cleared)."""

    name: str
    old: Json
    new: Json


@dataclass(frozen=True)
class OfficeItem:
    """What one action did to one record.

    Attributes:
        action: id of the action, which may have altered several records; ``label`` its name (Thai).
        key: the natural key of the record; of what belongs to a mission, it begins with the parts of the EntryKey.
        person: as the log holds it; ``name`` for people (filled in by ``Store.office_history``).
        wall, clock: when, for people, and how far it can be believed.
        undo: it took an action back, or did it again; ``again`` says that it was the latter.
        removed: it removed the record or took it out of use (True), or brought it back (False); None: neither.
        reason: why, where the record says so (an unlock).
        thing: what people call the record that was removed or brought back as a whole, as far as it says.
    """

    action: str
    label: str
    kind: str
    record: str
    key: tuple[str, ...]
    person: str
    name: str
    wall: str
    clock: int
    undo: bool
    removed: bool | None
    reason: str
    fields: tuple[FieldChange, ...]
    again: bool = False
    thing: str = ""


def acts(connection: Connection, wanted: Filter, offset: int, limit: int) -> tuple[list[tuple[OfficeItem, ...]], int]:
    """Return a page of the actions, newest first, each with what it did to its records, in the order it did it.

    With it goes how many actions there are on all pages (0 past the last one): the log is walked through once for both.
    """
    where, values = _where(wanted)
    found_actions = f"SELECT action, max(lamport) AS last FROM change WHERE {where} GROUP BY action"
    page = connection.execute(
        f"SELECT action, count(*) OVER () FROM ({found_actions}) ORDER BY last DESC, action LIMIT ? OFFSET ?",
        (*values, limit, offset),
    ).fetchall()
    names = [str(row[0]) for row in page]
    query = f"action IN ({', '.join('?' * len(names))}) AND {where} ORDER BY lamport, stream, seq"
    found: dict[str, list[OfficeItem]] = {name: [] for name in names}
    for item in _items(connection, log.matching(connection, query, (*names, *values))):
        found[item.action].append(item)
    return [tuple(of_action) for of_action in found.values()], int(page[0][1]) if page else 0


def items(connection: Connection, wanted: Filter, offset: int = 0, limit: int = PAGE) -> list[OfficeItem]:
    """Return a page of the history, newest first."""
    where, values = _where(wanted)
    query = f"{where} ORDER BY lamport DESC, stream DESC, seq DESC LIMIT ? OFFSET ?"
    return list(_items(connection, log.matching(connection, query, (*values, limit, offset))))


def count(connection: Connection, wanted: Filter) -> int:
    """Return how many items the whole of it has."""
    where, values = _where(wanted)
    return int(connection.execute(f"SELECT count(*) FROM change WHERE {where}", values).fetchone()[0])


def _where(wanted: Filter) -> tuple[str, tuple[str | int, ...]]:
    """Return the condition and its values. An empty body only marks a step; a missing one says nothing."""
    body = "CAST(body AS TEXT)"
    after = (wanted.end + timedelta(days=1)).isoformat() if wanted.end and wanted.end < date.max else ""
    found, spelled = _found(wanted) if wanted.text else ("", ())
    conditions: list[tuple[str, tuple[str, ...]]] = [
        (f"body IS NOT NULL AND json_extract({body}, '$.f') <> '{{}}'", ()),
        (f"json_extract({body}, '$.k[1]') = ?", (wanted.mission,) if wanted.mission else ()),
        (f"json_extract({body}, '$.k[2]') = ?", (wanted.round,) if wanted.round else ()),
        (f"json_extract({body}, '$.k[0]') = ?", (wanted.pack,) if wanted.pack else ()),
        ("person = ?", (wanted.person,) if wanted.person else ()),
        ("wall >= ?", (wanted.start.isoformat(),) if wanted.start else ()),
        ("wall < ?", (after,) if after else ()),
        (f"kind IN ({', '.join('?' * len(wanted.kinds))})", wanted.kinds),
        (found, spelled),
        (_REMOVED, (DELETED,) if wanted.removed else ()),
    ]
    asked = [condition for number, condition in enumerate(conditions) if number == 0 or condition[1]]
    return " AND ".join(text for text, _ in asked), tuple(value for _, values in asked for value in values)


def _found(wanted: Filter) -> tuple[str, tuple[str, ...]]:
    """Return the condition that finds a text; the salt and the key of a body are not searched."""
    fields = "json_extract(CAST(body AS TEXT), '$.f')"
    values = tuple(dict.fromkeys((wanted.text, *wanted.meant.spellings)))
    named = tuple(f'"{name}":' for name in wanted.meant.fields)
    parts = ["instr(lower(json_extract(CAST(body AS TEXT), '$.n')), lower(?)) > 0"]
    parts += [f"instr(lower({fields}), lower(?)) > 0"] * len(values)
    parts += [f"instr({fields}, ?) > 0"] * len(named)
    parts += ["person = ?"] * len(wanted.meant.people)
    return f"({' OR '.join(parts)})", (wanted.text, *values, *named, *wanted.meant.people)


def _items(connection: Connection, changes: Iterator[Logged]) -> Iterator[OfficeItem]:
    turned: dict[str, bool] = {}
    for change in list(changes):
        assert change.body is not None
        new = change.body.fields
        yield OfficeItem(
            action=change.action,
            label=change.body.label,
            kind=change.kind,
            record=change.record,
            key=change.body.key,
            person=change.person,
            name=change.person,
            wall=change.wall,
            clock=change.clock,
            undo=bool(change.undoes),
            again=log.is_redo(connection, change.undoes, turned),
            removed=_removed(change.kind, new),
            reason=str(new.get("reason") or ""),
            fields=tuple(
                FieldChange(name, shown(_before(connection, change, name)), new[name])
                for name in sorted(new)
                if name != DELETED
            ),
            thing=_thing(connection, change) if DELETED in new else "",
        )


def _thing(connection: Connection, change: Logged) -> str:
    named = (shown(_before(connection, change, name)) for name in _CALLED)
    return next((str(value) for value in named if value), "")


def _removed(kind: str, new: Mapping[str, Json]) -> bool | None:
    if DELETED in new:
        return bool(new[DELETED])
    name, value = OUT_OF_USE.get(kind, ("", None))
    return True if name in new and new[name] == value else None


def _before(connection: Connection, change: Logged, name: str) -> Heads:
    """Return what stood in a field before the eyes of a change's author.

    Within a stream every change saw the ones before it, so that only the last of each stream can have stood: a record
    that was altered thousands of times need not be read.
    """
    mark = f'"{name}":'.encode()
    lasts: list[Head] = []
    for stream, seq in change.ctx.items():
        where = "record = ? AND stream = ? AND seq <= ? AND instr(body, ?) ORDER BY seq DESC"
        for item in log.matching(connection, where, (change.record, stream, seq, mark)):
            if item.body is not None and name in item.body.fields:
                lasts.append(Head(item, item.body.fields[name]))
                break
    return tuple(head for head in lasts if not any(other.change.saw(head.change) for other in lasts if other != head))
