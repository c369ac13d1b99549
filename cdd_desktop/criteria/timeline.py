"""Where a mission was reported before: in the rounds of its own pack, then in the packs of earlier periods."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from cdd_desktop.criteria.model import Fact, Indicator, Pack, Round


@dataclass(frozen=True)
class Place:
    """A mission in a round."""

    pack: Pack
    indicator: Indicator
    round: Round


def earlier(packs: Iterable[Pack], pack: Pack, indicator: Indicator, round_id: str) -> Iterator[Place]:
    """Yield the rounds before this one in which the mission took part, nearest first."""
    at = pack.rounds.index(pack.round(round_id))
    yield from _backwards(pack, indicator, pack.rounds[:at])
    for older, known in _lineage(packs, pack, indicator):
        yield from _backwards(older, known, older.rounds)


def year_before(packs: Iterable[Pack], pack: Pack, indicator: Indicator, round_id: str) -> Place | None:
    """Return the round of the same months a year earlier: of the same id, else with as many months reported."""
    current, start = pack.round(round_id), pack.period_start
    for older, known in _lineage(packs, pack, indicator):
        begun = older.period_start
        if (begun.year, begun.month) == (start.year - 1, start.month):
            found = list(_backwards(older, known, older.rounds))
            same = [place for place in found if place.round.id == round_id]
            as_far = [place for place in found if place.round.months == current.months]
            return next(iter((*same, *as_far)), None)
    return None


def agreeing(fact: Fact, other: Indicator) -> bool:
    """Return whether another pack's mission has the same fact, of the same kind."""
    known = other.fact_by_id.get(fact.id)
    return known is not None and known.kind.name == fact.kind.name


def _lineage(packs: Iterable[Pack], pack: Pack, indicator: Indicator) -> Iterator[tuple[Pack, Indicator]]:
    """Yield the packs of earlier periods, newest first, that have the mission under the id it had then."""
    ordered = sorted(packs, key=lambda item: item.period_start, reverse=True)
    for older in (item for item in ordered if item.period_start < pack.period_start):
        known = older.indicator_by_id.get(indicator.replaces) or older.indicator_by_id.get(indicator.id)
        if known is not None:
            indicator = known
            yield older, known


def _backwards(pack: Pack, indicator: Indicator, rounds: tuple[Round, ...]) -> Iterator[Place]:
    for item in reversed(rounds):
        if pack.deadline(indicator, item.id) is not None:
            yield Place(pack, indicator, item)


def is_over(pack: Pack, packs: Iterable[Pack], today: date) -> bool:
    """Return whether a pack's time is over: a later one has begun, and nothing of this one is due any more."""
    return _last_day(pack) < today and any(pack.period_start < item.period_start <= today for item in packs)


def _last_day(pack: Pack) -> date:
    own = [item.deadline for item in pack.rounds]
    others = [deadline for item in pack.indicators for deadline in item.deadlines.values()]
    return max(pack.period_end, *(deadline.day for deadline in (*own, *others) if deadline is not None))
