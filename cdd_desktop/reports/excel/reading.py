"""A round's workbook that was filled in elsewhere, as values of the facts it was written for; nothing is stored."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from cdd_desktop.criteria.kinds import BoolKind, DateKind, FactValue, Kind, ListKind, PercentKind, ValueProblem
from cdd_desktop.criteria.model import Fact, Pack
from cdd_desktop.errors import UserError
from cdd_desktop.reports.excel import passport
from cdd_desktop.reports.excel.cells_child import ERROR, FORMULA, PERCENT
from cdd_desktop.reports.excel.passport import Passport
from cdd_desktop.store import child, picture_child
from cdd_desktop.thai.clean import RefusedText, clean_text, harmless
from cdd_desktop.thai.digits import to_arabic

MOST_BYTES: Final = 20 * 1024 * 1024
SECONDS: Final = 20
MOST_LETTERS: Final = 4000  # in a cell; no fact of an office is longer
_SHOWN: Final = 60  # letters of a foreign text
CHILD_ARGUMENT: Final = "--cells-child"  # of the built program, which has no interpreter to start a script with

_SAFE: Final = "ข้อมูลในโปรแกรมไม่เปลี่ยน"
_AGAIN: Final = "เปิดไฟล์ใน Excel หรือ LibreOffice บันทึกเป็น .xlsx ใหม่ แล้วอ่านอีกครั้ง"
_REASONS: Final = {
    "locked": ("ไฟล์นี้มีรหัสผ่าน", "เปิดใน Excel เอารหัสผ่านออก บันทึก แล้วอ่านอีกครั้ง"),
    "old": ("ไฟล์นี้เป็นสมุดงาน Excel รุ่นเก่า (.xls)", "เปิดใน Excel บันทึกเป็น .xlsx แล้วอ่านอีกครั้ง"),
    "text": ("ไฟล์นี้เป็นข้อความ เช่น CSV ที่เปลี่ยนชื่อเป็น .xlsx", "เลือกไฟล์ .xlsx ที่บันทึกจากโปรแกรมนี้"),
    "empty": ("ไฟล์นี้ว่างเปล่า", "คัดลอกไฟล์จากต้นทางใหม่ แล้วอ่านอีกครั้ง"),
    "macros": ("สมุดงานนี้มีแมโคร ซึ่งสมุดงานของโปรแกรมไม่มี", "เปิดใน Excel บันทึกเป็น .xlsx (ไม่มีแมโคร) แล้วอ่านอีกครั้ง"),
    "other": ("ไฟล์นี้ไม่ใช่สมุดงาน Excel (.xlsx)", "เลือกไฟล์ .xlsx ที่บันทึกจากโปรแกรมนี้"),
    "large": ("สมุดงานนี้ใหญ่หรือกว้างเกินกว่าสมุดงานของโปรแกรม", "ลบแผ่นงานและข้อมูลที่เพิ่มเองออก แล้วอ่านอีกครั้ง"),
    "damaged": ("ไฟล์นี้เสีย เปิดอ่านไม่ได้", _AGAIN),
    "time": (f"เปิดไฟล์นี้ไม่เสร็จใน {SECONDS} วินาที", _AGAIN),
    "stopped": ("หยุดตามที่สั่ง", "อ่านอีกครั้งเมื่อต้องการ"),
}
_START: Final = (
    "import sys; sys.path += sys.argv[1:3]; import cells_child, picture_child; "
    "sys.exit(cells_child.main(picture_child.cap_memory))"
)
Cells = Mapping[str, list[list[list[str] | None]]]


@dataclass(frozen=True)
class Given:
    """What a workbook gives for one fact.

    Attributes:
        value: None for an empty cell.
        problem: why the cell cannot be read (Thai), "" where it can; ``text`` is then what stands in it.
        place: sheet and cell, for people.
        formula: the value is what a program last worked out, and nobody typed it.
    """

    value: FactValue | None
    place: str
    problem: str = ""
    text: str = ""
    formula: bool = False


@dataclass(frozen=True)
class Workbook:
    """A workbook of ours: what it says of itself, and what it gives by indicator id and fact id."""

    passport: Passport
    cells: Cells

    def given(self, pack: Pack) -> dict[str, dict[str, Given]]:
        """Return what stands in the cells, read by the kinds of the pack; facts it does not know are left out."""
        found: dict[str, dict[str, list[_Cell]]] = {}
        for cell in _keyed(self.cells):
            indicator = pack.indicator_by_id.get(cell.indicator)
            if indicator is not None and cell.fact in indicator.fact_by_id:
                found.setdefault(cell.indicator, {}).setdefault(cell.fact, []).append(cell)
        return {
            name: {
                fact: _given(pack.indicator_by_id[name].fact_by_id[fact], cells, self._written(name, fact))
                for fact, cells in facts.items()
            }
            for name, facts in found.items()
        }

    def _written(self, indicator: str, fact: str) -> Any:
        return self.passport.values.get(indicator, {}).get(fact)

    def strangers(self, pack: Pack) -> list[str]:
        """Return where something stands for facts that the pack does not know (any more)."""
        known = {(item.id, fact.id) for item in pack.indicators for fact in item.facts}
        return [cell.where for cell in _keyed(self.cells) if cell.held and (cell.indicator, cell.fact) not in known]


def read_workbook(path: Path, *, stopped: Callable[[], bool] = lambda: False) -> Workbook:
    """Return a workbook of ours; waits for another process.

    Raises:
        UserError: no workbook of ours, locked, damaged, or more than the budgets of size, memory and time allow.
    """
    return read_bytes(_bytes(path), stopped=stopped)


def read_bytes(data: bytes, *, stopped: Callable[[], bool] = lambda: False) -> Workbook:
    """As ``read_workbook``, of the file's bytes."""
    answer = child.ask(_command(), data, SECONDS, stopped)
    if answer is None:
        raise _refusal("stopped" if stopped() else "time")
    try:
        found: dict[str, Any] = json.loads(answer)
    except ValueError:  # ended by the system before it had said all
        raise _refusal("large") from None
    if "problem" in found:
        raise _refusal(found["problem"])
    cells: Cells = found["sheets"]
    pieces = [row[0][1] for row in cells.get(passport.SHEET, []) if row and row[0]]
    return Workbook(passport.read_passport(pieces), cells)


