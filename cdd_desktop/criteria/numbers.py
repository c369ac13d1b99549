"""Exact, bounded numbers: what an expression is worth on facts of which some may be missing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from cdd_desktop.criteria import formulas as f
from cdd_desktop.criteria.kinds import FactValue
from cdd_desktop.criteria.result import Truth

if TYPE_CHECKING:
    from cdd_desktop.criteria.conditions import Scope

NONE: frozenset[str] = frozenset()
HUNDRED = Fraction(100)


@dataclass(frozen=True, slots=True)
class Num:
    """A number known exactly (low == high), within bounds, or not at all (None: no bound).

    ``missing`` and ``zero`` say why it is not exact: absent facts, and facts that make a denominator zero.
    """

    low: Fraction | None
    high: Fraction | None
    missing: frozenset[str] = NONE
    zero: frozenset[str] = NONE

    @property
    def value(self) -> Fraction | None:
        # an exact number is made of one object: two Fractions need to be compared for bounds only
        return self.low if self.low is self.high or (self.low is not None and self.low == self.high) else None

    @property
    def bounds(self) -> tuple[Fraction, Fraction] | None:
        return None if self.low is None or self.high is None else (self.low, self.high)


def exact(value: Fraction | int) -> Num:
    number = Fraction(value)
    return Num(number, number)


def unknown(*parts: Num, zero: frozenset[str] = NONE) -> Num:
    """Return a number without bounds that is unknown for the reasons of its parts."""
    return Num(None, None, _union(part.missing for part in parts), zero | _union(part.zero for part in parts))


def _union(sets: Iterable[frozenset[str]]) -> frozenset[str]:
    return NONE.union(*sets)


def number_of(value: FactValue | None) -> Fraction | None:
    """Return a numeric fact as a Fraction, None for an absent one."""
    if value is None:
        return None
    assert isinstance(value, int | Decimal)
    return Fraction(value)


def _fact(node: f.FactRef, scope: Scope) -> Num:
    value = number_of(scope.values.get(node.fact))
    return Num(None, None, frozenset((node.fact,))) if value is None else Num(value, value)


def _measure(node: f.MeasureRef, scope: Scope) -> Num:
    known = scope.measures.get(node.measure)
    if known is None:
        known = evaluate(scope.indicator.measure_by_id[node.measure].value, scope)
        scope.measures[node.measure] = known
    return known


def _quotient(node: f.Percent | f.Ratio, scope: Scope, factor: Fraction) -> Num:
    part, whole = evaluate(node.part, scope), evaluate(node.whole, scope)
    if whole.value == 0:
        if node.zero is not None and part.value is not None:
            return exact(node.zero)
        return unknown(part, zero=f.facts_in(node.whole) if node.zero is None else NONE)
    if part.value is None or whole.value is None:
        return unknown(part, whole)
    return exact(part.value / whole.value * factor)


def _change(node: f.Growth | f.Reduction, scope: Scope, sign: int) -> Num:
    current, base = evaluate(node.current, scope), evaluate(node.base, scope)
    if base.value == 0:
        return unknown(current, zero=f.facts_in(node.base))
    if current.value is None or base.value is None:
        return unknown(current, base)
    return exact((current.value - base.value) / base.value * HUNDRED * sign)


def _sum(items: list[Num]) -> Num:
    lows, highs = [item.low for item in items], [item.high for item in items]
    return Num(
        None if None in lows else sum((low for low in lows if low is not None), Fraction(0)),
        None if None in highs else sum((high for high in highs if high is not None), Fraction(0)),
        _union(item.missing for item in items),
        _union(item.zero for item in items),
    )


def _scaled(number: Num, by: Fraction) -> Num:
    ends = (None if number.low is None else number.low * by, None if number.high is None else number.high * by)
    low, high = ends if by >= 0 else ends[::-1]
    return Num(low, high, number.missing, number.zero)


def _difference(node: f.Difference, scope: Scope) -> Num:
    first, *rest = (evaluate(item, scope) for item in node.items)
    return _sum([first, *(_scaled(item, Fraction(-1)) for item in rest)])


def _least(items: list[Num]) -> Num:
    lows = [item.low for item in items]
    highs = [item.high for item in items if item.high is not None]
    low = None if None in lows else min(low for low in lows if low is not None)
    high = min(highs) if highs else None
    if low is not None and low == high:
        return Num(low, high)
    return Num(low, high, _union(item.missing for item in items), _union(item.zero for item in items))


def _places(fact: str, scope: Scope) -> list[Num] | None:
    """Return a list fact's places as numbers, None when it is absent."""
    values = scope.values.get(fact)
    if values is None:
        return None
    assert isinstance(values, tuple)
    gap = Num(None, None, frozenset((fact,)))
    return [gap if (number := number_of(place)) is None else Num(number, number) for place in values]


def _over_places(fact: str, scope: Scope, fold: Callable[[list[Num]], Num]) -> Num:
    places = _places(fact, scope)
    return fold(places) if places else Num(None, None, frozenset((fact,)))


