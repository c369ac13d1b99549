"""The tables that screens and reports read; each can be made anew from the log."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cdd_desktop.store import log
from cdd_desktop.store.canonical import Json, decode, encode
from cdd_desktop.store.fold import Heads, fold, in_conflict, values
from cdd_desktop.store.keys import DELETED, ENTRY, EntryKey
from cdd_desktop.store.log import Logged

if TYPE_CHECKING:
    from sqlite3 import Connection

_ENTRY_WHERE = "pack = ? AND indicator = ? AND round = ? AND subject_kind = ? AND subject_id = ?"
_ENTRY_COLUMNS = "pack, indicator, round, subject_kind, subject_id"


@dataclass(frozen=True)
class Record:
    """What one record holds now; ``key`` is its natural key, or the key of the entry that it belongs to."""

    id: str
    kind: str
    key: tuple[str, ...]
    fields: Mapping[str, Json]


# --- reading -----------------------------------------------------------------------------------------------------


def fields_of(connection: Connection, kind: str, record: str, key: Iterable[str]) -> dict[str, Json]:
    """Return what a record shows; an entry is found by its key, everything else by its id."""
    if kind == ENTRY:
        rows = connection.execute(f"SELECT name, value FROM fact WHERE {_ENTRY_WHERE}", tuple(key))
    else:
        rows = connection.execute("SELECT name, value FROM field WHERE record = ?", (record,))
    return {name: decode(value) for name, value in rows}


def records_of(connection: Connection, kind: str, under: tuple[str, ...] = ()) -> list[Record]:
    """Return the records of a kind whose key begins with ``under``, by key and id; removed ones too."""
    start = encode(list(under))[:-1]
    rows = connection.execute(
        "SELECT record, key, name, value FROM record JOIN field USING (record)"
        " WHERE kind = ? AND (key = ? OR key BETWEEN ? AND ?) ORDER BY key, record",
        (kind, f"{start}]", f"{start},", f"{start},\U0010ffff") if under else (kind, "", "[", "[\U0010ffff"),
    )
    found: dict[str, tuple[tuple[str, ...], dict[str, Json]]] = {}
    for record, key, name, value in rows:
        if record not in found:
            found[record] = (tuple(decode(key)), {})
        found[record][1][name] = decode(value)
    return [Record(record, kind, key, fields) for record, (key, fields) in found.items()]


def values_of(
    connection: Connection, kind: str, name: str, under: tuple[str, ...]
) -> list[tuple[tuple[str, ...], Json]]:
    """Return one field of the standing records of a kind whose key begins with ``under``, each with the key.

    For what is asked with every change of the screen: the other fields are not read.
    """
    start = encode(list(under))[:-1]
    rows = connection.execute(
        "SELECT key, field.value FROM record JOIN field ON field.record = record.record AND field.name = ?"
        " LEFT JOIN field AS gone ON gone.record = record.record AND gone.name = ?"
        " WHERE kind = ? AND key BETWEEN ? AND ? AND coalesce(gone.value, 'false') <> 'true'",
        (name, DELETED, kind, f"{start},", f"{start},\U0010ffff"),
    )
    return [(tuple(decode(key)), decode(value)) for key, value in rows]


def record_of(connection: Connection, record: str) -> Record | None:
    """Return a record that is no entry, removed or not; None where there never was one of this id."""
    row = connection.execute("SELECT kind, key FROM record WHERE record = ?", (record,)).fetchone()
    if row is None:
        return None
    return Record(record, row[0], tuple(decode(row[1])), fields_of(connection, row[0], record, ()))


def entries_of(connection: Connection, pack: str, round_id: str) -> dict[EntryKey, dict[str, Json]]:
    """Return all entries of a round, also those of which nothing but an unreadable text is kept."""
    rows = connection.execute(
        f"SELECT {_ENTRY_COLUMNS}, name, value FROM fact WHERE pack = ? AND round = ?"
        f" UNION ALL SELECT {_ENTRY_COLUMNS}, '', '' FROM draft WHERE pack = ? AND round = ?",
        (pack, round_id, pack, round_id),
    )
    found: dict[EntryKey, dict[str, Json]] = {}
    for *parts, name, value in rows:
        fields = found.setdefault(EntryKey(*parts), {})
        if name:
            fields[name] = decode(value)
    return found


def drafts_of(connection: Connection, key: EntryKey) -> dict[str, str]:
    """Return the unreadable texts of an entry."""
    return dict(connection.execute(f"SELECT name, text FROM draft WHERE {_ENTRY_WHERE}", key.parts).fetchall())


def local_of(connection: Connection, name: str) -> str | None:
    """Return the JSON text of what this PC keeps under a name."""
    row = connection.execute("SELECT value FROM local WHERE name = ?", (name,)).fetchone()
    return row[0] if row else None


# --- writing -----------------------------------------------------------------------------------------------------


def set_draft(connection: Connection, key: EntryKey, fact: str, text: str | None) -> None:
    """Keep or (None) remove an unreadable text."""
    connection.execute(f"DELETE FROM draft WHERE {_ENTRY_WHERE} AND name = ?", (*key.parts, fact))
    if text is not None:
        columns = f"{_ENTRY_COLUMNS}, name, text"
        connection.execute(f"INSERT INTO draft ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?)", (*key.parts, fact, text))


def apply_own(connection: Connection, change: Logged) -> None:
    """Carry a change made here into the projection; its author has seen all there is, so it stands alone."""
    assert change.body is not None
    if change.kind != ENTRY:
        connection.execute("INSERT OR IGNORE INTO record VALUES (?, ?, ?)", record_row(change))
    names = [(change.record, name) for name in change.body.fields]
    connection.executemany("DELETE FROM head WHERE record = ? AND name = ?", names)
    _write(connection, change, change.body.fields)


def refold(connection: Connection, record: str) -> None:
    """Make a record's projection anew from all its changes (foreign ones have come in)."""
    changes = log.of_record(connection, record)
    folded = fold(changes)
    change = next((item for item in changes if item.body is not None), None)
    if change is None:
        return
    if change.kind != ENTRY:
        connection.execute("INSERT OR REPLACE INTO record VALUES (?, ?, ?)", record_row(change))
    connection.execute("DELETE FROM head WHERE record = ?", (record,))
    connection.executemany("INSERT INTO head VALUES (?, ?, ?, ?, ?)", head_rows(record, folded))
    _write(connection, change, dict.fromkeys(folded) | values(folded))


