"""One mission or indicator read from its file."""

from __future__ import annotations

from typing import Any, cast

from cdd_desktop.criteria import formulas as f
from cdd_desktop.criteria import model as m
from cdd_desktop.criteria.fact_reader import check_references, read_fact
from cdd_desktop.criteria.source import NO_DAY, Table, as_word
from cdd_desktop.criteria.vocabulary import BROKEN, MAX_LABEL, Names, is_broken, read_condition, read_expression
from cdd_desktop.criteria.yaml_reader import Problems, Value

LEVELS_OF_GRADING = ("district", "province", "department")
LATEST = 92  # days after the end of the period
LEVEL_ID = "(?!below$)[A-Za-z0-9][A-Za-z0-9_]{0,19}"


def read_indicator(value: Value, pack: m.Pack, problems: Problems) -> m.Indicator:
    """Return the indicator; everything wrong is added to ``problems``."""
    table = Table(value, problems)
    facts = tuple(read_fact(row, pack) for row in table.tables("facts", needed=True))
    names = Names({fact.id: fact for fact in reversed(facts)}, problems)
    measures = _measures(table, names, problems)
    limits = _limits(table, names)
    tables = _tables(table, names)
    check_references(value, facts, names)
    indicator = m.Indicator(
        id=table.id(),
        no=table.word("no", "[0-9A-Za-z]+(?:[.][0-9A-Za-z]+)*"),
        title=table.text("title", needed=True, longest=160),
        short=table.text("short", needed=True, longest=40),
        host=_host(table, pack),
        channel=table.text("channel", needed=True, longest=160),
        source=table.text("source", needed=True, longest=MAX_LABEL),
        facts=facts,
        sections=_sections(table),
        measures=measures,
        tables=tables,
        limits=limits,
        points=_points(table, measures),
        cumulative=table.flag("cumulative"),
        readings=read_readings(table),
        deadlines=_deadlines(table, pack, problems),
        graded_at=_graded_at(table),
        subject=cast(Any, table.one_of("subject", ("office", "person", "team"), "office")),
        summary=table.text("summary", longest=200),
        notes=table.texts("notes"),
        weight=table.number("weight", least=0, most=100),
        replaces=table.id("replaces") if table.has("replaces") else "",
    )
    table.finish()
    if not is_broken((measures, limits, tables)):
        for fact in facts:
            if fact.id and fact.id not in names.used:
                problems.add(value.at("facts", fact.id), f"ข้อมูล “{fact.id}” ไม่ได้ใช้ในเกณฑ์ใดเลย")
    return indicator