def _bytes(path: Path) -> bytes:
    try:
        if not path.is_file():  # a pipe would never end
            raise FileNotFoundError(path)
        with path.open("rb") as source:
            data = source.read(MOST_BYTES + 1)
        if len(data) > MOST_BYTES:
            raise _refusal("large")
        return data
    except OSError as error:
        reason = f"เปิดไฟล์ {harmless(path.name)} ไม่ได้ {_SAFE}"
        raise UserError(reason, "ปิดไฟล์ในโปรแกรมอื่น หรือคัดลอกไฟล์มาไว้ในเครื่อง แล้วอ่านอีกครั้ง") from error


def _refusal(name: str) -> UserError:
    reason, hint = _REASONS[name]
    return UserError(f"{reason} จึงไม่ได้อ่าน {_SAFE}", hint)


def _command() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, CHILD_ARGUMENT]
    return [sys.executable, "-P", "-c", _START, str(Path(__file__).parent), str(Path(picture_child.__file__).parent)]


# --- from cells to values --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Cell:
    indicator: str
    fact: str
    at: int | None  # place in a list
    held: list[str] | None  # type, text and marks
    where: str
    moved: bool = False  # its key stands in another column than where it was written


def _keyed(cells: Cells) -> Iterator[_Cell]:
    """Yield every cell that has a key of ours beside it, wherever its row has moved to."""
    for sheet, rows in cells.items():
        if sheet == passport.SHEET:
            continue
        for number, row in enumerate(rows, start=1):
            column = next((at for at, cell in enumerate(row) if cell and cell[1].startswith(passport.KEY)), 0)
            parts = row[column][1].split("/")[1:] if column and row[column] else []  # type: ignore[index]
            if len(parts) in {2, 3} and (len(parts) == 2 or parts[2].isdecimal()):
                at = int(parts[2][:3]) if len(parts) == 3 else None
                where, moved = f"แผ่นงาน “{_quoted(sheet, _SHOWN)}” ช่อง B{number}", column != passport.KEY_COLUMN
                yield _Cell(parts[0], parts[1], at, row[passport.VALUE_COLUMN], where, moved)


