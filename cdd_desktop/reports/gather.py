"""From the store to what documents are made of: facts read, graded, with the round before beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from cdd_desktop.criteria.engine import evaluate
from cdd_desktop.criteria.grading import read_facts
from cdd_desktop.criteria.model import Indicator, Pack, Round
from cdd_desktop.reports.content import MissionInput, OfficeText, Options
from cdd_desktop.store import EntryKey, Store

THAI_DIGITS = "thai_digits"  # name of the office's setting

NO_OFFICE = ""
"""Office code of facts that were recorded before the office said who it is."""


def office_code(store: Store) -> str:
    """Return the code that this office's facts are kept under."""
    office = store.office()
    return office.code if office else NO_OFFICE


def entry_key(store: Store, pack: Pack, indicator: Indicator, round_id: str) -> EntryKey:
    """Return where this office's facts of a mission in a round are kept."""
    return EntryKey(pack.id, indicator.id, round_id, "office", office_code(store))


def office_text(store: Store) -> OfficeText:
    """Return who reports, as it is printed."""
    office = store.office()
    if office is None:
        return OfficeText()
    return OfficeText(
        office.name, office.head, office.head_position, tuple(office.officers), office.province, office.district
    )


def office_options(store: Store) -> Options:
    """Return how the office wants its documents to look."""
    return Options(thai_digits=bool(store.setting(THAI_DIGITS, True)))


def gather(store: Store, pack: Pack, round_id: str, missions: Sequence[Indicator] = ()) -> list[MissionInput]:
    """Return the missions of a round as they stand in the store; all that take part in it when none are named."""
    chosen = missions or pack.indicators_in(round_id)
    return [_entry(store, pack, pack.round(round_id), indicator) for indicator in chosen]


def _entry(store: Store, pack: Pack, current: Round, indicator: Indicator) -> MissionInput:
    key = entry_key(store, pack, indicator, current.id)
    read = read_facts(indicator, store.facts(key), months=current.months)
    before = _round_before(pack, indicator, current)
    earlier: Mapping[str, Any] = {}
    if before is not None:
        stored = store.facts(entry_key(store, pack, indicator, before.id))
        earlier = read_facts(indicator, stored, months=before.months).values
    return MissionInput(
        pack=pack,
        indicator=indicator,
        round=current,
        facts=read.values,
        result=evaluate(indicator, read.values, refused=read.problems, citation=pack.letter.no),
        note=store.note(key),
        previous=earlier or None,
        previous_result=evaluate(indicator, earlier, citation=pack.letter.no) if earlier else None,
        drafts=store.drafts(key),
        problems=read.problems,
    )


def _round_before(pack: Pack, indicator: Indicator, current: Round) -> Round | None:
    """Return the last round before this one in which the mission takes part."""
    earlier = pack.rounds[: pack.rounds.index(current)]
    return next((item for item in reversed(earlier) if pack.deadline(indicator, item.id) is not None), None)
