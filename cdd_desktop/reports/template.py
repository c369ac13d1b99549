"""Templates of memos and letters: an office's own wording, with places that the round fills in.

A template is plain data (``resources/documents/*.yaml``, or fields kept in the store) and is read strictly: a key or a
``{place}`` that nobody knows is told at once, not found on the signed paper.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal, get_args

from cdd_desktop.criteria.yaml_reader import Problems, Value, read_yaml
from cdd_desktop.errors import UserError
from cdd_desktop.thai.clean import RefusedText, clean_text

Form = Literal["memo", "letter"]
TablePlace = Literal["none", "inside", "attached"]

PLACES: Mapping[str, str] = {
    "รอบ": "ชื่อรอบ เช่น รอบที่ 2",
    "ไตรมาส": "ไตรมาสของปีงบประมาณ เช่น ไตรมาสที่ 2",
    "ปีงบประมาณ": "ปี พ.ศ. ของปีงบประมาณ",
    "ช่วงเวลา": "ไตรมาสพร้อมเดือนแรกและเดือนสุดท้าย",
    "กำหนดส่ง": "วันกำหนดส่งของรอบ",
    "สรุประดับ": "จำนวนภารกิจในแต่ละระดับ",
    "จำนวนภารกิจ": "จำนวนภารกิจในรอบ",
    "ภารกิจที่ยังไม่ครบ": "ชื่อภารกิจที่ยังตัดสินไม่ได้ ถ้าไม่มีจะไม่พิมพ์ย่อหน้านั้น",
    "ภารกิจที่ต้องเร่ง": "ชื่อภารกิจที่ยังไม่ถึงระดับสูงสุด ถ้าไม่มีจะไม่พิมพ์ย่อหน้านั้น",
    "หนังสือสั่งการ": "หนังสือที่กำหนดเกณฑ์ ที่ และวันที่",
    "เรื่องหนังสือสั่งการ": "ชื่อเรื่องของหนังสือที่กำหนดเกณฑ์",
    "หน่วยงาน": "ชื่อหน่วยงาน",
    "อำเภอ": "อำเภอพร้อมชื่อ",
    "จังหวัด": "จังหวัดพร้อมชื่อ",
    "วันที่": "วันที่ของหนังสือ",
}
"""What stands between braces in a template, and what it is replaced by (for the person who writes one)."""

_LISTS = ("ภารกิจที่ยังไม่ครบ", "ภารกิจที่ต้องเร่ง")
DOTS = "." * 24  # stands where the office or the round says nothing: to be filled in by hand

_AMOUNT = re.compile(r"(.*\S)\s+(จำนวน\s.*)")
_PLACE = re.compile(r"\{([^{}]*)\}")
_KEYS = {
    "title": "ชื่อแม่แบบ",
    "form": "ชนิด",
    "subject": "เรื่อง",
    "salutation": "คำขึ้นต้น",
    "to": "ผู้รับ",
    "paragraphs": "ย่อหน้า",
    "references": "อ้างถึง",
    "enclosures": "สิ่งที่ส่งมาด้วย",
    "closing": "คำลงท้าย",
    "speed": "ชั้นความเร็ว",
    "table": "ตาราง",
}
_LONGEST = 400
_LONGEST_PARAGRAPH = 4_000


@dataclass(frozen=True)
class Enclosure:
    """One line of สิ่งที่ส่งมาด้วย: what it is and how many ("จำนวน 1 ฉบับ")."""

    text: str
    amount: str = ""

    @property
    def line(self) -> str:
        """Return both in one line, as a person writes them; ``read_enclosure`` reads it back."""
        return f"{self.text} {self.amount}".rstrip()


@dataclass(frozen=True)
class Template:
    """The wording of a memo or a letter; every text may hold places of ``PLACES`` in braces.

    Attributes:
        title: as the person picks it.
        table: where the table of grades stands.
        salutation: the word before the addressee ("เรียน", to a monk "นมัสการ").
        speed: ชั้นความเร็ว ("ด่วน"), usually "".
    """

    id: str
    title: str
    form: Form
    subject: str
    to: str
    paragraphs: tuple[str, ...]
    references: tuple[str, ...] = ()
    enclosures: tuple[Enclosure, ...] = ()
    closing: str = "ขอแสดงความนับถือ"
    salutation: str = "เรียน"
    speed: str = ""
    table: TablePlace = "none"

    def to_fields(self) -> dict[str, Any]:
        """Return plain data that ``read_template`` reads back."""
        return {
            "title": self.title,
            "form": self.form,
            "subject": self.subject,
            "to": self.to,
            "paragraphs": list(self.paragraphs),
            "references": list(self.references),
            "enclosures": [{"text": item.text, "amount": item.amount} for item in self.enclosures],
            "closing": self.closing,
            "salutation": self.salutation,
            "speed": self.speed,
            "table": self.table,
        }


def read_template(name: str, fields: Mapping[str, Any]) -> Template:
    """Return the template of plain data; ``name`` becomes its id.

    Raises:
        UserError: an unknown key, a wrong value or an unknown place, named with where it stands.
    """
    read = _Reader(fields)
    template = Template(
        id=name,
        title=read.text("title"),
        form=read.one_of("form", get_args(Form)),
        subject=read.text("subject"),
        to=read.text("to"),
        paragraphs=read.texts("paragraphs", needed=True),
        references=read.texts("references"),
        enclosures=read.enclosures("enclosures"),
        closing=read.text("closing", default=Template.closing),
        salutation=read.text("salutation", default=Template.salutation),
        speed=read.text("speed", default=""),
        table=read.one_of("table", get_args(TablePlace), default="none"),
    )
    read.finish()
    fill(template, dict.fromkeys(PLACES, ""))
    return template


def read_enclosure(line: str) -> Enclosure:
    """Return the enclosure of a line; what follows the last "จำนวน" is how many."""
    found = _AMOUNT.fullmatch(line.strip())
    return Enclosure(found[1], found[2]) if found else Enclosure(line.strip())


def load_templates(folder: Path) -> tuple[Template, ...]:
    """Return the templates of a folder by file name; raises UserError naming file, line and entry."""
    return tuple(_load(path) for path in sorted(folder.glob("*.yaml")))


def _load(path: Path) -> Template:
    problems = Problems()
    value = read_yaml(path, problems)
    if value is None or problems.found:
        raise UserError("แม่แบบหนังสือใช้ไม่ได้ " + "; ".join(map(str, problems.found)), "แก้ไฟล์แม่แบบแล้วลองใหม่")
    return read_template(path.stem, _plain(value))


def _plain(value: Value) -> Any:
    if isinstance(value.raw, dict):
        return {key: _plain(item) for key, item in value.raw.items()}
    return [_plain(item) for item in value.raw] if isinstance(value.raw, list) else value.raw


class _Reader:
    """Fields read one by one; whatever nobody asked for is an unknown key."""

    def __init__(self, fields: Mapping[str, Any]) -> None:
        self._fields = fields
        self._asked: set[str] = set()

    def _take(self, key: str, default: Any) -> Any:
        self._asked.add(key)
        found = self._fields.get(key, default)
        if found is None:
            raise _wrong(f"ขาด{_named(key)}")
        return found

    def text(self, key: str, *, default: str | None = None) -> str:
        return _text(self._take(key, default), _named(key), needed=default is None)

    def texts(self, key: str, *, needed: bool = False) -> tuple[str, ...]:
        items = self._list(key)
        if needed and not items:
            raise _wrong(f"{_named(key)} ว่าง")
        limit = _LONGEST_PARAGRAPH if needed else _LONGEST
        return tuple(_text(item, f"{_named(key)} ที่ {number}", limit=limit) for number, item in enumerate(items, 1))

    def one_of(self, key: str, options: Sequence[str], *, default: str | None = None) -> Any:
        found = self._take(key, default)
        if found not in options:
            raise _wrong(f"{_named(key)} เป็น “{found}” ไม่ได้ ใช้ได้เพียง {', '.join(options)}")
        return found

    def enclosures(self, key: str) -> tuple[Enclosure, ...]:
        made = []
        for number, item in enumerate(self._list(key), 1):
            if not isinstance(item, Mapping) or not {"text"} <= set(item) <= {"text", "amount"}:
                raise _wrong(f"{_named(key)} ที่ {number} ต้องมี text และอาจมี amount เท่านั้น")
            amount = _text(item.get("amount", ""), f"{_named(key)} ที่ {number}", needed=False)
            made.append(Enclosure(_text(item["text"], f"{_named(key)} ที่ {number}"), amount))
        return tuple(made)

    def _list(self, key: str) -> Sequence[Any]:
        found = self._take(key, ())
        if not isinstance(found, list | tuple):
            raise _wrong(f"{_named(key)} ต้องเป็นรายการ")
        return found

    def finish(self) -> None:
        unknown = [key for key in self._fields if key not in self._asked]
        if unknown:
            raise _wrong(f"ไม่รู้จัก {', '.join(unknown)}")


def _named(key: str) -> str:
    """Return a key as people know it, with its name in the file."""
    return f"{_KEYS[key]} ({key})"


def _text(value: Any, where: str, *, needed: bool = True, limit: int = _LONGEST) -> str:
    if not isinstance(value, str):
        raise _wrong(f"{where} ต้องเป็นข้อความ")
    try:
        text = clean_text(value, limit).strip()
    except RefusedText as problem:
        raise _wrong(f"{where}: {problem}") from problem
    if needed and not text:
        raise _wrong(f"{where} ว่าง")
    return text


def _wrong(what: str) -> UserError:
    return UserError(f"แม่แบบหนังสือใช้ไม่ได้: {what}", "แก้แม่แบบแล้วลองใหม่")


# --- places filled in -------------------------------------------------------------------------------------------------


def fill(template: Template, values: Mapping[str, str]) -> Template:
    """Return the template with every place replaced; one without a value becomes dots to write on.

    Raises:
        UserError: a place that is not in ``values``, or a brace without its partner.
    """

    def every(texts: Sequence[str], where: str) -> tuple[str, ...]:
        return tuple(_filled(text, values, where) for text in texts)

    pairs = enumerate(template.paragraphs, 1)
    paragraphs = [(text, _filled(text, values, f"ย่อหน้าที่ {number}")) for number, text in pairs]
    items = template.enclosures
    texts, amounts = (every([getattr(item, name) for item in items], "สิ่งที่ส่งมาด้วย") for name in ("text", "amount"))
    return replace(
        template,
        subject=_filled(template.subject, values, "เรื่อง"),
        to=_filled(template.to, values, "เรียน"),
        paragraphs=tuple(text for plain, text in paragraphs if not _lists_nothing(plain, values)),
        references=every(template.references, "อ้างถึง"),
        enclosures=tuple(map(Enclosure, texts, amounts)),
        closing=_filled(template.closing, values, "คำลงท้าย"),
    )


def places_of(template: Template) -> tuple[str, ...]:
    """Return the names of the places that a template uses, each once, in order."""
    texts = [template.subject, template.to, *template.paragraphs, *template.references, template.closing]
    texts += [part for item in template.enclosures for part in (item.text, item.amount)]
    return tuple(dict.fromkeys(name.strip() for text in texts for name in _PLACE.findall(text)))


def _lists_nothing(text: str, values: Mapping[str, str]) -> bool:
    return any(not values[name] for name in map(str.strip, _PLACE.findall(text)) if name in _LISTS)


def _filled(text: str, values: Mapping[str, str], where: str) -> str:
    def value(match: re.Match[str]) -> str:
        name = match[1].strip()
        if name not in values:
            raise _unknown(f"คำที่ไม่รู้จัก {{{match[1]}}}", where)
        return values[name] or DOTS

    if stray := re.search(r"[{}]", _PLACE.sub("", text)):
        raise _unknown(f"เครื่องหมาย {stray[0]} ที่ไม่ครบคู่", where)
    return _PLACE.sub(value, text)


def _unknown(what: str, where: str) -> UserError:
    known = " ".join(f"{{{name}}}" for name in PLACES)
    return UserError(f"{where} ของแม่แบบมี{what}", f"คำที่ใช้ได้: {known}")
