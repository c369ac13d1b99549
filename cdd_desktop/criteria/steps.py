"""The smallest change of one fact that reaches a better level."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import Any

from cdd_desktop.criteria.conditions import Scope
from cdd_desktop.criteria.decision import reachable_of
from cdd_desktop.criteria.figures import decimal_of
from cdd_desktop.criteria.formulas import MeasureRef
from cdd_desktop.criteria.kinds import FactValue
from cdd_desktop.criteria.model import Fact, Indicator
from cdd_desktop.criteria.numbers import Num, number_of
from cdd_desktop.criteria.result import BELOW, Step
from cdd_desktop.criteria.validity import Values, problems

FAR = 10**15  # steps; past this no office could follow the advice


@dataclass(frozen=True)
class _Search:
    indicator: Indicator
    values: Values
    rank: int  # place of the level stood on, best = 0
    measures: Mapping[str, Num]  # as they stand; those a changed fact is not behind need no second calculation

    def better(self, fact: Fact, value: FactValue) -> str:
        """Return the level that the changed facts decide, if it is better than the present one; else ""."""
        changed = {**self.values, fact.id: value}
        if problems(self.indicator, changed, about=fact.id):
            return ""
        behind = self.indicator.facts_behind
        kept = {name: number for name, number in self.measures.items() if fact.id not in behind[name]}
        reachable = reachable_of(self.indicator, changed, kept)
        if len(reachable) != 1 or reachable[0] == BELOW:
            return ""
        return reachable[0] if self.indicator.level_ids.index(reachable[0]) < self.rank else ""

    def least(self, fact: Fact, make: Callable[[int], FactValue], most: int) -> int:
        """Return the least n in 1..most whose ``make(n)`` is better, 0 if none is (better grows with n)."""
        if most < 1 or not self.better(fact, make(most)):
            return 0
        low, high = 0, 1  # low does not do; sixteen times as far each time, for baht are counted in satang
        while high < most and not self.better(fact, make(high)):
            low, high = high, high * 16
        high = min(high, most)
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if self.better(fact, make(middle)) else (middle, high)
        return high


def find_steps(indicator: Indicator, values: Values, level: str) -> tuple[Step, ...]:
    """Return one step for each fact that alone reaches a better level than ``level`` (or ``below``).

    Only facts that may improve are changed; smallest relative change first, then the form's order.
    """
    ids = indicator.level_ids
    scope = Scope(indicator, values)
    measures = {measure.id: scope.number(MeasureRef(measure.id)) for measure in indicator.measures}
    search = _Search(indicator, values, len(ids) if level == BELOW else ids.index(level), measures)
    steps = [step for fact in indicator.facts for step in _steps_of(search, fact)]
    return tuple(sorted(steps, key=lambda step: step.relative))


def _steps_of(search: _Search, fact: Fact) -> Iterator[Step]:
    if fact.improves == "no" or fact.id not in search.values:
        return
    value: Any = search.values[fact.id]
    if isinstance(value, bool):
        found = _flip(fact, value)
    elif fact.kind.numeric:
        found = _shift(search, fact, value)
    elif fact.choices and isinstance(value, tuple):
        found = _choose_more(search, fact, value)
    elif fact.kind.listed and fact.improves == "up":
        found = _raise_floor(search, fact, value)
    else:
        return
    if found and (grade := search.better(fact, found[1])):
        yield Step(grade, fact.id, *found)


Change = tuple[FactValue, FactValue, Fraction]  # change, new value, relative size


def _flip(fact: Fact, value: bool) -> Change | None:
    wanted = fact.improves == "up"
    return None if value == wanted else (wanted, wanted, Fraction(1))


def _unit(fact: Fact) -> Fraction:
    return Fraction(1) if fact.kind.decimals == 0 else Fraction(1, 100)


def _typed(fact: Fact, number: Fraction) -> int | Decimal:
    if fact.kind.decimals == 0:
        return int(number)
    return decimal_of(number)


def _shift(search: _Search, fact: Fact, value: FactValue) -> Change | None:
    start, unit = number_of(value), _unit(fact)
    assert start is not None
    sign = 1 if fact.improves == "up" else -1
    base = _on_grid(start, unit, sign)
    room = _room(search, fact, base) if sign > 0 else base - (fact.minimum or 0)
    most = FAR if room is None else int(room / unit)
    count = search.least(fact, lambda n: _typed(fact, base + sign * n * unit), most)
    if not count:
        return None
    change = base + sign * count * unit - start
    return _typed(fact, change), _typed(fact, start + change), abs(change) / max(start, Fraction(1))


def _on_grid(number: Fraction, unit: Fraction, sign: int) -> Fraction:
    """Return the whole number of units at or before ``number``: 33.333 leads to 33.34, 33.35 ... and so to 100."""
    return floor(number * sign / unit) * unit * sign


def _room(search: _Search, fact: Fact, value: Fraction) -> Fraction | None:
    """Return how far the fact may grow before it cannot be; None: without end."""
    ceilings = [Fraction(100)] if fact.kind.name in ("percent", "percent_list") else []
    if fact.maximum is not None:
        ceilings.append(fact.maximum)
    ceilings += [whole for name in fact.part_of if (whole := number_of(search.values.get(name))) is not None]
    rooms = [ceiling - value for ceiling in ceilings]
    for limit in search.indicator.limits:
        whole = number_of(search.values.get(limit.whole))
        if fact.id in limit.parts and whole is not None:
            rooms.append(whole - sum((number_of(search.values.get(part)) or Fraction(0)) for part in limit.parts))
    return min(rooms) if rooms else None


def _choose_more(search: _Search, fact: Fact, value: tuple[str, ...]) -> Change | None:
    rest = [choice.id for choice in fact.choices if choice.id not in value]
    order = [choice.id for choice in fact.choices]

    def more(count: int) -> FactValue:
        return tuple(item for item in order if item in value or item in rest[:count])

    count = search.least(fact, more, len(rest))
    return (count, more(count), Fraction(count, max(len(value), 1))) if count else None


def _raise_floor(search: _Search, fact: Fact, value: tuple[Any, ...]) -> Change | None:
    places = [number_of(place) for place in value]
    if not places or any(place is None for place in places):
        return None
    numbers = [place for place in places if place is not None]
    unit = _unit(fact)
    base = _on_grid(min(numbers), unit, 1)
    room = _room(search, fact, base)
    most = FAR if room is None else int(room / unit)

    def raised(count: int) -> FactValue:
        return tuple(_typed(fact, max(number, base + count * unit)) for number in numbers)

    count = search.least(fact, raised, most)
    if not count:
        return None
    added = [max(number, base + count * unit) - number for number in numbers]
    relative = sum(added, Fraction(0)) / max(sum(numbers, Fraction(0)), Fraction(1))
    return tuple(_typed(fact, number) for number in added), raised(count), relative
