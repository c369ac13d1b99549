"""Rounds beside each other: facts, figures and grades, and what changed from one to the next.

What was submitted is told as it was submitted; a round that is still open by today's criteria.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from fractions import Fraction

from cdd_desktop.criteria.figures import plain
from cdd_desktop.criteria.kinds import FactValue
from cdd_desktop.criteria.model import Fact, Indicator, Pack, Round
from cdd_desktop.criteria.result import BELOW, Outcome, Result
from cdd_desktop.criteria.timeline import Place, earlier, year_before
from cdd_desktop.criteria.wording import level_text
from cdd_desktop.store.submissions import State
from cdd_desktop.ui.entries import Earlier
from cdd_desktop.ui.entry import Entry
from cdd_desktop.ui.grades import GradeLook, look_of
from cdd_desktop.ui.session import Session

MOST_COLUMNS = 8  # more do not fit beside each other


class Span(Enum):
    """Which rounds stand beside each other."""

    QUARTER = "รอบในไตรมาสนี้"
    YEARS = "เทียบกับปีก่อน"
    ALL = "ทุกไตรมาส"


@dataclass(frozen=True)
class Slot:
    """A round of a quarter: the head of a column."""

    pack: Pack
    round: Round

    @property
    def key(self) -> tuple[str, str]:
        return (self.pack.id, self.round.id)


@dataclass(frozen=True)
class Column:
    """A mission in one round."""

    place: Place
    entry: Entry
    state: State

    @property
    def sent(self) -> bool:
        return self.state.submission is not None

    @property
    def given(self) -> Entry | None:
        """Return the entry where anything was filled in."""
        return None if self.entry.untouched else self.entry

    @property
    def look(self) -> GradeLook:
        """Return the grade as it was submitted, or as it is today."""
        sent, indicator = self.state.submission, self.entry.indicator
        if sent is None or sent.grade is None or sent.grade == self.entry.result.grade:
            return look_of(None if self.entry.untouched else self.entry.result)
        order = indicator.level_ids
        rank = order.index(sent.grade) if sent.grade in order else len(order)
        return GradeLook(sent.grade, level_text(indicator, sent.grade), open=False, rank=rank)

    def value(self, fact: Fact) -> FactValue | None:
        """Return what stands there for a fact, None where it was another one then."""
        return Earlier(self.place.pack, self.entry.indicator, self.place.round, self.entry).value(fact)


@dataclass(frozen=True)
class Cell:
    """One value in one round.

    Attributes:
        text: as a person reads it, "" for none.
        number: for a chart, None where it is no number.
        change: against the last round before that has a value ("+24"), "" for none; ``rise`` its direction.
    """

    text: str
    number: Fraction | None = None
    change: str = ""
    rise: int = 0


@dataclass(frozen=True)
class Line:
    label: str
    unit: str
    cells: tuple[Cell, ...]


def spans(session: Session) -> list[Span]:
    """Return the spans that show more than the quarter alone does."""
    older = [pack for pack in session.packs.values() if pack.period_start < session.pack.period_start]
    found = [Span.QUARTER]
    if any(_places(session, indicator, Span.YEARS) for indicator in session.pack.indicators):
        found.append(Span.YEARS)
    return [*found, Span.ALL] if older else found


def slots_of(session: Session, span: Span, indicators: Iterable[Indicator], most: int = MOST_COLUMNS) -> list[Slot]:
    """Return the heads of the columns for missions, in order; at most ``most``, up to the open round."""
    found: dict[tuple[str, str], Slot] = {}
    for indicator in indicators:
        own = _places(session, indicator, Span.QUARTER)
        for place in (*_places(session, indicator, span), *own):
            slot = Slot(place.pack, place.round)
            found.setdefault(slot.key, slot)
    order = {pack.id: pack.period_start for pack in session.packs.values()}

    def at(slot: Slot) -> tuple[object, ...]:
        place = slot.pack.rounds.index(slot.round)
        start = order[slot.pack.id]
        return (place, start) if span is Span.YEARS else (start, place)  # the same round of two years stands together

    slots = sorted(found.values(), key=at)
    current = (session.pack.id, session.round_id)
    here = next((at for at, slot in enumerate(slots) if slot.key == current), len(slots) - 1)
    end = max(here + 1, most)
    return slots[max(end - most, 0) : end]


def beginnings(slots: Sequence[Slot]) -> frozenset[int]:
    """Return the places where what stands before is no earlier round: the next pair of two years begins there."""
    starts = [slot.pack.period_start for slot in slots]
    return frozenset(at for at in range(1, len(starts)) if starts[at] < starts[at - 1])


def columns_of(session: Session, indicator: Indicator, slots: Sequence[Slot], span: Span) -> list[Column | None]:
    """Return a mission's columns, None for a round in which it took no part."""
    known = [*_places(session, indicator, span), *_places(session, indicator, Span.QUARTER)]
    places = {(place.pack.id, place.round.id): place for place in known}
    return [_column(session, places[slot.key]) if slot.key in places else None for slot in slots]


