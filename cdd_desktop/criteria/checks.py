"""What a well-formed pack may still get wrong: forms, sources, and levels that can never be given."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date, time
from fractions import Fraction
from typing import Any

from cdd_desktop.criteria import model as m
from cdd_desktop.criteria.kinds import Kind
from cdd_desktop.criteria.source import Problems, Value

Bounds = tuple[Fraction | None, Fraction | None]
_WORDS = ("label", "help", "short", "unit", "title", "about", "source", "summary", "notes", "channel", "message")
_LAYOUT = (
    "sections",
    "readings",
    "host",
    "no",
    "channel_order",
    "register",
    "evidence",
    "prefill",
    "weight",
    "subject",
)


def check_indicator(indicator: m.Indicator, value: Value, problems: Problems) -> None:
    """Add what is wrong with an indicator as a whole."""
    _check_form(indicator, value, problems)
    for table in indicator.tables:
        _check_levels(indicator, table, value, problems)
    whens = [table.when for table in indicator.tables]
    if len(whens) > 1 and None in whens[:-1]:
        problems.add(_entry(value, "tables"), "มีตารางที่ไม่มี when อยู่ก่อนตารางอื่น ตารางหลังจึงใช้ไม่ได้")


def _check_form(indicator: m.Indicator, value: Value, problems: Problems) -> None:
    placed = [fact for section in indicator.sections for fact in section.facts]
    known = {fact.id for fact in indicator.facts}
    form = _entry(value, "form")
    for name in placed:
        if name not in known:
            problems.add(form, f"ฟอร์มมี “{name}” ซึ่งไม่มีใน facts")
    for name in sorted(known):
        if placed.count(name) != 1:
            problems.add(form, f"“{name}” ต้องอยู่ในฟอร์มหนึ่งครั้ง แต่มี {placed.count(name)} ครั้ง")


def _entry(value: Value, *path: str) -> Value:
    """Return the value at a path of keys and list ids, or the nearest one above it."""
    for name in path:
        raw = value.raw
        if isinstance(raw, dict) and name in raw:
            value = raw[name]
        elif isinstance(raw, list):
            value = next((item for item in raw if _has_id(item, name)), value)
    return value


def _has_id(item: Value, name: str) -> bool:
    return isinstance(item.raw, dict) and "id" in item.raw and item.raw["id"].raw == name


def _check_levels(indicator: m.Indicator, table: m.LevelTable, value: Value, problems: Problems) -> None:
    at = next((item for item in _rows(_entry(value, "tables")) if _titled(item, table.title)), value)
    cumulative = indicator.cumulative or table.cumulative
    ids = [level.id for level in table.levels]
    for level in table.levels:
        here = _entry(at, "levels", level.id)
        if ids.count(level.id) > 1:
            problems.add(here, f"มีระดับ {level.id} ซ้ำ")
        if level.otherwise and level is not table.levels[-1]:
            problems.add(here, f"ระดับ {level.id} รับทุกกรณีที่เหลือ จึงต้องอยู่ท้ายสุด")
        for condition in level.conditions:
            if not level.source and not all(leaf.about.source for leaf in _leaves(condition)):
                problems.add(here, f"เกณฑ์ของระดับ {level.id} ไม่บอกที่มา (source)")
                break
        for condition in level.conditions:
            if _impossible(indicator, condition):
                problems.add(here, f"ระดับ {level.id} ไม่มีทางได้: เกณฑ์เกินค่าที่เป็นไปได้")
                break
        if any(_contradict(one, two) for one in level.conditions for two in level.conditions):
            problems.add(here, f"ระดับ {level.id} ไม่มีทางได้: เงื่อนไขขัดกันเอง")
    if not cumulative:
        _check_order(at, table, problems)


def _rows(value: Value) -> list[Value]:
    return value.raw if isinstance(value.raw, list) else []


def _titled(item: Value, title: str) -> bool:
    return isinstance(item.raw, dict) and "title" in item.raw and item.raw["title"].raw == title


def _check_order(at: Value, table: m.LevelTable, problems: Problems) -> None:
    """A level whose conditions already give a better one can never be given."""
    for place, worse in enumerate(table.levels):
        if worse.otherwise or not worse.conditions:
            continue
        have = tuple(_flat(worse.conditions))
        for better in table.levels[:place]:
            if better.conditions and all(any(_implies(one, two) for one in have) for two in _flat(better.conditions)):
                message = f"ระดับ {worse.id} ไม่มีทางได้: เกณฑ์ซ้อนกับระดับ {better.id} ที่ดีกว่า"
                problems.add(_entry(at, "levels", worse.id), message)
                break


def _flat(conditions: tuple[m.Condition, ...]) -> Iterator[m.Condition]:
    for condition in conditions:
        if isinstance(condition, m.AllOf):
            yield from _flat(condition.items)
        else:
            yield condition


def _leaves(condition: m.Condition) -> Iterator[m.Condition]:
    if isinstance(condition, m.AllOf | m.AnyOf):
        for item in condition.items:
            yield from _leaves(item)
    else:
        yield condition


def _limit(condition: m.Condition) -> tuple[object, m.Op, Fraction] | None:
    """Return what is compared, how, and with which printed number."""
    if isinstance(condition, m.Compare) and isinstance(condition.right, m.Const):
        return condition.left, condition.op, condition.right.value
    if isinstance(condition, m.Every) and isinstance(condition.threshold, m.Const):
        return (condition.fact, condition.percent_of), condition.op, condition.threshold.value
    return None


def _implies(one: m.Condition, two: m.Condition) -> bool:
    if one == two:
        return True
    first, second = _limit(one), _limit(two)
    if first is None or second is None or first[0] != second[0]:
        return False
    (_, op, number), (_, wanted, threshold) = first, second
    if op == "equal":
        return (wanted == "at_least" and number >= threshold) or (wanted == "at_most" and number <= threshold)
    if {op, wanted} <= {"at_least", "more_than"}:
        return number > threshold or (number == threshold and (op, wanted) != ("at_least", "more_than"))
    if {op, wanted} <= {"at_most", "less_than"}:
        return number < threshold or (number == threshold and (op, wanted) != ("at_most", "less_than"))
    return False


def _contradict(one: m.Condition, two: m.Condition) -> bool:
    if isinstance(one, m.Is) and isinstance(two, m.Is):
        return one.fact == two.fact and one.value != two.value
    first, second = _limit(one), _limit(two)
    if first is None or second is None or first[0] != second[0]:
        return False
    if first[1] in ("at_least", "more_than") and second[1] in ("at_most", "less_than"):
        strict = first[1] == "more_than" or second[1] == "less_than"
        return first[2] > second[2] or (first[2] == second[2] and strict)
    return False


def _impossible(indicator: m.Indicator, condition: m.Condition) -> bool:
    """Return whether the printed number lies beyond all that the compared figure can be."""
    if not isinstance(condition, m.Compare) or not isinstance(condition.right, m.Const):
        return False
    low, high = bounds(indicator, condition.left)
    limit, op = condition.right.value, condition.op
    if op in ("at_least", "more_than", "equal") and high is not None:
        return limit > high or (limit == high and op == "more_than")
    if op in ("at_most", "less_than") and low is not None:
        return limit < low or (limit == low and op == "less_than")
    return False


def bounds(indicator: m.Indicator, node: m.Expression) -> Bounds:
    """Return the least and the greatest an expression can be, None where there is no end."""
    match node:
        case m.Const():
            return node.value, node.value
        case m.MeasureRef():
            return bounds(indicator, indicator.measure_by_id[node.measure].value)
        case m.FactRef():
            fact = indicator.fact_by_id.get(node.fact)
            return (Fraction(0), None) if fact is None else (fact.minimum or Fraction(0), fact.maximum)
        case m.Percent():
            return Fraction(0), Fraction(100) if _is_part(indicator, node) else None
        case m.Sum() | m.Average():
            return _bounds_of_sum(indicator, node)
        case m.Choose():
            return _hull([bounds(indicator, item) for item in (*(case.use for case in node.cases), node.otherwise)])
        case m.Scale() if node.by >= 0:
            low, high = bounds(indicator, node.of)
            return None if low is None else low * node.by, None if high is None else high * node.by
        case _:
            return _bounds_of_count(indicator, node)


def _bounds_of_count(indicator: m.Indicator, node: m.Expression) -> Bounds:
    match node:
        case m.CountMet():
            return Fraction(0), Fraction(len(node.conditions))
        case m.Points():
            return Fraction(0), node.points
        case m.Bands():
            points = [*(band.points for band in node.bands), node.otherwise]
            return min(points), max(points)
        case m.Distinct():
            fact = indicator.fact_by_id.get(node.fact)
            return Fraction(0), Fraction(len(fact.choices)) if fact else None
        case _:
            return None, None


def _is_part(indicator: m.Indicator, node: m.Percent) -> bool:
    if not isinstance(node.part, m.FactRef) or not isinstance(node.whole, m.FactRef):
        return False
    fact = indicator.fact_by_id.get(node.part.fact)
    return fact is not None and node.whole.fact in fact.part_of


def _bounds_of_sum(indicator: m.Indicator, node: m.Sum | m.Average) -> Bounds:
    parts = [bounds(indicator, item) for item in node.items]
    share = len(parts) if isinstance(node, m.Average) and parts else 1
    lows, highs = [low for low, _ in parts if low is not None], [high for _, high in parts if high is not None]
    low = sum(lows, Fraction(0)) / share if len(lows) == len(parts) else None
    high = sum(highs, Fraction(0)) / share if len(highs) == len(parts) else None
    return low, high


def _hull(parts: list[Bounds]) -> Bounds:
    lows, highs = [low for low, _ in parts if low is not None], [high for _, high in parts if high is not None]
    return (
        min(lows) if len(lows) == len(parts) else None,
        max(highs) if len(highs) == len(parts) else None,
    )


def criteria_hash(pack: m.Pack) -> str:
    """Return SHA-256 over the rules alone: words, help and layout may change without touching a submitted grade."""
    rules = [_rules(indicator) for indicator in pack.indicators]
    text = json.dumps([pack.id, rules], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _rules(node: Any) -> Any:
    if isinstance(node, Kind):
        return node.name
    if is_dataclass(node):
        names = [item.name for item in fields(node) if item.name not in (*_WORDS, *_LAYOUT, "deadlines", "graded_at")]
        return {"_": type(node).__name__} | {name: _rules(getattr(node, name)) for name in names}
    if isinstance(node, tuple | list):
        return [_rules(item) for item in node]
    return str(node) if isinstance(node, Fraction | date | time) or not isinstance(node, bool | int | None) else node
