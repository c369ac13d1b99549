"""All rounds of a period beside each other: facts, figures and grades, and what changed from one to the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from cdd_desktop.criteria.kinds import FactValue
from cdd_desktop.criteria.model import Fact, Indicator, Round
from cdd_desktop.criteria.result import BELOW, Outcome, Result
from cdd_desktop.ui.entry import Entry
from cdd_desktop.ui.session import Session


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


def rounds_of(session: Session, indicator: Indicator) -> tuple[Round, ...]:
    """Return the rounds in which a mission takes part."""
    return tuple(item for item in session.pack.rounds if session.pack.deadline(indicator, item.id) is not None)


def entries_of(session: Session, indicator: Indicator) -> list[Entry]:
    """Return a mission's entries, one for each of ``rounds_of``."""
    return [session.entry(indicator.id, item.id) for item in rounds_of(session, indicator)]


def lines_of(indicator: Indicator, entries: Sequence[Entry]) -> list[Line]:
    """Return the figures and facts of a mission, one cell for each round."""
    given = [None if entry.untouched else entry for entry in entries]
    lines = [_measure_line(at, given, indicator) for at in range(len(indicator.measures))]
    return [*lines, *(_fact_line(fact, given) for fact in indicator.facts)]


def grade_changes(results: Sequence[Result | None], indicator: Indicator) -> list[int]:
    """Return for each round 1 where the grade is better than the last one decided before, -1 worse, 0 neither."""
    order = [*indicator.level_ids, BELOW]
    before: int | None = None
    found: list[int] = []
    for result in results:
        if result is None or result.outcome not in {Outcome.GRADED, Outcome.BELOW}:
            found.append(0)
            continue
        place = order.index(result.reachable[0])
        found.append(0 if before is None else (before > place) - (before < place))
        before = place
    return found


def _measure_line(at: int, given: Sequence[Entry | None], indicator: Indicator) -> Line:
    measure = indicator.measures[at]
    found = [
        None if entry is None else next((m for m in entry.result.measures if m.id == measure.id), None)
        for entry in given
    ]
    numbers = [None if item is None else item.exact for item in found]
    texts = ["" if item is None or item.exact is None else item.shown for item in found]
    return Line(measure.label, measure.unit, _with_changes(texts, numbers))


def _fact_line(fact: Fact, given: Sequence[Entry | None]) -> Line:
    values = [None if entry is None else entry.facts.get(fact.id) for entry in given]
    texts = ["" if value is None else fact.kind.show(value) for value in values]
    return Line(fact.short or fact.label, fact.unit, _with_changes(texts, [_number(value) for value in values]))


def _number(value: FactValue | None) -> Fraction | None:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return None
    return Fraction(value)


def _with_changes(texts: Sequence[str], numbers: Sequence[Fraction | None]) -> tuple[Cell, ...]:
    before: Fraction | None = None
    cells: list[Cell] = []
    for text, number in zip(texts, numbers, strict=True):
        change = 0 if number is None or before is None else number - before
        cells.append(Cell(text, number, _signed(Fraction(change)), (change > 0) - (change < 0)))
        before = before if number is None else number
    return tuple(cells)


def _signed(change: Fraction) -> str:
    if not change:
        return ""
    shown = f"{Decimal(change.numerator) / Decimal(change.denominator):,.2f}".rstrip("0").rstrip(".")
    return f"+{shown}" if change > 0 else shown.replace("-", "−")
