"""Packs read from their folder: strict YAML in, frozen ``Pack`` out, every problem named with file, line and entry."""

from __future__ import annotations

import json
import re
import tempfile
from dataclasses import replace
from pathlib import Path

from cdd_desktop.criteria import model as m
from cdd_desktop.criteria.checks import check_indicator
from cdd_desktop.criteria.header_reader import read_header
from cdd_desktop.criteria.indicator_reader import read_indicator
from cdd_desktop.criteria.rules import criteria_hash
from cdd_desktop.criteria.source import Table, as_word
from cdd_desktop.criteria.yaml_reader import PackProblem, Problems, Value, read_yaml
from cdd_desktop.errors import UserError
from cdd_desktop.thai.clean import harmless

HEADER = "pack.yaml"
_FILE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,59}\.yaml")
MAX_SHOWN = 20


class PackError(UserError):
    """A pack that cannot be used; ``problems`` names every reason."""

    def __init__(self, folder: Path, problems: list[PackProblem]) -> None:
        self.problems = problems
        shown = "\n".join(str(problem) for problem in problems[:MAX_SHOWN])
        super().__init__(f"ชุดเกณฑ์ {folder.name} ใช้ไม่ได้ พบ {len(problems)} แห่ง\n{shown}", "แก้ไฟล์ตามที่แจ้งแล้วตรวจใหม่")


def load_packs(root: Path) -> dict[str, m.Pack]:
    """Return every pack below ``root`` by id, newest period first.

    Raises:
        PackError: a pack is broken, or two have one id.
        UserError: the folder cannot be read.
    """
    try:
        folders = sorted(folder for folder in root.iterdir() if (folder / HEADER).is_file())
    except OSError as error:
        raise UserError(f"เปิดโฟลเดอร์ชุดเกณฑ์ {root} ไม่ได้", "ตรวจว่าติดตั้งโปรแกรมครบ หรือติดตั้งใหม่") from error
    packs: dict[str, m.Pack] = {}
    for folder in folders:
        pack = load_pack(folder)
        if pack.id in packs:
            raise PackError(folder, [PackProblem(HEADER, 1, "id", f"มีชุดเกณฑ์ “{pack.id}” อยู่แล้ว")])
        packs[pack.id] = pack
    return dict(sorted(packs.items(), key=lambda item: item[1].period_start, reverse=True))


def load_pack(folder: Path) -> m.Pack:
    """Return the pack in ``folder``, or around a file in it; raises PackError when anything at all is wrong."""
    folder = folder.parent if folder.is_file() else folder
    pack, problems = _read(folder)
    if pack is None or problems:
        raise PackError(folder, problems)
    return pack


def load_source(name: str, source: str) -> m.Pack:
    """Return a pack from what its ``source`` was, as it is kept with the data.

    Args:
        name: what errors call it.

    Raises:
        PackError: it cannot be read any more.
    """
    with tempfile.TemporaryDirectory(prefix="cdd-") as place:
        folder = Path(place) / (re.sub("[^A-Za-z0-9_-]", "-", name) or "pack")
        folder.mkdir()
        for file, text in json.loads(source).items():
            if not _FILE.fullmatch(file):
                raise PackError(folder, [PackProblem(HEADER, 1, "files", "มีชื่อไฟล์ที่ใช้ไม่ได้")])
            (folder / file).write_bytes(text.encode("utf-8"))
        return load_pack(folder)


def check_pack(path: Path) -> list[PackProblem]:
    """Return everything that is wrong with a pack; ``path`` is its folder or a file in it."""
    return _read(path.parent if path.is_file() else path)[1]


def _read(folder: Path) -> tuple[m.Pack | None, list[PackProblem]]:
    problems = Problems()
    header = read_yaml(folder / HEADER, problems)
    if header is None:
        return None, problems.found
    table = Table(header, problems)
    pack = read_header(table)
    names = [_file_name(item, problems) for item in table.items("files", needed=True)]
    table.finish()
    read = [found for name in names if name and (found := _read_file(folder, name, header, pack, problems))]
    _check_together(folder, header, names, read, problems)
    pack = replace(pack, indicators=tuple(indicator for indicator, _ in read))
    if problems.found:
        return pack, problems.found
    return replace(pack, criteria_hash=criteria_hash(pack), source=_source(folder, names)), []


def _source(folder: Path, names: list[str]) -> str:
    """Return the files of a pack in one text, so that it can be kept with what it has graded."""
    files = {name: (folder / name).read_bytes().decode("utf-8") for name in (HEADER, *names)}
    return json.dumps(files, ensure_ascii=False, sort_keys=True)


def _file_name(item: Value, problems: Problems) -> str:
    name = as_word(item, problems)
    if not _FILE.fullmatch(name) or name == HEADER:
        problems.add(item, "ชื่อไฟล์ต้องเป็น a-z 0-9 _ - ลงท้ายด้วย .yaml และอยู่ในโฟลเดอร์ของชุดเกณฑ์")
        return ""
    return name


def _read_file(
    folder: Path, name: str, header: Value, pack: m.Pack, problems: Problems
) -> tuple[m.Indicator, Value] | None:
    path = folder / name
    if path.is_symlink() or not path.is_file():
        problems.add(_listed(header, name), f"ไม่พบไฟล์ {name} หรือไม่ใช่ไฟล์ธรรมดา")
        return None
    value = read_yaml(path, problems)
    if value is None:
        return None
    indicator = read_indicator(value, pack, problems)
    check_indicator(indicator, pack, value, problems)
    return indicator, value


def _listed(header: Value, name: str) -> Value:
    """Return the place in the header that names the file (the last, where it is named twice)."""
    rows = header.at("files").raw
    return [row for row in rows if row.raw == name][-1] if isinstance(rows, list) else header


def _check_together(
    folder: Path, header: Value, names: list[str], read: list[tuple[m.Indicator, Value]], problems: Problems
) -> None:
    for repeated in sorted({name for name in names if name and names.count(name) > 1}):
        problems.add(_listed(header, repeated), f"อ้างไฟล์ {repeated} ซ้ำ")
    for path in sorted(folder.glob("*.y*ml")):
        if path.name not in (HEADER, *names):
            problems.add(Value(harmless(path.name), 1, "", ""), "ไฟล์นี้ไม่อยู่ในรายการ files ของ pack.yaml")
    for place, (indicator, value) in enumerate(read):
        before = [other for other, at in read[:place] if at.file != value.file]
        if indicator.id in {other.id for other in before}:
            problems.add(value.at("id"), f"มีภารกิจ “{indicator.id}” ซ้ำ")
        if indicator.no in {other.no for other in before}:
            problems.add(value.at("no"), f"มีภารกิจที่ “{indicator.no}” ซ้ำ")
        known = {reading.id for other in before for reading in other.readings}
        for reading in indicator.readings:
            if reading.id in known:
                problems.add(value.at("readings", reading.id), f"มีข้อวินิจฉัย “{reading.id}” ในภารกิจอื่นแล้ว")