def record_row(change: Logged) -> tuple[str, str, str]:
    """Return the row of the record table that a record must have; ``change`` is its first with a body."""
    assert change.body is not None
    return (change.record, change.kind, encode(list(change.body.key)))


def head_rows(record: str, folded: Mapping[str, Heads]) -> list[tuple[str, str, str, int, str]]:
    """Return the rows of the head table that a record must have."""
    return [
        (record, name, *head.change.place, head.text)
        for name, heads in folded.items()
        if in_conflict(heads)
        for head in heads
    ]


def _write(connection: Connection, change: Logged, fields: Mapping[str, Json]) -> None:
    """Set or clear fields of the record that ``change`` belongs to."""
    assert change.body is not None
    if change.kind == ENTRY:
        columns, where, place = f"{_ENTRY_COLUMNS}, name, value", _ENTRY_WHERE, change.body.key
        table = "fact"
    else:
        columns, where, place = "record, name, value", "record = ?", (change.record,)
        table = "field"
    cleared = [(*place, name) for name, value in fields.items() if value is None]
    kept = [(*place, name, encode(value)) for name, value in fields.items() if value is not None]
    connection.executemany(f"DELETE FROM {table} WHERE {where} AND name = ?", cleared)
    marks = ", ".join("?" * (len(place) + 2))
    connection.executemany(f"INSERT OR REPLACE INTO {table} ({columns}) VALUES ({marks})", kept)
