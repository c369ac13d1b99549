"""Which of several alternatives, tried from the first to the last, can never be the one: levels, tables, cases, bands.

An alternative is a set of conditions. Each condition bounds one quantity (a number, the places of a list, a yes/no, a
choice), so conditions together are a box, and an alternative is some boxes. What is left of it after the boxes of all
alternatives before it is what it can still be given for; nothing left: never.

Quantities are taken as independent and dense, so the answer "never" is always right; an alternative that only the
arithmetic between its quantities excludes may pass.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import product
from math import prod
from typing import NamedTuple

from cdd_desktop.criteria import formulas as f
from cdd_desktop.criteria import model as m
from cdd_desktop.criteria.bounds import bounds

Cut = tuple[Fraction, bool]
"""A place between numbers: just below the number, or (True) just above it."""

_LEAST: Cut = (Fraction(-(10**40)), False)
_MOST: Cut = (Fraction(10**40), True)
_MANY = 400  # boxes; past this the question is left open


class Span(NamedTuple):
    """The numbers between two cuts."""

    low: Cut
    high: Cut

    @property
    def empty(self) -> bool:
        return self.low >= self.high

    def within(self, other: Span) -> bool:
        return self.low >= other.low and self.high <= other.high

    def both(self, other: Span) -> Span:
        return Span(max(self.low, other.low), min(self.high, other.high))


Box = Mapping[object, Span]
"""What is looked at -> where it lies; what is not named may lie anywhere it can."""

_NO, _YES = Span((Fraction(0), False), (Fraction(1), False)), Span((Fraction(1), False), (Fraction(2), False))


def never(indicator: m.Indicator, alternatives: Sequence[tuple[f.Condition, ...]]) -> dict[int, int | None]:
    """Return the alternatives that can never be the first to hold.

    Returns:
        The place of each such alternative -> the place of the one before it that always holds too, or None where the
        alternative contradicts itself or several others together leave nothing to it.
    """
    boxes = [_boxes(indicator, conditions) for conditions in alternatives]
    found: dict[int, int | None] = {}
    for place, own in enumerate(boxes):
        if own is None:
            continue
        if not _left(indicator, own, [box for others in boxes[:place] for box in others or ()]):
            covers = (at for at in range(place) if own and not _left(indicator, own, boxes[at] or ()))
            found[place] = next(covers, None)
    return found


def span_of(op: f.Op, limit: Fraction) -> Span:
    """Return the numbers that pass a threshold."""
    return {
        "at_least": Span((limit, False), _MOST),
        "more_than": Span((limit, True), _MOST),
        "at_most": Span(_LEAST, (limit, True)),
        "less_than": Span(_LEAST, (limit, False)),
        "equal": Span((limit, False), (limit, True)),
    }[op]


def _boxes(indicator: m.Indicator, conditions: tuple[f.Condition, ...]) -> list[Box] | None:
    """Return the boxes of conditions that hold together, None where there are too many to tell."""
    if prod(_count(condition) for condition in conditions) > _MANY:
        return None
    choices = [_alternatives(condition) for condition in conditions]
    boxes = (_box(indicator, [atom for part in parts for atom in part]) for parts in product(*choices))
    return [box for box in boxes if box is not None]


def _count(condition: f.Condition) -> int:
    match condition:
        case f.AllOf():
            return prod(_count(item) for item in condition.items)
        case f.AnyOf():
            return sum(_count(item) for item in condition.items)
        case _:
            return 1


def _alternatives(condition: f.Condition) -> list[list[f.Condition]]:
    """Return a condition as alternatives of plain conditions that hold together."""
    match condition:
        case f.AllOf():
            parts = [_alternatives(item) for item in condition.items]
            return [[atom for part in chosen for atom in part] for chosen in product(*parts)]
        case f.AnyOf():
            return [alternative for item in condition.items for alternative in _alternatives(item)]
        case _:
            return [[condition]]


def _box(indicator: m.Indicator, atoms: list[f.Condition]) -> Box | None:
    """Return the box of plain conditions, None where they contradict each other."""
    box: dict[object, Span] = {}
    for atom in atoms:
        subject, span = _read(indicator, atom)
        box[subject] = box.get(subject, _domain(indicator, subject)).both(span)
        if box[subject].empty:
            return None
    return box


def _read(indicator: m.Indicator, atom: f.Condition) -> tuple[object, Span]:
    """Return what a plain condition looks at and where that must lie."""
    match atom:
        case f.Is(fact, bool() as wanted):
            return atom.fact, _YES if wanted else _NO
        case f.Is():
            place = Fraction(_options(indicator, atom.fact).index(str(atom.value)))
            return atom.fact, Span((place, False), (place + 1, False))
        case f.Every(fact, op, f.Const(limit), percent_of):
            return (fact, percent_of), span_of(op, limit)
        case f.Compare(left, op, f.Const(limit)):
            return _plain(indicator, left), span_of(op, limit)
        case _:
            return atom, _YES


def _plain(indicator: m.Indicator, node: f.Expression) -> f.Expression:
    while isinstance(node, f.MeasureRef):
        node = indicator.measure_by_id[node.measure].value
    return node


def _domain(indicator: m.Indicator, subject: object) -> Span:
    match subject:
        case str():
            options = _options(indicator, subject)
            return Span(_NO.low, (Fraction(len(options)), False)) if options else Span(_NO.low, _YES.high)
        case f.Compare() | f.Every():  # held against something that is no printed number: it holds or not
            return Span(_NO.low, _YES.high)
        case tuple():
            return Span(_LEAST, _MOST)
        case _:
            assert isinstance(subject, f.Expression)
            low, high = bounds(indicator, subject)
            return Span(_LEAST if low is None else (low, False), _MOST if high is None else (high, True))


def _options(indicator: m.Indicator, fact_id: str) -> list[str]:
    return [choice.id for choice in indicator.fact_by_id[fact_id].choices]


def _left(indicator: m.Indicator, boxes: Sequence[Box], taken: Sequence[Box]) -> bool:
    """Return whether anything is left of the boxes without the taken ones."""
    rest = list(boxes)
    for other in taken:
        rest = [piece for box in rest for piece in _without(indicator, box, other)]
        if len(rest) > _MANY:
            return True
    return bool(rest)


def _without(indicator: m.Indicator, box: Box, taken: Box) -> Iterator[Box]:
    """Yield boxes that together are what is left of one box without another."""
    rest = dict(box)
    spans = {subject: rest.get(subject, _domain(indicator, subject)) for subject in taken}
    parted = {subject: span.both(taken[subject]) for subject, span in spans.items()}
    # a list may lie partly inside and partly outside, so nothing can be cut off from it
    lists = any(isinstance(subject, tuple) and not span.within(taken[subject]) for subject, span in spans.items())
    if lists or any(span.empty for span in parted.values()):
        yield box
        return
    for subject, span in spans.items():
        for piece in (Span(span.low, parted[subject].low), Span(parted[subject].high, span.high)):
            if not piece.empty:
                yield {**rest, subject: piece}
        rest[subject] = parted[subject]
