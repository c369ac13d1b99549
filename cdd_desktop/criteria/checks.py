"""What a well-formed pack may still get wrong: its form, its readings and days, and levels that can never be given."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cdd_desktop.criteria import formulas as f
from cdd_desktop.criteria import model as m
from cdd_desktop.criteria.decision import conditions_of
from cdd_desktop.criteria.formulas import facts_in
from cdd_desktop.criteria.reach import never
from cdd_desktop.criteria.vocabulary import in_order, is_broken
from cdd_desktop.criteria.yaml_reader import Problems, Value


def check_indicator(indicator: m.Indicator, pack: m.Pack, value: Value, problems: Problems) -> None:
    """Add what is wrong with an indicator as a whole."""
    _check_form(indicator, value, problems)
    _check_readings(indicator, pack, value, problems)
    _check_days(indicator, pack, value, problems)
    _check_ids(indicator, value, problems)
    if is_broken(indicator.measures):  # what leans on them cannot be judged
        return
    for measure in indicator.measures:
        _check_parts(indicator, measure, value.at("measures", measure.id), problems)
    _check_tables(indicator, value, problems)
    for table, at in _tables(indicator, value):
        _check_levels(indicator, table, at, problems)


def _tables(indicator: m.Indicator, value: Value) -> Iterator[tuple[m.LevelTable, Value]]:
    """Yield every table with the value that holds its levels."""
    for place, table in enumerate(indicator.tables):
        yield table, value.at("tables").item(place)


def _check_form(indicator: m.Indicator, value: Value, problems: Problems) -> None:
    placed = [fact for section in indicator.sections for fact in section.facts]
    known = {fact.id for fact in indicator.facts}
    form = value.at("form")
    for name in placed:
        if name not in known:
            problems.add(form, f"ฟอร์มมี “{name}” ซึ่งไม่มีใน facts")
    for name in sorted(known):
        if placed.count(name) != 1:
            problems.add(form, f"“{name}” ต้องอยู่ในฟอร์มหนึ่งครั้ง แต่มี {placed.count(name)} ครั้ง")


def _check_readings(indicator: m.Indicator, pack: m.Pack, value: Value, problems: Problems) -> None:
    known = {reading.id for reading in (*pack.readings, *indicator.readings)}
    for reading in indicator.readings:
        if reading in pack.readings or reading.id in {item.id for item in pack.readings}:
            problems.add(value.at("readings", reading.id), f"มีข้อวินิจฉัย “{reading.id}” ใน pack.yaml อยู่แล้ว")
    for at, words in _readings_named(value):
        for word in words:
            if word not in known:
                problems.add(at, f"ไม่มีข้อวินิจฉัย “{word}” ใน readings")


def _readings_named(value: Value) -> Iterator[tuple[Value, list[str]]]:
    """Yield the ``readings`` of every condition in a file, with the ids they name."""
    if isinstance(value.raw, dict):
        for key, inner in value.raw.items():
            if key == "readings" and value.entry:
                items = inner.raw if isinstance(inner.raw, list) else [inner]
                yield inner, [item.raw for item in items if isinstance(item.raw, str)]
            else:
                yield from _readings_named(inner)
    elif isinstance(value.raw, list):
        for inner in value.raw:
            yield from _readings_named(inner)


def _check_days(indicator: m.Indicator, pack: m.Pack, value: Value, problems: Problems) -> None:
    dues = [due.day for item in pack.rounds if (due := pack.deadline(indicator, item.id)) is not None]
    if not dues and pack.rounds:
        problems.add(value, "ภารกิจนี้ไม่มีกำหนดส่งในรอบใดเลย")
    if indicator.deadlines and dues != sorted(set(dues)):
        problems.add(value.at("deadlines"), "กำหนดส่งของแต่ละรอบต้องเรียงตามวันและไม่ซ้ำวัน")


def _check_ids(indicator: m.Indicator, value: Value, problems: Problems) -> None:
    longest = max((table.levels for table in indicator.tables), key=len, default=())
    order = [level.id for level in longest]
    for table, at in _tables(indicator, value):
        ids = [level.id for level in table.levels]
        for place, name in enumerate(ids):
            if name in ids[:place]:
                problems.add(at.at("levels").item(place), f"มีระดับ {name} ซ้ำ")
        if [name for name in order if name in ids] != ids and len(set(ids)) == len(ids):
            problems.add(at.at("levels"), "ทุกตารางต้องเรียงระดับอย่างเดียวกัน และมีตารางหนึ่งที่มีครบทุกระดับ")
    titles = [table.title for table in indicator.tables]
    for place, title in enumerate(titles):
        if title in titles[:place]:
            problems.add(value.at("tables").item(place), f"มีตาราง “{title}” ซ้ำ")


def _check_tables(indicator: m.Indicator, value: Value, problems: Problems) -> None:
    whens = [(table.when,) if table.when is not None else () for table in indicator.tables]
    if is_broken(tuple(whens)):
        return
    for place in never(indicator, whens):
        at = list(_tables(indicator, value))[place][1]
        problems.add(at, f"ตาราง “{indicator.tables[place].title}” ไม่มีทางได้ใช้ ตารางก่อนหน้ารับไปหมดแล้ว")


def _check_levels(indicator: m.Indicator, table: m.LevelTable, at: Value, problems: Problems) -> None:
    """A level for which the better ones leave nothing can never be given."""
    given = () if table.when is None else (table.when,)
    alternatives = [given + conditions_of(indicator, table, place) for place in range(len(table.levels))]
    if is_broken(tuple(alternatives)) or not _known(indicator, tuple(alternatives)):
        return
    for place, level in enumerate(table.levels):
        _check_parts(indicator, level, at.at("levels", level.id), problems)
        if level.otherwise and place < len(table.levels) - 1:
            problems.add(at.at("levels", level.id), f"ระดับ {level.id} รับทุกกรณีที่เหลือ จึงต้องอยู่ท้ายสุด")
    if any(level.otherwise for level in table.levels[:-1]):
        return
    for place, cover in never(indicator, alternatives).items():
        name = table.levels[place].id
        if cover is not None:
            why = f"เกณฑ์ซ้อนกับระดับ {table.levels[cover].id} ที่ดีกว่า"
        elif never(indicator, [alternatives[place]]):
            why = "เงื่อนไขขัดกันเอง หรือเกินค่าที่เป็นไปได้"
        else:
            why = "ระดับที่ดีกว่ารับไปครบทุกกรณีแล้ว"
        problems.add(at.at("levels", name), f"ระดับ {name} ไม่มีทางได้: {why}")


def _known(indicator: m.Indicator, node: object) -> bool:
    return facts_in(node) <= set(indicator.fact_by_id)


def _check_parts(indicator: m.Indicator, node: object, at: Value, problems: Problems) -> None:
    """Bands and cases inside a formula must each be possible too."""
    for part in _nodes(node):
        if isinstance(part, f.Choose):
            whens: list[tuple[f.Condition, ...]] = [(case.when,) for case in part.cases]
            if never(indicator, [*whens, ()]):
                problems.add(at, "choose มีกรณีที่ไม่มีทางได้ใช้")
        elif isinstance(part, f.Bands) and in_order(part):
            tests = [(f.Compare(part.of, band.op, f.Const(band.threshold)),) for band in part.bands]
            if never(indicator, [*tests, ()]):
                problems.add(at, "ช่วงคะแนนมีแถวที่ไม่มีทางได้ เพราะเกินค่าที่เป็นไปได้")


def _nodes(node: Any) -> Iterator[object]:
    """Yield a node of a formula, condition, measure or level and all in it."""
    if isinstance(node, tuple):
        for item in node:
            yield from _nodes(item)
    elif hasattr(node, "__dataclass_fields__") and not isinstance(node, f.About):
        yield node
        for name in node.__dataclass_fields__:
            yield from _nodes(getattr(node, name))
