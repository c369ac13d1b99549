"""The closed vocabulary of formulas and conditions, read from YAML. TO ADD A FORMULA: a class in ``model``, a reader
here, its arithmetic in ``numbers``, a case in ``tests/criteria/test_vocabulary.py``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from cdd_desktop.criteria import model as m
from cdd_desktop.criteria.source import Problems, Table, Value, as_flag, as_list, as_number, as_text

OPS: tuple[m.Op, ...] = ("at_least", "more_than", "at_most", "less_than", "equal")


@dataclass
class Names:
    """What formulas may name in one indicator, and which facts they have named so far."""

    facts: Mapping[str, m.Fact]
    problems: Problems
    measures: frozenset[str] = frozenset()
    used: set[str] = field(default_factory=set)

    def fact(self, value: Value, *, numeric: bool = False, listed: bool = False) -> str:
        """Return the id of a fact of the right shape."""
        name = as_text(value, self.problems)
        fact = self.facts.get(name)
        if fact is None:
            self.problems.add(value, f"ไม่มีข้อมูลชื่อ “{name}”")
        elif numeric and not fact.kind.numeric:
            self.problems.add(value, f"“{name}” ไม่ใช่ตัวเลข")
        elif listed and (not fact.kind.listed or fact.choices):
            self.problems.add(value, f"“{name}” ไม่ใช่รายการตัวเลข")
        self.used.add(name)
        return name


_ZERO = m.Const(Fraction(0))


def read_expression(value: Value, names: Names) -> m.Expression:
    """Return the formula; problems are collected and stand as 0."""
    if isinstance(value.raw, str):
        return _bare(value, names)
    table = Table(value, names.problems)
    found = [key for key in _READERS if table.has(key)]
    if len(found) != 1:
        names.problems.add(value, f"ต้องมีสูตรเดียว จาก {', '.join(_READERS)}")
        return _ZERO
    inner = table.need(found[0])
    assert inner is not None
    table.finish()
    return _READERS[found[0]](inner, names)


def _bare(value: Value, names: Names) -> m.Expression:
    assert isinstance(value.raw, str)
    if value.raw in names.measures:
        return m.MeasureRef(value.raw)
    if value.raw[:1].isalpha():
        return m.FactRef(names.fact(value, numeric=True))
    return m.Const(as_number(value, names.problems))


def _several(value: Value, names: Names) -> tuple[m.Expression, ...]:
    return tuple(read_expression(item, names) for item in as_list(value, names.problems))


def _pair(value: Value, names: Names, first: str, second: str) -> tuple[m.Expression, m.Expression, Fraction | None]:
    table = Table(value, names.problems)
    parts = [table.need(first), table.need(second)]
    zero = table.number("zero") if first == "part" else None
    table.finish()
    one, two = (_ZERO if part is None else read_expression(part, names) for part in parts)
    return one, two, zero


def _difference(value: Value, names: Names) -> m.Expression:
    return m.Difference(_several(value, names))


def _measure(value: Value, names: Names) -> m.Expression:
    name = as_text(value, names.problems)
    if name not in names.measures:
        names.problems.add(value, f"ไม่มีค่าคำนวณชื่อ “{name}”")
        return _ZERO
    return m.MeasureRef(name)


def _distinct(value: Value, names: Names) -> m.Expression:
    name = names.fact(value)
    fact = names.facts.get(name)
    if fact is not None and not (fact.kind.listed and fact.choices):
        names.problems.add(value, f"“{name}” ไม่ใช่ข้อมูลแบบเลือกหลายข้อ")
    return m.Distinct(name)


def _scale(value: Value, names: Names) -> m.Expression:
    table = Table(value, names.problems)
    of, by = table.need("of"), table.number("by")
    table.need("by")
    table.finish()
    return m.Scale(_ZERO if of is None else read_expression(of, names), by or Fraction(0))


def _points(value: Value, names: Names) -> m.Expression:
    table = Table(value, names.problems)
    when, points = table.need("when"), table.number("points")
    table.need("points")
    table.finish()
    return m.Points(_NEVER if when is None else read_condition(when, names), points or Fraction(0))


def _bands(value: Value, names: Names) -> m.Expression:
    table = Table(value, names.problems)
    of, otherwise = table.need("of"), table.number("otherwise")
    table.need("otherwise")
    bands = []
    for row in table.tables("steps", needed=True):
        op, threshold = _op(row)
        points = row.number("points")
        row.need("points")
        row.finish()
        number = Fraction(0) if threshold is None else as_number(threshold, names.problems)
        bands.append(m.Band(op, number, points or Fraction(0)))
    table.finish()
    made = m.Bands(_ZERO if of is None else read_expression(of, names), tuple(bands), otherwise or Fraction(0))
    _check_bands(value, made, names.problems)
    return made


def _check_bands(value: Value, made: m.Bands, problems: Problems) -> None:
    """Bands are read from the top; each must leave something to the next, all in one direction."""
    up = [band.op in ("less_than", "at_most") for band in made.bands]
    if any(band.op == "equal" for band in made.bands) or len(set(up)) > 1:
        problems.add(value, "ช่วงคะแนนต้องไปทางเดียวกันทุกแถว")
        return
    keys = [(band.threshold, band.op in ("at_most", "more_than")) for band in made.bands]
    ordered = sorted(set(keys), reverse=not (up and up[0]))
    if keys != ordered:
        problems.add(value, "ช่วงคะแนนซ้อนกันหรือสลับลำดับ มีแถวที่ไม่มีทางได้")


def _choose(value: Value, names: Names) -> m.Expression:
    table = Table(value, names.problems)
    cases = []
    for row in table.tables("cases", needed=True):
        when, use = row.need("when"), row.need("use")
        row.finish()
        if when is not None and use is not None:
            cases.append(m.Case(read_condition(when, names), read_expression(use, names)))
    otherwise = table.need("otherwise")
    table.finish()
    return m.Choose(tuple(cases), _ZERO if otherwise is None else read_expression(otherwise, names))


def _count_met(value: Value, names: Names) -> m.Expression:
    return m.CountMet(tuple(read_condition(item, names) for item in as_list(value, names.problems)))


_READERS: dict[str, Callable[[Value, Names], m.Expression]] = {
    "fact": lambda value, names: m.FactRef(names.fact(value, numeric=True)),
    "measure": _measure,
    "number": lambda value, names: m.Const(as_number(value, names.problems)),
    "percent": lambda value, names: m.Percent(*_pair(value, names, "part", "whole")),
    "ratio": lambda value, names: m.Ratio(*_pair(value, names, "part", "whole")),
    "growth": lambda value, names: m.Growth(*_pair(value, names, "current", "base")[:2]),
    "reduction": lambda value, names: m.Reduction(*_pair(value, names, "current", "base")[:2]),
    "difference": _difference,
    "sum": lambda value, names: m.Sum(_several(value, names)),
    "average": lambda value, names: m.Average(_several(value, names)),
    "least": lambda value, names: m.Least(_several(value, names)),
    "least_of": lambda value, names: m.LeastOf(names.fact(value, listed=True)),
    "total_of": lambda value, names: m.TotalOf(names.fact(value, listed=True)),
    "distinct": _distinct,
    "scale": _scale,
    "count_met": _count_met,
    "points": _points,
    "bands": _bands,
    "choose": _choose,
}

_NEVER = m.Compare(_ZERO, "more_than", _ZERO)


def read_condition(value: Value, names: Names) -> m.Condition:
    """Return the condition; problems are collected."""
    table = Table(value, names.problems)
    about = m.About(table.text("label"), table.text("source"), table.texts("readings"), table.text("evidence"))
    found = [key for key in ("fact", "value", "every", "all", "any") if table.has(key)]
    if len(found) != 1:
        names.problems.add(value, "เงื่อนไขต้องมีอย่างใดอย่างหนึ่ง: fact, value, every, all, any")
        return _NEVER
    inner = table.need(found[0])
    assert inner is not None
    made = _condition(found[0], inner, table, names, about)
    table.finish()
    return made


def _condition(kind: str, inner: Value, table: Table, names: Names, about: m.About) -> m.Condition:
    if kind == "fact":
        return _is(inner, table, names, about)
    if kind in ("all", "any"):
        items = tuple(read_condition(item, names) for item in as_list(inner, names.problems))
        return m.AllOf(items, about) if kind == "all" else m.AnyOf(items, about)
    op, threshold = _op(table)
    right = _ZERO if threshold is None else read_expression(threshold, names)
    if kind == "value":
        return m.Compare(read_expression(inner, names), op, right, about)
    whole = table.get("percent_of")
    fact = names.fact(inner, listed=True)
    return m.Every(fact, op, right, None if whole is None else read_expression(whole, names), about)


def _is(inner: Value, table: Table, names: Names, about: m.About) -> m.Condition:
    name = names.fact(inner)
    fact, wanted = names.facts.get(name), table.need("is")
    if fact is None or wanted is None:
        return m.Is(name, value=True, about=about)
    if fact.kind.name == "bool":
        return m.Is(name, as_flag(wanted, names.problems), about)
    word = as_text(wanted, names.problems)
    if fact.kind.name != "choice" or word not in {choice.id for choice in fact.choices}:
        names.problems.add(wanted, f"“{name}” เป็น “{word}” ไม่ได้")
    return m.Is(name, word, about)


def _op(table: Table) -> tuple[m.Op, Value | None]:
    found = [op for op in OPS if table.has(op)]
    if len(found) != 1:
        table.problems.add(table.value, f"ต้องมีเกณฑ์อย่างใดอย่างหนึ่ง: {', '.join(OPS)}")
        for op in found:
            table.get(op)
        return "at_least", None
    return found[0], table.get(found[0])
