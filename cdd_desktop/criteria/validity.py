"""Facts that cannot be: each is refused with a message at its field, never clamped."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from cdd_desktop.criteria.figures import plain
from cdd_desktop.criteria.kinds import FactValue
from cdd_desktop.criteria.model import Fact, Indicator, Limit
from cdd_desktop.criteria.numbers import number_of

Values = Mapping[str, FactValue]


def problems(indicator: Indicator, values: Values, *, about: str = "") -> dict[str, str]:
    """Return fact id -> message (Thai) for every fact that cannot be as given; both sides of a contradiction.

    Args:
        about: look only at what this fact takes part in; "" looks at all.
    """
    found: dict[str, str] = {}
    for fact in indicator.facts:
        if fact.id in values and (not about or _touches(fact, about)):
            for fact_id, message in _of_fact(indicator, fact, values):
                found.setdefault(fact_id, message)
    for limit in indicator.limits:
        if about and about != limit.whole and about not in limit.parts:
            continue
        for fact_id, message in _of_limit(limit, values):
            found.setdefault(fact_id, message)
    return found


def _touches(fact: Fact, about: str) -> bool:
    return about in (fact.id, fact.length_of, *fact.part_of) or bool(fact.same_length)


def _numbers(fact: Fact, value: FactValue) -> list[Fraction]:
    if fact.kind.numeric:
        number = number_of(value)
        return [] if number is None else [number]
    if fact.kind.listed and not fact.choices:
        assert isinstance(value, tuple)
        return [number for place in value if (number := number_of(place)) is not None]
    return []


def _of_fact(indicator: Indicator, fact: Fact, values: Values) -> Iterator[tuple[str, str]]:
    value = values[fact.id]
    numbers = _numbers(fact, value)
    if fact.minimum is not None and any(number < fact.minimum for number in numbers):
        yield fact.id, f"ต้องไม่น้อยกว่า {plain(fact.minimum)}"
    if fact.maximum is not None and any(number > fact.maximum for number in numbers):
        yield fact.id, f"ต้องไม่เกิน {plain(fact.maximum)}"
    for whole_id in fact.part_of:
        yield from _of_part(indicator, fact, numbers, whole_id, values)
    if isinstance(value, tuple) and not fact.choices:
        yield from _of_length(indicator, fact, len(value), values)


def _of_part(
    indicator: Indicator, fact: Fact, numbers: list[Fraction], whole_id: str, values: Values
) -> Iterator[tuple[str, str]]:
    whole = number_of(values.get(whole_id))
    if whole is None or all(number <= whole for number in numbers):
        return
    other = indicator.fact_by_id[whole_id]
    yield fact.id, f"มากกว่า “{_name(other)}” ({other.kind.show(values[whole_id])}) ไม่ได้"
    yield whole_id, f"น้อยกว่า “{_name(fact)}” ไม่ได้"


def _of_length(indicator: Indicator, fact: Fact, length: int, values: Values) -> Iterator[tuple[str, str]]:
    if fact.months_max and length > fact.months_max:
        yield fact.id, f"มีได้ไม่เกิน {fact.months_max} เดือน"
    if fact.length_of:
        count = values.get(fact.length_of)
        if count is not None and count != length:
            other = indicator.fact_by_id[fact.length_of]
            yield fact.id, f"ต้องมีตัวเลขเท่ากับ “{_name(other)}” ({other.kind.show(count)}) แต่มี {length}"
    if fact.same_length:
        for other in indicator.facts:
            others = values.get(other.id)
            if other.same_length == fact.same_length and isinstance(others, tuple) and others and len(others) != length:
                yield fact.id, f"จำนวนเดือนไม่เท่ากับ “{_name(other)}”"


def _of_limit(limit: Limit, values: Values) -> Iterator[tuple[str, str]]:
    whole = number_of(values.get(limit.whole))
    parts = {part: number for part in limit.parts if (number := number_of(values.get(part))) is not None}
    # absent parts are at least 0, so a partial sum over the whole cannot become right by filling in the rest
    if whole is None or sum(parts.values()) <= whole:
        return
    for part, number in parts.items():
        if number:
            yield part, limit.message
    yield limit.whole, limit.message


def _name(fact: Fact) -> str:
    return fact.short or fact.label
