"""From the store to what documents are made of: facts read, graded, with the round before beside them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from cdd_desktop.criteria.engine import evaluate
from cdd_desktop.criteria.grading import read_facts, recorded_result
from cdd_desktop.criteria.model import Indicator, Pack, Round
from cdd_desktop.criteria.timeline import Place, agreeing, earlier
from cdd_desktop.reports.content import MissionInput, OfficeText, Options
from cdd_desktop.store import EntryKey, Store, rounds
from cdd_desktop.store.packs import criteria_of, rules_of

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


def gather(
    store: Store, pack: Pack, round_id: str, missions: Sequence[Indicator] = (), *, packs: Iterable[Pack] = ()
) -> list[MissionInput]:
    """Return the missions of a round as they stand in the store; all that take part in it when none are named.

    What stands submitted is told as it was submitted, by the criteria of that time.

    Args:
        packs: where else the round before may be, when this is a quarter's first.
    """
    chosen = missions or pack.indicators_in(round_id)
    known = (pack, *(item for item in packs if item.id != pack.id))
    return [_entry(store, known, pack.round(round_id), indicator) for indicator in chosen]


def _entry(store: Store, packs: tuple[Pack, ...], current: Round, indicator: Indicator) -> MissionInput:
    own = _standing(store, Place(packs[0], indicator, current))
    place = next(earlier(packs, packs[0], indicator, current.id), None)
    before = _standing(store, place) if place is not None else None
    facts = {name: value for name, value in before.facts.items() if _agree(own, before, name)} if before else {}
    return replace(own, previous=facts or None, previous_result=before.result if before and facts else None)


def _agree(now: MissionInput, before: MissionInput, name: str) -> bool:
    fact = now.indicator.fact_by_id.get(name)
    return fact is not None and agreeing(fact, before.indicator)


def _standing(store: Store, place: Place) -> MissionInput:
    """Return a mission in a round: as it was submitted, else as it is now."""
    key = entry_key(store, place.pack, place.indicator, place.round.id)
    submission = rounds.state(store, key).submission
    if submission is None:
        return _graded(place, store.facts(key), store.note(key), store.drafts(key))
    own, sure = rules_of(submission, place.pack, lambda item: criteria_of(store, item))
    then = Place(own, own.indicator_by_id[place.indicator.id], own.round(place.round.id))
    found = _graded(then, submission.facts, submission.note, {})
    return found if sure else replace(found, result=recorded_result(submission.result, then.indicator))


def _graded(place: Place, facts: Mapping[str, Any], note: str, drafts: Mapping[str, str]) -> MissionInput:
    read = read_facts(place.indicator, facts, months=place.round.months)
    return MissionInput(
        pack=place.pack,
        indicator=place.indicator,
        round=place.round,
        facts=read.values,
        result=evaluate(place.indicator, read.values, refused=read.problems, citation=place.pack.letter.no),
        note=note,
        drafts=drafts,
        problems=read.problems,
    )
