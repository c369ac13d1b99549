"""Who answers for which mission, what was reported into its channel, and what is due: from records to lists."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any, Final

from cdd_desktop.clock import BANGKOK, CLOCK_IMPLAUSIBLE
from cdd_desktop.criteria.model import Deadline, Indicator, Pack
from cdd_desktop.criteria.timeline import earlier
from cdd_desktop.store.answers import Action
from cdd_desktop.store.canonical import Json
from cdd_desktop.store.holidays import working_days
from cdd_desktop.store.keys import DELETED, DUTY, REPORTED, EntryKey, natural_id
from cdd_desktop.store.people import names, people
from cdd_desktop.store.records import Put
from cdd_desktop.store.submissions import Phase, State

if TYPE_CHECKING:
    from cdd_desktop.store.store import Store

WRONG_CLOCK: Final = "นาฬิกาเครื่องผิด จึงไม่นับวัน"


# --- who answers for a mission -----------------------------------------------------------------------------------


def duties(store: Store, pack: str) -> dict[str, str]:
    """Return the id of who answers for each mission of a pack, by indicator id."""
    office = _office(store)
    found = [item for item in store.listed(DUTY, under=(pack,)) if item.key[2] == office]
    return {item.key[1]: str(item.fields["person"]) for item in found if item.fields.get("person")}


def assign(store: Store, pack: Pack, indicator: Indicator, person: str | None) -> Action:
    """Say who answers for a mission (None: nobody); raises UserError."""
    key = (pack.id, indicator.id, _office(store))  # as in an entry's key, the indicator is its second part
    put = Put(DUTY, {"person": person}, natural_id(DUTY, *key), key)
    return store.write([put], action=f"กำหนดผู้รับผิดชอบ ภารกิจ {indicator.no}")


def carry_duties(store: Store, pack: Pack, packs: Iterable[Pack]) -> None:
    """Let whoever answered for a mission in the quarter before answer for it in a new one; raises UserError.

    A pack for which anybody is named already stays as it is.
    """
    if duties(store, pack.id):
        return
    known, office = list(packs), _office(store)
    active = {person.id for person in people(store)}
    puts = []
    for indicator in pack.indicators:
        place = next(earlier(known, pack, indicator, pack.rounds[0].id), None)
        person = duties(store, place.pack.id).get(place.indicator.id) if place else None
        if person in active:
            key = (pack.id, indicator.id, office)
            puts.append(Put(DUTY, {"person": person}, natural_id(DUTY, *key), key))
    store.put_many(puts, action="")


def _office(store: Store) -> str:
    office = store.office()
    return office.code if office else ""


# --- what was reported -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Reported:
    """A value that somebody says is in the reporting channel.

    Attributes:
        value: what was copied; where the fact is another now, it has to be reported again.
        at: ISO time for people; ``clock`` says how far it can be believed.
    """

    value: Json
    person: str
    name: str
    at: str
    clock: int


def mark_reported(store: Store, key: EntryKey, values: Mapping[str, Json], *, action: str = "") -> Action:
    """Note that these values of an entry were copied into its channel just now; raises UserError.

    Args:
        values: what was copied, by fact id.
        action: what the person did, for undo (Thai).
    """
    stamp = store.clock.stamp()
    puts = [
        Put(
            REPORTED,
            {"value": value, "person": store.person, "at": stamp.iso, "clock": stamp.flag},
            natural_id(REPORTED, *key.parts, fact),
            (*key.parts, fact),
        )
        for fact, value in values.items()
    ]
    return store.write(puts, action=action or f"ทำเครื่องหมายว่ารายงานแล้ว {len(puts)} ช่อง")


def unmark_reported(store: Store, key: EntryKey, facts: list[str]) -> Action:
    """Take marks back; raises UserError."""
    marked = reported(store, key)
    puts = [Put(REPORTED, {DELETED: True}, natural_id(REPORTED, *key.parts, fact)) for fact in facts if fact in marked]
    return store.write(puts, action=f"ลบเครื่องหมายว่ารายงานแล้ว {len(puts)} ช่อง")


def reported(store: Store, key: EntryKey) -> dict[str, Reported]:
    """Return what of an entry is marked as reported, by fact id."""
    known = names(store)
    found: dict[str, Reported] = {}
    for item in store.listed(REPORTED, under=key.parts):
        fields: Mapping[str, Any] = item.fields
        person = fields.get("person", "")
        found[item.key[-1]] = Reported(
            fields.get("value"), person, known.get(person, person), fields.get("at", ""), fields.get("clock", 0)
        )
    return found


# --- what is due -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class DueItem:
    """One mission in one round, with its deadline, as it stands at a moment.

    Attributes:
        end: the moment of the deadline.
        person: id of who answers for it ("" : nobody).
        phase: how far it is; ``submitted_at`` when it was submitted (None: it is not).
        days: days left until the day of the deadline, negative when that is past; ``working_days`` the same without
            weekends and holidays.
        late: it was not submitted in time, or is not submitted and the time is over.
        counted: False where the deadline lies before the letter itself, for which nobody can be late.
        told: False where nobody can tell: the PC's clock cannot be believed, now or when it was submitted.
        sent_by: the name of who submitted it.
    """

    indicator: str
    round: str
    deadline: Deadline
    end: datetime
    person: str
    phase: Phase
    submitted_at: datetime | None
    days: int
    working_days: int
    late: bool
    counted: bool
    told: bool = True
    sent_by: str = ""


def due_list(
    pack: Pack,
    states: Mapping[EntryKey, State],
    duties: Mapping[str, str],
    now: datetime,
    holidays: Mapping[date, str],
    *,
    subject_id: str = "",
    believed: bool = True,
) -> list[DueItem]:
    """Return every mission of every round that has a deadline, the most pressing first, what is done last.

    Args:
        states: of the entries of all rounds of the pack (``rounds.states``).
        now: the present moment (aware).
        subject_id: the office whose entries are meant.
        believed: whether ``now`` can be right.
    """

    def state_of(indicator: Indicator, round_id: str) -> State:
        return states.get(EntryKey(pack.id, indicator.id, round_id, "office", subject_id), State())

    items = [
        _due(
            indicator.id,
            current.id,
            deadline,
            state_of(indicator, current.id),
            duties.get(indicator.id, ""),
            now if believed else None,
            holidays,
            counted=deadline.day >= pack.letter.date,
        )
        for current in pack.rounds
        for indicator in pack.indicators
        if (deadline := pack.deadline(indicator, current.id)) is not None
    ]
    place = {indicator.id: number for number, indicator in enumerate(pack.indicators)}
    return sorted(items, key=lambda item: (item.phase is not Phase.OPEN, item.end, place[item.indicator]))


def _due(
    indicator: str,
    round_id: str,
    deadline: Deadline,
    state: State,
    person: str,
    now: datetime | None,
    holidays: Mapping[date, str],
    *,
    counted: bool,
) -> DueItem:
    """Return one line of the list; ``now`` is None where nobody knows."""
    end = datetime.combine(deadline.day, deadline.at or time.max, BANGKOK)
    sent = state.submission
    submitted_at = datetime.fromisoformat(sent.at) if sent else None
    told = now is not None if sent is None else sent.clock != CLOCK_IMPLAUSIBLE
    since = (now or end).date()
    return DueItem(
        indicator=indicator,
        round=round_id,
        deadline=deadline,
        end=end,
        person=person,
        phase=state.phase,
        submitted_at=submitted_at,
        days=(deadline.day - since).days,
        working_days=working_days(since, deadline.day, holidays),
        late=counted and told and (submitted_at or now or end) > end,
        counted=counted,
        told=told,
        sent_by=sent.name if sent else "",
    )
