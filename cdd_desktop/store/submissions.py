"""What was submitted, certified, unlocked and withdrawn, as the records say; the state is derived from them.

A submission stands until a withdrawal or an unlock points at it. Should two PCs have submitted one entry without
knowing of each other, the later number stands, then the larger id: every PC chooses alike.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

from cdd_desktop.store import projections
from cdd_desktop.store.canonical import Json
from cdd_desktop.store.keys import CERTIFICATION, SUBMISSION, UNLOCK, WITHDRAWAL, EntryKey
from cdd_desktop.store.projections import Record

if TYPE_CHECKING:
    from sqlite3 import Connection


class Phase(Enum):
    OPEN = "open"
    SUBMITTED = "submitted"
    CERTIFIED = "certified"


@dataclass(frozen=True)
class Act:
    """Who did something about a submission, and when.

    Attributes:
        submission: id of the submission that it is about.
        person: id (or free text) of who did it; ``name`` and ``position`` as they were then.
        at: ISO time for people; ``clock`` says how far it can be believed (a ``CLOCK_*`` flag).
        reason: why (of an unlock or a withdrawal).
    """

    id: str
    submission: str
    person: str
    name: str
    position: str
    at: str
    clock: int
    reason: str = ""


@dataclass(frozen=True)
class Submission:
    """What an entry was when it was submitted; it never changes.

    Attributes:
        number: 1 for the first submission of the entry, and so on.
        facts: JSON values by fact id; ``note`` the entry's note.
        result: the grading in the shape of ``criteria.grading.result_json``, numbers with decimals as text.
        pack_revision, criteria_hash: of the pack that it was graded by.
        person, name, position, at, clock: as of an ``Act``.
        pdf, workbook: names of the papers made then, in ``Store.files`` ("" : none).
        criteria: name of the pack's own files as they were then (``criteria.loader.load_source``).
        files: names of the evidence that it rests on.
        incomplete: submitted though facts were missing.
    """

    id: str
    key: EntryKey
    number: int
    facts: Mapping[str, Json]
    note: str
    result: Mapping[str, Any]
    pack_revision: int
    criteria_hash: str
    person: str
    name: str
    position: str
    at: str
    clock: int
    pdf: str = ""
    workbook: str = ""
    criteria: str = ""
    files: tuple[str, ...] = ()
    incomplete: bool = False

    @property
    def grade(self) -> str | None:
        return self.result.get("grade")

    @property
    def outcome(self) -> str:
        return str(self.result.get("outcome") or "")

    def to_fields(self) -> dict[str, Json]:
        """Return the fields of the record; the entry is its key."""
        fields = {name: value for name, value in vars(self).items() if name not in {"id", "key", "files"}}
        return {**fields, "files": list(self.files)}


@dataclass(frozen=True)
class State:
    """How an entry stands.

    Attributes:
        submission: what stands submitted, None while open; ``certification`` of it, if any.
        unlocks: every unlock there ever was of the entry, oldest first; they print.
        submissions: all submissions of the entry, also those withdrawn or unlocked, oldest first.
        altered: names of the facts (and ``NOTE``) that differ from what stands submitted: a merge or a restored backup
            has brought other ones.
    """

    phase: Phase = Phase.OPEN
    submission: Submission | None = None
    certification: Act | None = None
    unlocks: tuple[Act, ...] = ()
    withdrawals: tuple[Act, ...] = ()
    submissions: tuple[Submission, ...] = ()
    altered: tuple[str, ...] = ()


def states_of(connection: Connection, under: tuple[str, ...]) -> dict[EntryKey, State]:
    """Return the states of all entries that were ever submitted and whose key begins with ``under``."""
    submitted = _by_entry(connection, SUBMISSION, under)
    if not submitted:
        return {}
    others = {kind: _by_entry(connection, kind, under) for kind in (UNLOCK, WITHDRAWAL, CERTIFICATION)}
    return {key: _state(key, records, others) for key, records in submitted.items()}


def state_of(connection: Connection, key: EntryKey) -> State:
    """Return the state of one entry."""
    return states_of(connection, key.parts).get(key, State())


def _by_entry(connection: Connection, kind: str, under: tuple[str, ...]) -> dict[EntryKey, list[Record]]:
    found: dict[EntryKey, list[Record]] = {}
    for record in projections.records_of(connection, kind, under):
        found.setdefault(EntryKey(*record.key), []).append(record)
    return found


def _state(key: EntryKey, submitted: list[Record], others: Mapping[str, Mapping[EntryKey, list[Record]]]) -> State:
    submissions = sorted((_submission(key, record) for record in submitted), key=lambda item: (item.number, item.id))
    order = {submission.id: place for place, submission in enumerate(submissions)}

    def acts(kind: str) -> tuple[Act, ...]:
        found = (_act(record) for record in others[kind].get(key, ()))
        return tuple(sorted(found, key=lambda act: (order.get(act.submission, -1), act.id)))

    unlocks, withdrawals = acts(UNLOCK), acts(WITHDRAWAL)
    ended = {act.submission for act in (*unlocks, *withdrawals)}
    standing = next((item for item in reversed(submissions) if item.id not in ended), None)
    certified = next((act for act in acts(CERTIFICATION) if standing and act.submission == standing.id), None)
    phase = Phase.CERTIFIED if certified else Phase.SUBMITTED if standing else Phase.OPEN
    return State(phase, standing, certified, unlocks, withdrawals, tuple(submissions))


def _submission(key: EntryKey, record: Record) -> Submission:
    fields: Mapping[str, Any] = record.fields
    return Submission(
        id=record.id,
        key=key,
        number=fields.get("number", 0),
        facts=fields.get("facts", {}),
        note=fields.get("note", ""),
        result=fields.get("result", {}),
        pack_revision=fields.get("pack_revision", 0),
        criteria_hash=fields.get("criteria_hash", ""),
        person=fields.get("person", ""),
        name=fields.get("name", ""),
        position=fields.get("position", ""),
        at=fields.get("at", ""),
        clock=fields.get("clock", 0),
        pdf=fields.get("pdf", ""),
        workbook=fields.get("workbook", ""),
        criteria=fields.get("criteria", ""),
        files=tuple(fields.get("files", ())),
        incomplete=fields.get("incomplete", False),
    )


def _act(record: Record) -> Act:
    fields: Mapping[str, Any] = record.fields
    return Act(
        id=record.id,
        submission=fields.get("submission", ""),
        person=fields.get("person", ""),
        name=fields.get("name", ""),
        position=fields.get("position", ""),
        at=fields.get("at", ""),
        clock=fields.get("clock", 0),
        reason=fields.get("reason", ""),
    )