def _given(fact: Fact, cells: list[_Cell], written: Any) -> Given:
    where, formula = cells[0].where, any(FORMULA in cell.held[2] for cell in cells if cell.held)
    if any(cell.moved for cell in cells):
        return Given(None, where, "มีการเพิ่ม ลบ หรือย้ายคอลัมน์ในแผ่นงานนี้ จึงไม่รู้ว่าค่าอยู่ช่องใด")
    if len({cell.at for cell in cells}) != len(cells):
        return Given(None, where, "ช่องนี้มีมากกว่าหนึ่งแถวในสมุดงาน")
    places = sorted((cell for cell in cells if cell.at is not None), key=lambda cell: cell.at or 0)
    if places and (places[-1].at != len(places) - 1 or (isinstance(written, list) and len(written) > len(places))):
        return Given(None, where, "บางแถวของรายการนี้หายไปจากสมุดงาน")
    try:
        return Given(_list(fact, places) if places else _value(fact.kind, cells[0].held), where, formula=formula)
    except ValueProblem as problem:
        wrong = next((cell for cell in places or cells if _fails(fact, cell)), cells[0])
        return Given(None, wrong.where, str(problem), _quoted(wrong.held[1], _SHOWN) if wrong.held else "")


def _quoted(text: str, most: int) -> str:
    """Return a foreign text as it may be shown: short, and nothing of one that no screen can lay out."""
    try:
        return clean_text(text, most) if len(text) <= most else f"{clean_text(text[:most], most).rstrip()}…"
    except RefusedText:
        return ""


def _fails(fact: Fact, cell: _Cell) -> bool:
    try:
        _value(fact.kind.item if isinstance(fact.kind, ListKind) else fact.kind, cell.held)
    except ValueProblem:
        return True
    return False


def _list(fact: Fact, places: list[_Cell]) -> FactValue | None:
    """Return a list, without the empty places at its end; a list of empty places only is absent."""
    if not isinstance(fact.kind, ListKind):  # the pack has changed since
        raise ValueProblem("เกณฑ์ชุดนี้ไม่ได้ถามเป็นรายการแล้ว")
    items = [_value(fact.kind.item, cell.held) for cell in places]
    last = max((at for at, item in enumerate(items) if item is not None), default=-1)
    return tuple(items[: last + 1]) or None


def _value(kind: Kind, held: list[str] | None) -> FactValue | None:
    """Return the value in a cell, None for an empty one; raises ValueProblem."""
    if held is None:
        return None
    sort, text, marks = held
    if ERROR in marks:
        raise ValueProblem("ช่องนี้เป็นค่าผิดพลาดของสูตร")
    if FORMULA in marks and not text:
        raise ValueProblem("ช่องนี้เป็นสูตรที่ยังไม่มีผล เปิดไฟล์ใน Excel แล้วบันทึกอีกครั้ง")
    if sort == "d":
        return _date(kind, text)
    if sort == "b":
        if not isinstance(kind, BoolKind):
            raise ValueProblem("ช่องนี้ไม่ใช่คำตอบมีหรือไม่มี")
        return text == "1"
    if sort == "n":
        return _number(kind, text, shown_as_percentage=PERCENT in marks)
    try:
        return _typed(kind, clean_text(text, MOST_LETTERS).strip())
    except RefusedText as refused:
        raise ValueProblem(str(refused)) from refused


def _number(kind: Kind, text: str, *, shown_as_percentage: bool) -> FactValue | None:
    if not _is_finite(text):
        return kind.parse(text)
    number = Decimal(text)
    if shown_as_percentage:  # who types 85% into a worksheet is shown 85% and leaves 0.85
        if not isinstance(kind, PercentKind):
            raise ValueProblem("ช่องนี้เป็นร้อยละ (%) จึงอ่านเป็นค่าของข้อมูลนี้ไม่ได้")
        number = (number * 100).normalize()
    return kind.parse(f"{number:f}")


def _is_finite(text: str) -> bool:
    return text.lstrip("-")[:1].isdecimal() and len(text) < 40 and abs(Decimal(text).adjusted()) < 40


def _date(kind: Kind, text: str) -> FactValue | None:
    if not isinstance(kind, DateKind):
        raise ValueProblem("ช่องนี้เป็นวันที่ จึงอ่านเป็นค่าของข้อมูลนี้ไม่ได้")
    return kind.parse(text)  # a Buddhist year typed as a common one, and what no office can mean, are seen to there


def _typed(kind: Kind, text: str) -> FactValue | None:
    if kind.listed and not isinstance(kind, ListKind) and text == kind.show(()):
        return ()
    try:
        return kind.parse(text)
    except ValueProblem:
        if to_arabic(text) == text:
            raise
        return kind.parse(to_arabic(text))  # names of choices may stand in Thai digits