def _distinct(node: f.Distinct, scope: Scope) -> Num:
    chosen = scope.values.get(node.fact)
    if chosen is None:
        return Num(None, None, frozenset((node.fact,)))
    assert isinstance(chosen, tuple)
    return exact(len(set(chosen)))


def _count_met(node: f.CountMet, scope: Scope) -> Num:
    return _sum([_points(f.Points(condition, Fraction(1)), scope) for condition in node.conditions])


def _points(node: f.Points, scope: Scope) -> Num:
    found = scope.find(node.when)
    if found.truth is Truth.UNKNOWN:
        return Num(Fraction(0), node.points, found.missing, found.zero)
    return exact(node.points if found.truth is Truth.MET else 0)


def _bands(node: f.Bands, scope: Scope) -> Num:
    number = evaluate(node.of, scope)
    if number.value is None:
        # an unknown item counts from its lowest to its highest points
        points = [band.points for band in node.bands] + [node.otherwise]
        return Num(min(points), max(points), number.missing, number.zero)
    for band in node.bands:
        if holds(number.value, band.op, band.threshold):
            return exact(band.points)
    return exact(node.otherwise)


def _choose(node: f.Choose, scope: Scope) -> Num:
    possible: list[Num] = []
    doubt: list[Num] = []
    for case in node.cases:
        found = scope.find(case.when)
        if found.truth is Truth.NOT_MET:
            continue
        possible.append(evaluate(case.use, scope))
        if found.truth is Truth.MET:
            break
        doubt.append(Num(None, None, found.missing, found.zero))
    else:
        possible.append(evaluate(node.otherwise, scope))
    if len(possible) == 1:
        return possible[0]
    lows, highs = [item.low for item in possible], [item.high for item in possible]
    parts = possible + doubt
    return Num(
        None if None in lows else min(low for low in lows if low is not None),
        None if None in highs else max(high for high in highs if high is not None),
        _union(part.missing for part in parts),
        _union(part.zero for part in parts),
    )


def holds(left: Fraction, op: f.Op, right: Fraction) -> bool:
    """Compare two exact numbers."""
    return _OPS[op](left, right)


_OPS: Mapping[str, Callable[[Fraction, Fraction], bool]] = {
    "at_least": lambda left, right: left >= right,
    "more_than": lambda left, right: left > right,
    "at_most": lambda left, right: left <= right,
    "less_than": lambda left, right: left < right,
    "equal": lambda left, right: left == right,
}


def compare(left: Num, op: f.Op, right: Num) -> Truth:
    """Compare two numbers of which either may be known by its bounds only."""
    number, threshold = left.value, right.value
    if number is not None and threshold is not None:
        return Truth.MET if holds(number, op, threshold) else Truth.NOT_MET
    if op in ("at_most", "less_than"):
        return compare(right, "at_least" if op == "at_most" else "more_than", left)
    above = left.low is not None and right.high is not None and holds(left.low, "at_least", right.high)
    under = left.high is not None and right.low is not None and left.high < right.low
    if op == "equal":
        apart = under or (left.low is not None and right.high is not None and left.low > right.high)
        return Truth.NOT_MET if apart else Truth.UNKNOWN
    if op == "more_than":
        above = left.low is not None and right.high is not None and left.low > right.high
        under = left.high is not None and right.low is not None and left.high <= right.low
    return Truth.MET if above else Truth.NOT_MET if under else Truth.UNKNOWN


def evaluate(node: f.Expression, scope: Scope) -> Num:
    """Return what the expression is worth on the scope's facts."""
    return _EVALUATE[type(node)](node, scope)


def _all(items: tuple[f.Expression, ...], scope: Scope) -> list[Num]:
    return [evaluate(item, scope) for item in items]


_EVALUATE: Mapping[type, Callable[[Any, Scope], Num]] = {
    f.Const: lambda node, _: Num(node.value, node.value),
    f.FactRef: _fact,
    f.MeasureRef: _measure,
    f.Percent: lambda node, scope: _quotient(node, scope, HUNDRED),
    f.Ratio: lambda node, scope: _quotient(node, scope, Fraction(1)),
    f.Growth: lambda node, scope: _change(node, scope, 1),
    f.Reduction: lambda node, scope: _change(node, scope, -1),
    f.Difference: _difference,
    f.Sum: lambda node, scope: _sum(_all(node.items, scope)),
    f.Average: lambda node, scope: _scaled(_sum(_all(node.items, scope)), Fraction(1, len(node.items))),
    f.Least: lambda node, scope: _least(_all(node.items, scope)),
    f.LeastOf: lambda node, scope: _over_places(node.fact, scope, _least),
    f.TotalOf: lambda node, scope: _over_places(node.fact, scope, _sum),
    f.Distinct: _distinct,
    f.Scale: lambda node, scope: _scaled(evaluate(node.of, scope), node.by),
    f.CountMet: _count_met,
    f.Points: _points,
    f.Bands: _bands,
    f.Choose: _choose,
}