def _column(session: Session, place: Place) -> Column:
    where = (place.pack, place.indicator.id, place.round.id)
    return Column(place, session.entry_at(*where), session.state_at(*where))


def _places(session: Session, indicator: Indicator, span: Span) -> list[Place]:
    pack, packs = session.pack, session.packs.values()
    own = [Place(pack, indicator, item) for item in pack.rounds if pack.deadline(indicator, item.id) is not None]
    match span:
        case Span.QUARTER:
            return own
        case Span.YEARS:
            found = (year_before(packs, pack, indicator, place.round.id) for place in own)
            return [place for place in found if place is not None]
        case Span.ALL:
            return list(earlier(packs, pack, indicator, pack.rounds[0].id))


def lines_of(indicator: Indicator, columns: Sequence[Column | None], anew: frozenset[int] = frozenset()) -> list[Line]:
    """Return the figures and facts of a mission, one cell for each column.

    Args:
        anew: places that are not compared with those before them (``beginnings``).
    """
    lines = [_measure_line(at, columns, indicator, anew) for at in range(len(indicator.measures))]
    return [*lines, *(_fact_line(fact, columns, anew) for fact in indicator.facts)]


def is_best(column: Column) -> bool:
    """Return whether the best level there is was reached."""
    return column.given is not None and not column.look.open and column.look.rank == 0 and bool(column.look.level)


def grade_changes(
    results: Sequence[Result | None], indicator: Indicator, anew: frozenset[int] = frozenset()
) -> list[int]:
    """Return for each round 1 where the grade is better than the last one decided before, -1 worse, 0 neither."""
    order = [*indicator.level_ids, BELOW]
    before: int | None = None
    found: list[int] = []
    for at, result in enumerate(results):
        before = None if at in anew else before
        if result is None or result.outcome not in {Outcome.GRADED, Outcome.BELOW}:
            found.append(0)
            continue
        if result.reachable[0] not in order:  # another quarter's levels
            found.append(0)
            continue
        place = order.index(result.reachable[0])
        found.append(0 if before is None else (before > place) - (before < place))
        before = place
    return found


def _measure_line(at: int, columns: Sequence[Column | None], indicator: Indicator, anew: frozenset[int]) -> Line:
    measure = indicator.measures[at]
    given = [column.given if column else None for column in columns]
    found = [
        None if entry is None else next((m for m in entry.result.measures if m.id == measure.id), None)
        for entry in given
    ]
    known = [
        item if item is not None and item.unit == measure.unit and item.exact is not None else None for item in found
    ]
    texts = ["" if item is None else item.shown for item in known]
    # what changed is told of the figures as they stand there: of exact ones the sum would not come out
    numbers = [None if item is None else Fraction(item.shown.replace(",", "")) for item in known]
    return Line(measure.label, measure.unit, _with_changes(texts, numbers, anew))


def _fact_line(fact: Fact, columns: Sequence[Column | None], anew: frozenset[int]) -> Line:
    values = [column.value(fact) if column and column.given else None for column in columns]
    texts = ["" if value is None else fact.kind.show(value) for value in values]
    numbers = [_number(value) for value in values]
    return Line(fact.short or fact.label, fact.unit, _with_changes(texts, numbers, anew))


def _number(value: FactValue | None) -> Fraction | None:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return None
    return Fraction(value)


def _with_changes(texts: Sequence[str], numbers: Sequence[Fraction | None], anew: frozenset[int]) -> tuple[Cell, ...]:
    before: Fraction | None = None
    cells: list[Cell] = []
    for at, (text, number) in enumerate(zip(texts, numbers, strict=True)):
        before = None if at in anew else before
        change = 0 if number is None or before is None else number - before
        cells.append(Cell(text, number, _signed(Fraction(change)), (change > 0) - (change < 0)))
        before = before if number is None else number
    return tuple(cells)


def _signed(change: Fraction) -> str:
    if not change:
        return ""
    shown = plain(change)
    return f"+{shown}" if change > 0 else shown.replace("-", "−")
