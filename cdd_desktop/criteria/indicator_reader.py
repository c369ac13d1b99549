"""One mission or indicator read from its file."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, cast

from cdd_desktop.criteria import model as m
from cdd_desktop.criteria.kinds import KINDS, BoolKind, FactValue, Kind, ValueProblem, with_choices
from cdd_desktop.criteria.source import Problems, Table, Value, as_text
from cdd_desktop.criteria.vocabulary import Names, read_condition, read_expression

AGGREGATES = ("own", "sum", "all", "any", "list")


def read_indicator(value: Value, pack: m.Pack, problems: Problems) -> m.Indicator:
    """Return the indicator; everything wrong is added to ``problems``."""
    table = Table(value, problems)
    facts = tuple(_fact(row, pack, problems) for row in table.tables("facts", needed=True))
    names = Names({fact.id: fact for fact in facts}, problems)
    measures = _measures(table, names, problems)
    limits = _limits(table, names)
    tables = _tables(table, names)
    _references(table, facts, names)
    indicator = m.Indicator(
        id=table.id(),
        no=table.text("no", needed=True, longest=10),
        title=table.text("title", needed=True),
        short=table.text("short", needed=True, longest=60),
        host=_host(table, pack),
        channel=table.text("channel", needed=True),
        source=table.text("source", needed=True),
        facts=facts,
        sections=_sections(table),
        measures=measures,
        tables=tables,
        limits=limits,
        points=_points(table, measures),
        cumulative=table.flag("cumulative"),
        readings=read_readings(table),
        deadlines=_deadlines(table, pack, problems),
        graded_at=table.texts("graded_at") or ("district", "province"),
        subject=cast(Any, table.one_of("subject", ("office", "person", "team"), "office")),
        summary=table.text("summary"),
        notes=table.texts("notes"),
        weight=table.number("weight"),
    )
    table.finish()
    for fact in facts:
        if fact.id not in names.used:
            problems.add(_at(value, "facts", fact.id), f"ข้อมูล “{fact.id}” ไม่ได้ใช้ในเกณฑ์ใดเลย")
    return indicator


def _at(value: Value, key: str, item_id: str) -> Value:
    """Return the item of a list with the given id, for a message about it."""
    items = value.raw.get(key) if isinstance(value.raw, dict) else None
    for item in items.raw if items is not None and isinstance(items.raw, list) else []:
        if isinstance(item.raw, dict) and "id" in item.raw and item.raw["id"].raw == item_id:
            return item
    return value


def _fact(row: Table, pack: m.Pack, problems: Problems) -> m.Fact:
    choices = tuple(_choice(item) for item in row.tables("choices")) if row.has("choices") else ()
    kind = with_choices(
        KINDS[row.one_of("kind", tuple(KINDS))], [item.id for item in choices], [item.label for item in choices]
    )
    answers = row.texts("answers")
    if answers and (kind.name != "bool" or len(answers) != 2):
        problems.add(row.value, "answers ใช้กับชนิด bool และมีสองคำ")
    elif answers:
        kind = BoolKind(*answers)
    months = row.flag("months")
    period = (pack.period_end.year - pack.period_start.year) * 12 + pack.period_end.month - pack.period_start.month + 1
    fact = m.Fact(
        id=row.id(),
        kind=kind,
        label=row.text("label", needed=True),
        unit=row.text("unit", longest=40),
        help=row.text("help"),
        short=row.text("short", longest=80),
        improves=cast(Any, row.one_of("improves", ("up", "down", "no"), "no")),
        part_of=row.texts("part_of"),
        minimum=row.number("minimum"),
        maximum=row.number("maximum"),
        months=months,
        months_max=period if months else 0,
        length_of=row.text("length_of"),
        same_length=row.text("same_length"),
        choices=choices,
        default=_value(row, "default", kind, problems),
        prefill=_value(row, "prefill", kind, problems),
        carry=row.flag("carry"),
        owner=cast(Any, row.one_of("owner", ("district", "province"), "district")),
        aggregate=cast(Any, row.one_of("aggregate", AGGREGATES, "own")),
        register=row.text("register"),
        channel_order=row.integer("channel_order", default=0),
        evidence=row.text("evidence"),
    )
    row.finish()
    if bool(choices) != (kind.name in ("choice", "choices")):
        problems.add(row.value, "choices ใช้กับชนิด choice และ choices เท่านั้น และต้องมี")
    if (fact.months or fact.length_of or fact.same_length) and (not kind.listed or choices):
        problems.add(row.value, "months, length_of และ same_length ใช้กับรายการตัวเลขเท่านั้น")
    return fact


def _choice(row: Table) -> m.Choice:
    choice = m.Choice(row.id(), row.text("label", needed=True))
    row.finish()
    return choice


def _value(row: Table, key: str, kind: Kind, problems: Problems) -> FactValue | None:
    found = row.get(key)
    if found is None:
        return None
    word = as_text(found, problems)
    raw: object = {"true": True, "false": False}.get(word, word) if kind.name == "bool" else word
    try:
        return kind.from_json(raw)
    except ValueProblem as problem:
        problems.add(found, str(problem))
        return None


def _measures(table: Table, names: Names, problems: Problems) -> tuple[m.Measure, ...]:
    """A measure may name only measures above it, so none can go round in a circle."""
    measures: list[m.Measure] = []
    for row in table.tables("measures") if table.has("measures") else ():
        formula = row.need("value")
        measure = m.Measure(
            row.id(),
            row.text("label", needed=True),
            m.Const(Fraction(0)) if formula is None else read_expression(formula, names),
            row.text("unit", longest=40),
            row.text("source", needed=True),
        )
        row.finish()
        if measure.id in names.facts or measure.id in names.measures:
            problems.add(row.value, f"ชื่อ “{measure.id}” ใช้ไปแล้ว")
        measures.append(measure)
        names.measures |= {measure.id}
    return tuple(measures)


def _limits(table: Table, names: Names) -> tuple[m.Limit, ...]:
    limits = []
    for row in table.tables("limits") if table.has("limits") else ():
        parts = tuple(names.fact(item, numeric=True) for item in row.items("parts", needed=True))
        whole = row.need("whole")
        message = row.text("message", needed=True)
        limits.append(m.Limit(parts, "" if whole is None else names.fact(whole, numeric=True), message))
        row.finish()
    return tuple(limits)


def _references(table: Table, facts: tuple[m.Fact, ...], names: Names) -> None:
    """Facts that other facts lean on must be there, and count as used."""
    ids = [fact.id for fact in facts]
    for fact in facts:
        at = _at(table.value, "facts", fact.id)
        if ids.count(fact.id) > 1:
            names.problems.add(at, f"มีข้อมูล “{fact.id}” ซ้ำ")
        for other in (*fact.part_of, *([fact.length_of] if fact.length_of else [])):
            known = names.facts.get(other)
            if known is None or not known.kind.numeric or other == fact.id:
                names.problems.add(at, f"“{other}” ต้องเป็นข้อมูลตัวเลขอื่นในภารกิจนี้")


def _tables(table: Table, names: Names) -> tuple[m.LevelTable, ...]:
    if table.has("tables"):
        found = []
        for row in table.tables("tables", needed=True):
            when = row.get("when")
            condition = None if when is None else read_condition(when, names)
            title = row.text("title", needed=True)
            found.append(m.LevelTable(_levels(row, names), condition, title, row.flag("cumulative")))
            row.finish()
        return tuple(found)
    return (m.LevelTable(_levels(table, names)),)


def _levels(table: Table, names: Names) -> tuple[m.Level, ...]:
    levels = []
    for row in table.tables("levels", needed=True):
        conditions = row.items("conditions") if row.has("conditions") else []
        level = m.Level(
            row.text("id", needed=True, longest=20),
            tuple(read_condition(item, names) for item in conditions),
            row.flag("otherwise"),
            row.text("source"),
            row.text("label", longest=40),
            row.text("summary"),
        )
        row.finish()
        if bool(level.conditions) == level.otherwise:
            names.problems.add(row.value, "ระดับต้องมี conditions หรือ otherwise: true อย่างใดอย่างหนึ่ง")
        levels.append(level)
    return tuple(levels)


def _sections(table: Table) -> tuple[m.Section, ...]:
    sections = []
    for row in table.tables("form", needed=True):
        sections.append(
            m.Section(
                row.text("title", needed=True), row.texts("facts"), row.integer("columns", default=1), row.text("help")
            )
        )
        row.finish()
    return tuple(sections)


def _points(table: Table, measures: tuple[m.Measure, ...]) -> str:
    found = table.get("points")
    if found is None:
        return ""
    name = as_text(found, table.problems)
    if name not in {measure.id for measure in measures}:
        table.problems.add(found, f"ไม่มีค่าคำนวณชื่อ “{name}”")
    return name


def _host(table: Table, pack: m.Pack) -> str:
    found = table.need("host")
    host = "" if found is None else as_text(found, table.problems)
    if found is not None and host not in pack.hosts:
        table.problems.add(found, f"ไม่มีหน่วยงาน “{host}” ใน hosts ของ pack.yaml")
    return host


def _deadlines(table: Table, pack: m.Pack, problems: Problems) -> dict[str, m.Deadline]:
    found = table.get("deadlines")
    if found is None or not isinstance(found.raw, dict):
        return {}
    deadlines = {}
    for name, value in found.raw.items():
        if name not in {item.id for item in pack.rounds}:
            problems.add(value, f"ไม่มีรอบ “{name}” ในชุดเกณฑ์")
        deadlines[name] = read_deadline(Table(value, problems))
    return deadlines


def read_deadline(table: Table) -> m.Deadline:
    """Return a day, with the time of day where given."""
    deadline = m.Deadline(table.day("day"), table.clock_time("at"))
    table.finish()
    return deadline


def read_readings(table: Table) -> tuple[m.Reading, ...]:
    readings = []
    for row in table.tables("readings") if table.has("readings") else ():
        readings.append(m.Reading(row.text("id", needed=True, longest=10), row.text("text", needed=True)))
        row.finish()
    return tuple(readings)
