"""Three-valued conditions: whether they hold, and why (``Reason``)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from cdd_desktop.criteria import formulas as f
from cdd_desktop.criteria import model as m
from cdd_desktop.criteria import numbers as n
from cdd_desktop.criteria.kinds import FactValue
from cdd_desktop.criteria.result import Truth


class Found(NamedTuple):
    """A condition's truth; where unknown, the absent facts and the zero denominators it hangs on."""

    truth: Truth
    missing: frozenset[str] = n.NONE
    zero: frozenset[str] = n.NONE


MET, NOT_MET = Found(Truth.MET), Found(Truth.NOT_MET)


@dataclass
class Scope:
    """The facts one evaluation sees, with the measures and conditions worked out so far.

    Attributes:
        found: by the condition's identity: where levels are cumulative the same condition is asked for many times, and
            hashing its whole tree costs more than finding it.
    """

    indicator: m.Indicator
    values: Mapping[str, FactValue]
    measures: dict[str, n.Num] = field(default_factory=dict)
    found: dict[int, Found] = field(default_factory=dict)

    def number(self, node: f.Expression) -> n.Num:
        return n.evaluate(node, self)

    def find(self, condition: f.Condition) -> Found:
        """Return whether a condition of the indicator holds."""
        known = self.found.get(id(condition))
        if known is None:
            known = self.found[id(condition)] = self._find(condition)
        return known

    def _find(self, condition: f.Condition) -> Found:
        match condition:
            case f.Compare():
                return self._compare(self.number(condition.left), condition.op, self.number(condition.right))
            case f.Is():
                value = self.values.get(condition.fact)
                if value is None:
                    return Found(Truth.UNKNOWN, frozenset((condition.fact,)))
                return MET if value == condition.value else NOT_MET
            case f.Every():
                places = self.places(condition)
                if places is None:
                    return Found(Truth.UNKNOWN, frozenset((condition.fact,)))
                return _all_of([found for _, found in places])
            case f.AllOf():
                return _all_of([self.find(item) for item in condition.items])
            case f.AnyOf():
                return _any_of([self.find(item) for item in condition.items])

    @staticmethod
    def _compare(left: n.Num, op: f.Op, right: n.Num) -> Found:
        truth = n.compare(left, op, right)
        if truth is not Truth.UNKNOWN:
            return MET if truth is Truth.MET else NOT_MET
        return Found(truth, left.missing | right.missing, left.zero | right.zero)

    def places(self, condition: f.Every) -> list[tuple[n.Num, Found]] | None:
        """Return each place of the list as the number that is compared and what was found; None when absent."""
        values = self.values.get(condition.fact)
        if values is None:
            return None
        assert isinstance(values, tuple)
        threshold = self.number(condition.threshold)
        return [
            (number, self._compare(number, condition.op, threshold))
            for number in (self._place(condition, value) for value in values)
        ]

    def _place(self, condition: f.Every, value: FactValue | None) -> n.Num:
        number = n.number_of(value)
        place = n.Num(None, None, frozenset((condition.fact,))) if number is None else n.exact(number)
        if condition.percent_of is None:
            return place
        whole = self.number(condition.percent_of)
        if whole.value == 0:
            return n.unknown(place, zero=f.facts_in(condition.percent_of))
        if place.value is None or whole.value is None:
            return n.unknown(place, whole)
        return n.exact(place.value / whole.value * n.HUNDRED)


def _unknown(parts: list[Found]) -> Found:
    open_parts = [part for part in parts if part.truth is Truth.UNKNOWN]
    return Found(
        Truth.UNKNOWN,
        n.NONE.union(*(part.missing for part in open_parts)),
        n.NONE.union(*(part.zero for part in open_parts)),
    )


def _all_of(parts: list[Found]) -> Found:
    if any(part.truth is Truth.NOT_MET for part in parts):
        return NOT_MET
    return MET if all(part.truth is Truth.MET for part in parts) else _unknown(parts)


def _any_of(parts: list[Found]) -> Found:
    if any(part.truth is Truth.MET for part in parts):
        return MET
    return NOT_MET if all(part.truth is Truth.NOT_MET for part in parts) else _unknown(parts)


def all_of(scope: Scope, conditions: tuple[f.Condition, ...]) -> Found:
    """Return whether all the conditions hold (none: they do)."""
    return _all_of([scope.find(condition) for condition in conditions])
