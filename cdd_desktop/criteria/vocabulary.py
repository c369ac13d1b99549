"""The closed vocabulary of formulas and conditions, read from YAML. TO ADD A FORMULA: a class in ``model``, a reader
here, its arithmetic in ``numbers``, a case in ``tests/criteria/test_vocabulary.py``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from cdd_desktop.criteria import formulas as f
from cdd_desktop.criteria import model as m
from cdd_desktop.criteria.formulas import facts_in
from cdd_desktop.criteria.source import Table, as_factor, as_flag, as_list, as_number, as_word
from cdd_desktop.criteria.yaml_reader import Problems, Value

MAX_LABEL = 120
OPS: tuple[f.Op, ...] = ("at_least", "more_than", "at_most", "less_than", "equal")


@dataclass
class Names:
    """What formulas may name in one indicator, and which facts they have named so far."""

    facts: Mapping[str, m.Fact]
    problems: Problems
    measures: frozenset[str] = frozenset()
    used: set[str] = field(default_factory=set)

    def fact(self, value: Value, *, numeric: bool = False, listed: bool = False) -> str:
        """Return the id of a fact of the right shape, "" after telling what is wrong with it."""
        name = as_word(value, self.problems)
        fact = self.facts.get(name)
        self.used.add(name)
        if fact is None:
            self.problems.add(value, f"ไม่มีข้อมูลชื่อ “{name}”")
        elif numeric and not fact.kind.numeric:
            self.problems.add(value, f"“{name}” ไม่ใช่ตัวเลข")
        elif listed and (not fact.kind.listed or fact.choices):
            self.problems.add(value, f"“{name}” ไม่ใช่รายการตัวเลข")
        else:
            return name
        return ""


BROKEN = f.FactRef("")
"""Stands where a formula could not be read, so that what leans on it is not judged."""

_BROKEN_CONDITION = f.Is("", value=True)


def is_broken(node: object) -> bool:
    """Return whether any part of a formula, condition or level could not be read."""
    return "" in facts_in(node)


def read_expression(value: Value, names: Names) -> f.Expression:
    """Return the formula; problems are collected and stand as ``BROKEN``."""
    before = len(names.problems.found)
    made = _bare(value, names) if isinstance(value.raw, str) else _formula(value, names)
    return made if len(names.problems.found) == before else BROKEN


def _formula(value: Value, names: Names) -> f.Expression:
    table = Table(value, names.problems)
    found = [key for key in _READERS if table.has(key)]
    if len(found) != 1:
        names.problems.add(value, f"ต้องมีสูตรเดียว จาก {', '.join(_READERS)}")
        return BROKEN
    inner = table.need(found[0])
    assert inner is not None
    table.finish()
    return _READERS[found[0]](inner, names)


def _bare(value: Value, names: Names) -> f.Expression:
    assert isinstance(value.raw, str)
    if value.raw in names.measures:
        return f.MeasureRef(value.raw)
    if value.raw[:1].isalpha():
        return f.FactRef(names.fact(value, numeric=True))
    number = as_number(value, names.problems)
    return f.Const(number)


def _several(value: Value, names: Names) -> tuple[f.Expression, ...]:
    items = as_list(value, names.problems)
    if len(items) == 1:
        names.problems.add(value, "ต้องมีอย่างน้อยสองค่า")
    return tuple(read_expression(item, names) for item in items) or (BROKEN,)


def _pair(value: Value, names: Names, first: str, second: str) -> tuple[f.Expression, f.Expression, Fraction | None]:
    table = Table(value, names.problems)
    parts = [table.need(first), table.need(second)]
    zero = table.number("zero") if first == "part" else None
    table.finish()
    one, two = (BROKEN if part is None else read_expression(part, names) for part in parts)
    if two == f.Const(Fraction(0)) or (one == two and one != BROKEN):
        names.problems.add(value, "ตัวหารเป็น 0 หรือเป็นตัวเดียวกับตัวตั้งไม่ได้")
    return one, two, zero


def _measure(value: Value, names: Names) -> f.Expression:
    name = as_word(value, names.problems)
    if name not in names.measures:
        names.problems.add(value, f"ไม่มีค่าคำนวณชื่อ “{name}”")
        return BROKEN
    return f.MeasureRef(name)


def _distinct(value: Value, names: Names) -> f.Expression:
    name = names.fact(value)
    if name and names.facts[name].kind.name != "choices":
        names.problems.add(value, f"“{name}” ไม่ใช่ข้อมูลแบบเลือกหลายข้อ")
        return BROKEN
    return f.Distinct(name)


def _scale(value: Value, names: Names) -> f.Expression:
    table = Table(value, names.problems)
    of, by = table.need("of"), table.need("by")
    table.finish()
    if of is None or by is None:
        return BROKEN
    return f.Scale(read_expression(of, names), as_factor(by, names.problems))


def _points(value: Value, names: Names) -> f.Expression:
    table = Table(value, names.problems)
    when, points = table.need("when"), table.number("points")
    table.need("points")
    table.finish()
    if points == 0:
        names.problems.add(value, "คะแนนต้องไม่เป็น 0")
    return f.Points(_BROKEN_CONDITION if when is None else read_condition(when, names), points or Fraction(0))


def _bands(value: Value, names: Names) -> f.Expression:
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
        bands.append(f.Band(op, number, points or Fraction(0)))
    table.finish()
    made = f.Bands(BROKEN if of is None else read_expression(of, names), tuple(bands), otherwise or Fraction(0))
    _check_bands(value, made, names.problems)
    return made


def _check_bands(value: Value, made: f.Bands, problems: Problems) -> None:
    """Bands are read from the top: one direction, each leaves something to the next, points go one way too."""
    up = {band.op in ("less_than", "at_most") for band in made.bands}
    points = [*(band.points for band in made.bands), made.otherwise]
    if any(band.op == "equal" for band in made.bands) or len(up) > 1:
        problems.add(value, "ช่วงคะแนนต้องไปทางเดียวกันทุกแถว")
    elif not in_order(made):
        problems.add(value, "ช่วงคะแนนซ้อนกันหรือสลับลำดับ มีแถวที่ไม่มีทางได้")
    elif points not in (sorted(set(points)), sorted(set(points), reverse=True)):
        problems.add(value, "คะแนนต้องเพิ่มขึ้นหรือลดลงไปทางเดียวกันทุกแถว")


def in_order(bands: f.Bands) -> bool:
    """Return whether each band leaves something to the next, as far as their thresholds go."""
    keys = [(band.threshold, band.op in ("at_most", "more_than")) for band in bands.bands]
    return keys == sorted(set(keys), reverse=bool(bands.bands) and bands.bands[0].op in ("at_least", "more_than"))


def _choose(value: Value, names: Names) -> f.Expression:
    table = Table(value, names.problems)
    cases = []
    for row in table.tables("cases", needed=True):
        when, use = row.need("when"), row.need("use")
        row.finish()
        if when is not None and use is not None:
            cases.append(f.Case(read_condition(when, names), read_expression(use, names)))
    otherwise = table.need("otherwise")
    table.finish()
    return f.Choose(tuple(cases), BROKEN if otherwise is None else read_expression(otherwise, names))


def _count_met(value: Value, names: Names) -> f.Expression:
    return f.CountMet(tuple(read_condition(item, names) for item in as_list(value, names.problems)))


_READERS: dict[str, Callable[[Value, Names], f.Expression]] = {
    "fact": lambda value, names: f.FactRef(names.fact(value, numeric=True)),
    "measure": _measure,
    "number": lambda value, names: f.Const(as_number(value, names.problems)),
    "percent": lambda value, names: f.Percent(*_pair(value, names, "part", "whole")),
    "ratio": lambda value, names: f.Ratio(*_pair(value, names, "part", "whole")),
    "growth": lambda value, names: f.Growth(*_pair(value, names, "current", "base")[:2]),
    "reduction": lambda value, names: f.Reduction(*_pair(value, names, "current", "base")[:2]),
    "difference": lambda value, names: f.Difference(_several(value, names)),
    "sum": lambda value, names: f.Sum(_several(value, names)),
    "average": lambda value, names: f.Average(_several(value, names)),
    "least": lambda value, names: f.Least(_several(value, names)),
    "least_of": lambda value, names: f.LeastOf(names.fact(value, listed=True)),
    "total_of": lambda value, names: f.TotalOf(names.fact(value, listed=True)),
    "distinct": _distinct,
    "scale": _scale,
    "count_met": _count_met,
    "points": _points,
    "bands": _bands,
    "choose": _choose,
}


def read_condition(value: Value, names: Names) -> f.Condition:
    """Return the condition; problems are collected and stand as a condition that ``is_broken``."""
    before = len(names.problems.found)
    made = _condition(value, names)
    return made if len(names.problems.found) == before else _BROKEN_CONDITION


def _condition(value: Value, names: Names) -> f.Condition:
    table = Table(value, names.problems)
    about = f.About(
        table.text("label", longest=MAX_LABEL),
        table.text("source", longest=MAX_LABEL),
        table.words("readings"),
        table.text("evidence", longest=MAX_LABEL),
    )
    found = [key for key in ("fact", "value", "every", "all", "any") if table.has(key)]
    if len(found) != 1:
        names.problems.add(value, "เงื่อนไขต้องมีอย่างใดอย่างหนึ่ง: fact, value, every, all, any")
        return _BROKEN_CONDITION
    inner = table.need(found[0])
    assert inner is not None
    made = _of_kind(found[0], inner, table, names, about)
    table.finish()
    return made


def _of_kind(kind: str, inner: Value, table: Table, names: Names, about: f.About) -> f.Condition:
    if kind == "fact":
        return _is(inner, table, names, about)
    if kind in ("all", "any"):
        items = tuple(read_condition(item, names) for item in as_list(inner, names.problems))
        return f.AllOf(items, about) if kind == "all" else f.AnyOf(items, about)
    op, threshold = _op(table)
    right = BROKEN if threshold is None else read_expression(threshold, names)
    if kind == "value":
        left = read_expression(inner, names)
        if isinstance(left, f.Const) or (left == right and left != BROKEN):
            names.problems.add(inner, "ต้องเทียบข้อมูลหรือค่าคำนวณกับเกณฑ์ที่ต่างกัน")
        return f.Compare(left, op, right, about)
    whole = table.get("percent_of")
    fact = names.fact(inner, listed=True)
    return f.Every(fact, op, right, None if whole is None else read_expression(whole, names), about)


def _is(inner: Value, table: Table, names: Names, about: f.About) -> f.Condition:
    name = names.fact(inner)
    fact, wanted = names.facts.get(name), table.need("is")
    if fact is None or wanted is None:
        return _BROKEN_CONDITION
    if fact.kind.name == "bool":
        return f.Is(name, as_flag(wanted, names.problems), about)
    word = as_word(wanted, names.problems)
    if fact.kind.name != "choice" or word not in {choice.id for choice in fact.choices}:
        names.problems.add(wanted, f"“{name}” เป็น “{word}” ไม่ได้")
        return _BROKEN_CONDITION
    return f.Is(name, word, about)


def _op(table: Table) -> tuple[f.Op, Value | None]:
    found = [op for op in OPS if table.has(op)]
    if len(found) != 1:
        table.problems.add(table.value, f"ต้องมีเกณฑ์อย่างใดอย่างหนึ่ง: {', '.join(OPS)}")
        for op in found:
            table.get(op)
        return "at_least", None
    return found[0], table.get(found[0])
