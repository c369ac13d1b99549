"""Packs read from their folder: strict YAML in, frozen ``Pack`` out, every problem named with file, line and entry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from cdd_desktop.criteria import model as m
from cdd_desktop.criteria.checks import check_indicator, criteria_hash
from cdd_desktop.criteria.indicator_reader import read_deadline, read_indicator, read_readings
from cdd_desktop.criteria.source import PackProblem, Problems, Table, Value, as_text, read_yaml
from cdd_desktop.errors import UserError

HEADER = "pack.yaml"
MAX_SHOWN = 20


class PackError(UserError):
    """A pack that cannot be used; ``problems`` names every reason."""

    def __init__(self, folder: Path, problems: list[PackProblem]) -> None:
        self.problems = problems
        shown = "\n".join(str(problem) for problem in problems[:MAX_SHOWN])
        super().__init__(f"ชุดเกณฑ์ {folder.name} ใช้ไม่ได้ พบ {len(problems)} แห่ง\n{shown}", "แก้ไฟล์ตามที่แจ้งแล้วตรวจใหม่")


def load_packs(root: Path) -> dict[str, m.Pack]:
    """Return every pack below ``root`` by id, newest period first; raises PackError."""
    folders = sorted(folder for folder in root.iterdir() if (folder / HEADER).is_file())
    packs = [load_pack(folder) for folder in folders]
    return {pack.id: pack for pack in sorted(packs, key=lambda pack: pack.period_start, reverse=True)}


def load_pack(folder: Path) -> m.Pack:
    """Return the pack in ``folder``; raises PackError when anything at all is wrong with it."""
    pack, problems = _read(folder)
    if pack is None or problems:
        raise PackError(folder, problems)
    return pack


def check_pack(path: Path) -> list[PackProblem]:
    """Return everything that is wrong with a pack; ``path`` is its folder or a file in it."""
    return _read(path.parent if path.is_file() else path)[1]


def _read(folder: Path) -> tuple[m.Pack | None, list[PackProblem]]:
    problems = Problems()
    header = read_yaml(folder / HEADER, problems)
    if header is None:
        return None, problems.found
    table = Table(header, problems)
    pack = _read_header(table, problems)
    names = [_file_name(item, problems) for item in table.items("files", needed=True)]
    table.finish()
    if pack.id and pack.id != folder.name:
        problems.add(header, f"รหัสชุดเกณฑ์ “{pack.id}” ไม่ตรงกับชื่อโฟลเดอร์ “{folder.name}”")
    indicators = [
        indicator for name in names if name and (indicator := _read_file(folder, name, pack, problems)) is not None
    ]
    _check_together(folder, header, names, indicators, problems)
    pack = replace(pack, indicators=tuple(indicators))
    return replace(pack, criteria_hash=criteria_hash(pack)), problems.found


def _file_name(item: Value, problems: Problems) -> str:
    name = as_text(item, problems, 100)
    if not name.endswith(".yaml") or Path(name).name != name or "\\" in name or ":" in name:
        problems.add(item, "ชื่อไฟล์ต้องลงท้ายด้วย .yaml และอยู่ในโฟลเดอร์ของชุดเกณฑ์")
        return ""
    return name


def _read_file(folder: Path, name: str, pack: m.Pack, problems: Problems) -> m.Indicator | None:
    path = folder / name
    if path.is_symlink() or not path.is_file():
        problems.add(Value(HEADER, 1, f"files[{name}]", ""), f"ไม่พบไฟล์ {name} หรือไม่ใช่ไฟล์ธรรมดา")
        return None
    value = read_yaml(path, problems)
    if value is None:
        return None
    indicator = read_indicator(value, pack, problems)
    check_indicator(indicator, value, problems)
    return indicator


def _check_together(
    folder: Path, header: Value, names: list[str], indicators: list[m.Indicator], problems: Problems
) -> None:
    ids = [indicator.id for indicator in indicators]
    for repeated in sorted({name for name in ids if ids.count(name) > 1}):
        problems.add(header, f"มีภารกิจ “{repeated}” ซ้ำ")
    for repeated in sorted({name for name in names if name and names.count(name) > 1}):
        problems.add(header, f"อ้างไฟล์ {repeated} ซ้ำ")
    for path in sorted(folder.glob("*.y*ml")):
        if path.name not in (HEADER, *names):
            problems.add(Value(path.name, 1, "", ""), "ไฟล์นี้ไม่อยู่ในรายการ files ของ pack.yaml")


def _read_header(table: Table, problems: Problems) -> m.Pack:
    letter, period = _section(table, "letter", problems), _section(table, "period", problems)
    pack = m.Pack(
        id=table.text("id", needed=True, longest=60),
        revision=table.integer("revision"),
        title=table.text("title", needed=True),
        fiscal_year=table.integer("fiscal_year"),
        period_title=period.text("title", needed=True),
        period_start=period.day("start"),
        period_end=period.day("end"),
        letter=m.Letter(
            letter.text("no", needed=True),
            letter.day("date"),
            letter.text("issuer", needed=True),
            letter.text("subject"),
            letter.text("refers_to"),
        ),
        rounds=_rounds(table, problems),
        indicators=(),
        hosts=_hosts(table, problems),
        readings=read_readings(table),
    )
    letter.finish()
    period.finish()
    if pack.period_end < pack.period_start:
        problems.add(period.value, "วันสิ้นสุดอยู่ก่อนวันเริ่มต้น")
    months = _months(pack)
    for item in pack.rounds:
        if not 1 <= item.months <= months:
            problems.add(table.value, f"รอบ {item.id}: จำนวนเดือนต้องอยู่ระหว่าง 1 ถึง {months}")
    return pack


def _section(table: Table, key: str, problems: Problems) -> Table:
    found = table.need(key)
    return Table(found or Value(table.value.file, table.value.line, key, {}), problems)


def _rounds(table: Table, problems: Problems) -> tuple[m.Round, ...]:
    rounds = []
    for row in table.tables("rounds", needed=True):
        deadline = row.get("deadline")
        rounds.append(
            m.Round(
                row.text("id", needed=True, longest=20),
                row.text("title", needed=True),
                row.integer("months"),
                None if deadline is None else read_deadline(Table(deadline, problems)),
            )
        )
        row.finish()
    ids = [item.id for item in rounds]
    if len(set(ids)) != len(ids):
        problems.add(table.value, "มีรหัสรอบซ้ำ")
    return tuple(rounds)


def _hosts(table: Table, problems: Problems) -> Mapping[str, str]:
    found = table.need("hosts")
    if found is None or not isinstance(found.raw, dict):
        return {}
    return {name: as_text(value, problems) for name, value in found.raw.items()}


def _months(pack: m.Pack) -> int:
    start, end = pack.period_start, pack.period_end
    return (end.year - start.year) * 12 + end.month - start.month + 1