def _measures(table: Table, names: Names, problems: Problems) -> tuple[m.Measure, ...]:
    """A measure may name only measures above it, so none can go round in a circle."""
    measures: list[m.Measure] = []
    for row in table.tables("measures") if table.has("measures") else ():
        formula = row.need("value")
        measure = m.Measure(
            row.id(),
            row.text("label", needed=True, longest=MAX_LABEL),
            BROKEN if formula is None else read_expression(formula, names),
            row.text("unit", longest=40),
            row.text("source", needed=True, longest=MAX_LABEL),
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
        message = row.text("message", needed=True, longest=160)
        limit = m.Limit(parts, "" if whole is None else names.fact(whole, numeric=True), message)
        row.finish()
        if len({*limit.parts, limit.whole}) <= len(limit.parts) or len(limit.parts) == 1:
            names.problems.add(row.value, "parts ต้องมีอย่างน้อยสองข้อมูล ไม่ซ้ำกัน และไม่ซ้ำกับ whole")
        limits.append(limit)
    return tuple(limits)


def _tables(table: Table, names: Names) -> tuple[m.LevelTable, ...]:
    if table.has("tables"):
        found = []
        for row in table.tables("tables", needed=True):
            when = row.get("when")
            condition = None if when is None else read_condition(when, names)
            title = row.text("title", needed=True, longest=MAX_LABEL)
            source = row.text("source", longest=MAX_LABEL)
            if condition is not None and not source and not has_sources(condition):
                names.problems.add(row.value, "เกณฑ์ใน when ไม่บอกที่มา (source)")
            found.append(m.LevelTable(_levels(row, names, source), condition, title, row.flag("cumulative")))
            row.finish()
        return tuple(found)
    return (m.LevelTable(_levels(table, names)),)


def has_sources(condition: f.Condition) -> bool:
    """Return whether every threshold of the condition says where in the letter it stands."""
    if condition.about.source or isinstance(condition, f.Is):
        return True
    return isinstance(condition, f.AllOf | f.AnyOf) and all(has_sources(item) for item in condition.items)


def _levels(table: Table, names: Names, source: str = "") -> tuple[m.Level, ...]:
    """Return the levels, best first; ``source`` is that of the whole table."""
    levels = []
    for row in table.tables("levels", needed=True):
        conditions = row.items("conditions") if row.has("conditions") else []
        level = m.Level(
            row.word("id", LEVEL_ID),
            tuple(read_condition(item, names) for item in conditions),
            row.flag("otherwise"),
            row.text("source", longest=MAX_LABEL) or source,
            row.text("label", longest=40),
            row.text("summary", longest=160),
        )
        row.finish()
        if bool(level.conditions) == level.otherwise:
            names.problems.add(row.value, "ระดับต้องมี conditions หรือ otherwise: true อย่างใดอย่างหนึ่ง")
        if not level.source and not all(has_sources(condition) for condition in level.conditions):
            names.problems.add(row.value, f"เกณฑ์ของระดับ {level.id} ไม่บอกที่มา (source)")
        for place, condition in enumerate(level.conditions):
            if condition in level.conditions[:place] and not is_broken(condition):
                names.problems.add(row.value, f"ระดับ {level.id} มีเงื่อนไขซ้ำกัน")
        levels.append(level)
    return tuple(levels)


def _sections(table: Table) -> tuple[m.Section, ...]:
    sections = []
    for row in table.tables("form", needed=True):
        sections.append(
            m.Section(
                row.text("title", needed=True, longest=MAX_LABEL),
                row.words("facts", needed=True),
                row.integer("columns", 1, 4, default=1),
                row.text("help", longest=300),
            )
        )
        row.finish()
    return tuple(sections)


def _points(table: Table, measures: tuple[m.Measure, ...]) -> str:
    found = table.get("points")
    if found is None:
        return ""
    name = as_word(found, table.problems)
    if name not in {measure.id for measure in measures}:
        table.problems.add(found, f"ไม่มีค่าคำนวณชื่อ “{name}”")
    return name


def _host(table: Table, pack: m.Pack) -> str:
    found = table.need("host")
    host = "" if found is None else as_word(found, table.problems)
    if found is not None and host not in pack.hosts:
        table.problems.add(found, f"ไม่มีหน่วยงาน “{host}” ใน hosts ของ pack.yaml")
    return host


def _graded_at(table: Table) -> tuple[str, ...]:
    found = table.words("graded_at")
    for name in found:
        if name not in LEVELS_OF_GRADING:
            table.problems.add(table.value.at("graded_at"), f"“{name}” ใช้ไม่ได้ ใช้ได้เพียง {', '.join(LEVELS_OF_GRADING)}")
    return found or LEVELS_OF_GRADING[:2]


def _deadlines(table: Table, pack: m.Pack, problems: Problems) -> dict[str, m.Deadline]:
    found = table.get("deadlines")
    if found is None:
        return {}
    if not isinstance(found.raw, dict):
        problems.add(found, "ต้องเป็นรายการแบบ รอบ: {day: วันที่}")
        return {}
    deadlines = {}
    for name, value in found.raw.items():
        if name not in {item.id for item in pack.rounds}:
            problems.add(value, f"ไม่มีรอบ “{name}” ในชุดเกณฑ์")
        deadlines[name] = read_deadline(Table(value, problems), pack)
    return deadlines


def read_deadline(table: Table, pack: m.Pack) -> m.Deadline:
    """Return a day in or soon after the pack's period, with the time of day where given."""
    deadline = m.Deadline(table.day("day"), table.clock_time("at"))
    table.finish()
    if NO_DAY not in (deadline.day, pack.period_start, pack.period_end):
        late = (deadline.day - pack.period_end).days
        if deadline.day < pack.period_start or late > LATEST:
            message = f"กำหนดส่งต้องอยู่ในช่วงของชุดเกณฑ์ หรือไม่เกิน {LATEST} วันหลังจากนั้น"
            table.problems.add(table.value.at("day"), message)
    return deadline


def read_readings(table: Table) -> tuple[m.Reading, ...]:
    readings: list[m.Reading] = []
    for row in table.tables("readings") if table.has("readings") else ():
        reading = m.Reading(row.word("id", "[A-Za-z][A-Za-z0-9_]{0,9}"), row.text("text", needed=True))
        row.finish()
        if reading.id in {item.id for item in readings}:
            row.problems.add(row.value, f"มีข้อวินิจฉัย “{reading.id}” ซ้ำ")
        readings.append(reading)
    return tuple(readings)
