"""The change log: the truth, of which every other table is a projection.

A stream is what one replica wrote about the records of one office; it is numbered without gaps and chained by hashes.
The chain covers everything but the body, and the body by its hash, so a body can be withheld or purged later.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from cdd_desktop.store.canonical import Json, Unreadable, decode, digest, encode

if TYPE_CHECKING:
    from sqlite3 import Connection

    from cdd_desktop.clock import Stamp

FORMAT: Final = 1  # of a change; readers of a newer format keep what they do not know
FIRST: Final = b""  # the hash before a stream's first change

_COLUMNS: Final = (
    "stream, seq, kind, record, ctx, lamport, wall, clock, person, office, action, undoes, format,"
    " body, body_hash, prev_hash, hash"
)


@dataclass(frozen=True)
class Body:
    """What a change says: the fields it altered, the record's natural key and the action's name for people."""

    fields: Mapping[str, Json]
    key: tuple[str, ...] = ()
    label: str = ""

    def to_bytes(self) -> bytes:
        """Return the stored form; the salt keeps the hash of a purged body from being guessed."""
        content: dict[str, Json] = {"f": self.fields, "k": self.key, "n": self.label, "s": secrets.token_hex(16)}
        return encode(content).encode("utf-8")

    @classmethod
    def from_bytes(cls, data: bytes) -> Body:
        content = decode(data)
        try:
            return cls(dict(content["f"]), tuple(content["k"]), str(content["n"]))
        except (KeyError, TypeError, ValueError):
            raise Unreadable("body") from None


@dataclass(frozen=True)
class Edit:
    """What somebody wants changed in one record; ``owner`` is the office that the record belongs to."""

    kind: str
    record: str
    key: tuple[str, ...]
    owner: str
    fields: Mapping[str, Json]


@dataclass(frozen=True)
class Author:
    """Who writes, on which replica, when."""

    replica: str
    office: str
    person: str
    stamp: Stamp


@dataclass(frozen=True)
class Logged:
    """One row of the log. ``body`` is None where it was withheld or purged."""

    stream: str
    seq: int
    kind: str
    record: str
    ctx: Mapping[str, int]
    lamport: int
    wall: str
    clock: int
    person: str
    office: str
    action: str
    undoes: str
    body: Body | None
    format: int = FORMAT
    raw: bytes | None = field(default=None, repr=False)
    body_hash: bytes = field(default=b"", repr=False)
    prev_hash: bytes = field(default=FIRST, repr=False)
    hash: bytes = field(default=b"", repr=False)

    @property
    def owner(self) -> str:
        return self.stream.partition("/")[2]

    @property
    def place(self) -> tuple[str, int]:
        return (self.stream, self.seq)

    def saw(self, other: Logged) -> bool:
        """Return whether the author had seen the other change of this record."""
        return self.ctx.get(other.stream, 0) >= other.seq

    def chained(self) -> bytes:
        """Return the hash that this row must have."""
        head: list[Json] = [
            self.prev_hash.hex(), self.stream, self.seq, self.kind, self.record, dict(self.ctx), self.lamport,
            self.wall, self.clock, self.person, self.office, self.action, self.undoes, self.format,
            self.body_hash.hex(),
        ]  # fmt: skip
        return digest(encode(head).encode("utf-8"))


def stream_of(replica: str, owner: str) -> str:
    return f"{replica}/{owner}"


def append(connection: Connection, edit: Edit, author: Author, action: str, label: str, undoes: str = "") -> Logged:
    """Write one change at the end of its stream, inside the caller's transaction, and return it."""
    stream = stream_of(author.replica, edit.owner)
    seq, prev_hash = stream_end(connection, stream)
    raw = Body(edit.fields, edit.key, label).to_bytes()
    lamport = connection.execute("SELECT coalesce(max(lamport), 0) + 1 FROM stream").fetchone()[0]
    draft = Logged(
        stream, seq + 1, edit.kind, edit.record, seen(connection, edit.record), lamport,
        author.stamp.iso, author.stamp.flag, author.person, author.office, action, undoes,
        Body(edit.fields, edit.key, label), raw=raw, body_hash=digest(raw), prev_hash=prev_hash,
    )  # fmt: skip
    change = Logged(**{**vars(draft), "hash": draft.chained()})
    insert(connection, change)
    return change


