"""Facts of an indicator read from its file, each checked by itself and against the facts it leans on."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any, cast

from cdd_desktop.criteria import model as m
from cdd_desktop.criteria.kinds import KINDS, BoolKind, FactValue, Kind, ValueProblem, with_choices
from cdd_desktop.criteria.source import Table, as_flag, as_number, as_word
from cdd_desktop.criteria.vocabulary import MAX_LABEL, Names
from cdd_desktop.criteria.yaml_reader import Value

AGGREGATES = ("own", "sum", "all", "any", "list")


def read_fact(row: Table, pack: m.Pack) -> m.Fact:
    """Return the fact; everything wrong is added to the problems."""
    choices = tuple(_choice(item) for item in row.tables("choices")) if row.has("choices") else ()
    kind = _kind(row, choices)
    months = row.flag("months")
    fact = m.Fact(
        id=row.id(),
        kind=kind,
        label=row.text("label", needed=True, longest=MAX_LABEL),
        unit=row.text("unit", longest=40),
        help=row.text("help", longest=300),
        short=row.text("short", longest=60),
        improves=cast(Any, row.one_of("improves", ("up", "down", "no"), "no")),
        part_of=row.words("part_of"),
        minimum=row.number("minimum", least=0),
        maximum=row.number("maximum", least=0),
        months=months,
        months_max=pack.months if months else 0,
        length_of=_name(row, "length_of"),
        same_length=_name(row, "same_length"),
        choices=choices,
        default=_value(row, "default", kind),
        prefill=_value(row, "prefill", kind),
        carry=row.flag("carry"),
        owner=cast(Any, row.one_of("owner", ("district", "province"), "district")),
        aggregate=cast(Any, row.one_of("aggregate", AGGREGATES, "own")),
        register=_name(row, "register"),
        channel_order=row.integer("channel_order", 0, 999, default=0),
        evidence=row.text("evidence", longest=MAX_LABEL),
    )
    row.finish()
    for message in _misfits(fact):
        row.problems.add(row.value, message)
    return fact


def _kind(row: Table, choices: tuple[m.Choice, ...]) -> Kind:
    ids = [choice.id for choice in choices]
    if len(set(ids)) != len(ids):
        row.problems.add(row.value.at("choices"), "มีตัวเลือกซ้ำ")
    kind = with_choices(KINDS[row.one_of("kind", tuple(KINDS))], ids, [choice.label for choice in choices])
    answers = row.texts("answers")
    if answers and (kind.name != "bool" or len(answers) != 2):
        row.problems.add(row.value, "answers ใช้กับชนิด bool และมีสองคำ")
    elif answers:
        return BoolKind(*answers)
    return kind


def _choice(row: Table) -> m.Choice:
    choice = m.Choice(row.id(), row.text("label", needed=True, longest=60))
    row.finish()
    return choice


def _name(row: Table, key: str) -> str:
    found = row.get(key)
    return "" if found is None else as_word(found, row.problems)


def _value(row: Table, key: str, kind: Kind) -> FactValue | None:
    """Return a value of the fact's kind."""
    found = row.get(key)
    if found is None:
        return None
    before = len(row.problems.found)
    raw: object
    if kind.name == "bool":
        raw = as_flag(found, row.problems)
    elif kind.numeric:
        as_number(found, row.problems)
        raw = Decimal(str(found.raw)) if len(row.problems.found) == before else 0
    else:
        raw = list(row.words(key)) if kind.listed else as_word(found, row.problems)
    try:
        return kind.from_json(raw) if len(row.problems.found) == before else None
    except ValueProblem as problem:
        row.problems.add(found, str(problem))
        return None


def _misfits(fact: m.Fact) -> list[str]:
    """Return what of the fact does not go together."""
    kind, numbers = fact.kind, fact.kind.numeric or (fact.kind.listed and not fact.choices)
    low, high = fact.minimum, fact.maximum
    found = []
    if bool(fact.choices) != (kind.name in ("choice", "choices")):
        found.append("choices ใช้กับชนิด choice และ choices เท่านั้น และต้องมี")
    if (fact.months or fact.length_of or fact.same_length) and (not kind.listed or fact.choices):
        found.append("months, length_of และ same_length ใช้กับรายการตัวเลขเท่านั้น")
    if (fact.part_of or low is not None or high is not None) and not numbers:
        found.append("part_of, minimum และ maximum ใช้กับตัวเลขเท่านั้น")
    if low is not None and high is not None and low > high:
        found.append("minimum มากกว่า maximum")
    starts = [Fraction(start) for start in (fact.default, fact.prefill) if isinstance(start, int | Decimal)]
    if kind.numeric and not all(_between(low, start, high) for start in starts):
        found.append("ค่าเริ่มต้นอยู่นอก minimum หรือ maximum")
    suits = {"sum": numbers, "all": kind.name == "bool", "any": kind.name == "bool", "list": kind.listed, "own": True}
    if not suits[fact.aggregate]:
        found.append(f"aggregate: {fact.aggregate} ใช้กับชนิด {kind.name} ไม่ได้")
    return found


def _between(low: Fraction | None, value: Fraction, high: Fraction | None) -> bool:
    return (low is None or value >= low) and (high is None or value <= high)


def check_references(value: Value, facts: tuple[m.Fact, ...], names: Names) -> None:
    """Tell facts declared twice, and facts that lean on what is not there; what is leant on counts as used."""
    ids = [fact.id for fact in facts]
    groups = [fact.same_length for fact in facts if fact.same_length]
    for place, fact in enumerate(facts):
        at = value.at("facts").item(place)
        if fact.id in ids[:place]:
            names.problems.add(at, f"มีข้อมูล “{fact.id}” ซ้ำ")
        if groups.count(fact.same_length) == 1:
            names.problems.add(at, f"same_length “{fact.same_length}” ต้องมีอย่างน้อยสองรายการ")
        _check_lengths(at, fact, names)
        for other in fact.part_of:
            known = names.facts.get(other)
            if known is None or not known.kind.numeric or other == fact.id:
                names.problems.add(at, f"“{other}” ต้องเป็นข้อมูลตัวเลขอื่นในภารกิจนี้")
            names.used.add(other)


def _check_lengths(at: Value, fact: m.Fact, names: Names) -> None:
    if not fact.length_of:
        return
    known = names.facts.get(fact.length_of)
    if known is None or known.kind.name != "count":
        names.problems.add(at, f"length_of “{fact.length_of}” ต้องเป็นจำนวนนับในภารกิจนี้")
    if fact.months or fact.same_length:
        names.problems.add(at, "length_of ใช้ร่วมกับ months หรือ same_length ไม่ได้")
    names.used.add(fact.length_of)