def insert(connection: Connection, change: Logged) -> None:
    """Write a complete change (one's own or a foreign one) and move its stream's end."""
    connection.execute(
        f"INSERT INTO change ({_COLUMNS}) VALUES ({', '.join('?' * 17)})",
        (
            change.stream, change.seq, change.kind, change.record, encode(change.ctx), change.lamport, change.wall,
            change.clock, change.person, change.office, change.action, change.undoes, change.format,
            change.raw, change.body_hash, change.prev_hash, change.hash,
        ),
    )  # fmt: skip
    connection.execute(
        "INSERT INTO stream VALUES (?, ?, ?, ?) ON CONFLICT (stream) DO UPDATE"
        " SET seq = excluded.seq, hash = excluded.hash, lamport = max(lamport, excluded.lamport)",
        (change.stream, change.seq, change.hash, change.lamport),
    )


def stream_end(connection: Connection, stream: str) -> tuple[int, bytes]:
    """Return the last number and hash of a stream, (0, FIRST) of a new one."""
    row = connection.execute("SELECT seq, hash FROM stream WHERE stream = ?", (stream,)).fetchone()
    return (row[0], row[1]) if row else (0, FIRST)


def seen(connection: Connection, record: str) -> dict[str, int]:
    """Return the version vector of a record: everything of it that is in this file."""
    rows = connection.execute("SELECT stream, max(seq) FROM change WHERE record = ? GROUP BY stream", (record,))
    return dict(rows.fetchall())


def owner_of(connection: Connection, record: str) -> str | None:
    """Return the office that a record belongs to, None where nothing was ever written of it."""
    row = connection.execute("SELECT stream FROM change WHERE record = ? LIMIT 1", (record,)).fetchone()
    return row[0].partition("/")[2] if row else None


def holds(connection: Connection, stream: str, seq: int, hashed: bytes) -> bool:
    """Return whether exactly this change is in the log."""
    row = connection.execute("SELECT hash FROM change WHERE stream = ? AND seq = ?", (stream, seq)).fetchone()
    return row is not None and row[0] == hashed


def of_record(connection: Connection, record: str) -> list[Logged]:
    """Return a record's changes, each after all that its author had seen."""
    return list(_read(connection, "record = ? ORDER BY lamport, stream, seq", record))


def of_action(connection: Connection, action: str) -> list[Logged]:
    """Return an action's changes in the order they were made."""
    return list(_read(connection, "action = ? ORDER BY lamport, stream, seq", action))


def all_changes(connection: Connection, order: str = "stream, seq") -> Iterator[Logged]:
    """Walk through the whole log without holding it in memory."""
    return _read(connection, f"1 ORDER BY {order}")


def matching(connection: Connection, where: str, values: tuple[str | int | bytes, ...]) -> Iterator[Logged]:
    """Return the changes that a condition of SQL (with its order) takes."""
    return _read(connection, where, *values)


def is_redo(connection: Connection, undoes: str, known: dict[str, bool]) -> bool:
    """Return whether an action that turns ``undoes`` round does something again: that one had taken something back.

    Args:
        known: what is known by action already; is added to.
    """
    chain: list[str] = []  # a loop: somebody may undo and redo a thousand times
    at = undoes
    while at and at not in known:
        row = connection.execute("SELECT undoes FROM change WHERE action = ? LIMIT 1", (at,)).fetchone()
        chain.append(at)
        at = str(row[0]) if row else ""
    takes_back = known.get(at, True)
    for action in reversed(chain):
        takes_back = not takes_back
        known[action] = takes_back
    return known.get(undoes, False)


def _read(connection: Connection, where: str, *values: str | int | bytes) -> Iterator[Logged]:
    rows: Iterable[tuple[Any, ...]] = connection.execute(f"SELECT {_COLUMNS} FROM change WHERE {where}", values)
    yield from map(from_row, rows)


def from_row(row: tuple[Any, ...]) -> Logged:
    """Return the change of a row, its columns in the order of the table; what is damaged raises."""
    raw = row[13]
    return Logged(
        stream=row[0], seq=row[1], kind=row[2], record=row[3], ctx=decode(row[4]), lamport=row[5], wall=row[6],
        clock=row[7], person=row[8], office=row[9], action=row[10], undoes=row[11], format=row[12],
        body=None if raw is None else Body.from_bytes(raw),
        raw=raw, body_hash=row[14], prev_hash=row[15], hash=row[16],
    )  # fmt: skip
