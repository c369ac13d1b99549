"""What one field of a record was and became, as people read it: labels, B.E. dates, numbers with separators, names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from cdd_desktop.criteria.kinds import ValueProblem
from cdd_desktop.criteria.model import Fact, Indicator, Pack
from cdd_desktop.criteria.wording import UNDECIDED, level_text
from cdd_desktop.store import FieldChange, OfficeItem
from cdd_desktop.store.holidays import bundled
from cdd_desktop.store.keys import (
    DELETED,
    DOCUMENT,
    DUTY,
    ENTRY,
    EVIDENCE,
    HOLIDAY,
    NOTE,
    OFFICE,
    PACK,
    PERSON,
    REPORTED,
    SETTINGS,
    SUBMISSION,
    TEMPLATE,
)
from cdd_desktop.store.people import Role, role_name
from cdd_desktop.store.proofs import wanted_evidence
from cdd_desktop.thai.clean import harmless
from cdd_desktop.thai.dates import show_date, show_datetime

NOTHING: Final = "ว่าง"
_LONGEST: Final = 120
_LABELS: Final[Mapping[str, Mapping[str, str]]] = {
    ENTRY: {NOTE: "บันทึก"},
    PERSON: {"name": "ชื่อ", "position": "ตำแหน่ง", "role": "หน้าที่", "active": "ใช้งานอยู่"},
    OFFICE: {
        "name": "ชื่อสำนักงาน",
        "province": "จังหวัด",
        "district": "อำเภอ",
        "head": "หัวหน้าสำนักงาน",
        "head_position": "ตำแหน่งหัวหน้า",
        "officers": "เจ้าหน้าที่ผู้รายงาน",
        "phone": "โทรศัพท์",
    },
    DUTY: {"person": "ผู้รับผิดชอบ"},
    EVIDENCE: {
        "name": "ไฟล์",
        "caption": "คำบรรยาย",
        "proves": "ยืนยันเรื่อง",
        "taken": "ถ่ายเมื่อ",
        "order": "ลำดับ",
    },
    DOCUMENT: {"number": "เลขที่", "date": "ลงวันที่", "subject": "เรื่อง", "to": "เรียน", "cancelled": "ยกเลิกเพราะ"},
    REPORTED: {"value": "ค่าที่รายงานแล้ว"},
    SUBMISSION: {"number": "ส่งครั้งที่", "result": "ผลที่ส่ง", "incomplete": "ส่งทั้งที่กรอกไม่ครบ"},
    SETTINGS: {
        "thai_digits": "เลขไทยในเอกสาร",
        "evidence_place": "เก็บตำแหน่งที่ถ่ายภาพ",
        "recovery_recipient": "กุญแจกู้คืนของจังหวัด",
    },
    TEMPLATE: {
        "title": "ชื่อแม่แบบ",
        "subject": "เรื่อง",
        "to": "เรียน",
        "paragraphs": "เนื้อความ",
        "references": "อ้างถึง",
        "closing": "คำลงท้าย",
        "salutation": "คำขึ้นต้น",
        "speed": "ชั้นความเร็ว",
        "unit": "ส่วนราชการ",
        "place": "ที่ตั้ง",
        "phone": "โทรศัพท์",
        "email": "อีเมล",
        "signer": "ผู้ลงนาม",
        "signer_position": "ตำแหน่งผู้ลงนาม",
        "motto": "คำขวัญท้ายหนังสือ",
        "prefix": "รหัสหน้าเลขที่หนังสือ",
        "catch_words": "คำต่อท้ายหน้า",
        "sha256": "ภาพตราครุฑ",
    },
    HOLIDAY: {"name": "วันหยุด"},
    PACK: {"revision": "ฉบับที่"},
}
_UNKNOWN: Final = "ข้อมูลที่เกณฑ์ปัจจุบันไม่มีแล้ว"  # a fact that a newer revision of the criteria left out
_BESIDE: Final[Mapping[str, str]] = {DELETED: "การลบ", "off": "วันหยุด", "person": "ผู้รับผิดชอบ", "name": "ชื่อ"}
_SET: Final = frozenset({"recovery_recipient", "sha256"})  # what they hold says nothing to people
_NOT_AT_FIRST: Final = frozenset({"active", "order"})  # what everything new has
_ONLY_IF_SO: Final = frozenset({"incomplete", "catch_words"})


@dataclass(frozen=True)
class FieldWords:
    """A field with its old and new value; ``old`` is NOTHING where there was none."""

    name: str
    old: str
    new: str
    fact: bool = False

    @property
    def text(self) -> str:
        """Return all three in a line; of what is new and no fact, the old one says nothing."""
        if self.old == NOTHING and not self.fact:
            return f"{self.name}: {self.new}"
        return f"{self.name}: {self.old} → {self.new}"


def mission_of(item: OfficeItem, packs: Mapping[str, Pack]) -> tuple[Indicator, str] | None:
    """Return the mission that an item is about and the title of its round; None where it is about no mission."""
    pack = packs.get(item.key[0]) if item.key else None
    indicator = pack.indicator_by_id.get(item.key[1]) if pack and len(item.key) > 1 else None
    if pack is None or indicator is None:
        return None
    rounds = {one.id: one.title for one in pack.rounds}
    return indicator, rounds.get(item.key[2], "") if len(item.key) > 2 else ""


def field_words(item: OfficeItem, packs: Mapping[str, Pack], names: Mapping[str, str]) -> list[FieldWords]:
    """Return the fields that an item altered and that mean something to people, in the order of a form.

    Args:
        names: people by id.
    """
    if item.kind == HOLIDAY:
        return list(_holiday(item))
    found = mission_of(item, packs)
    indicator = found[0] if found else None
    if item.removed is not None and not item.fields:
        return list(_whole(item, indicator))
    order = [fact.id for fact in indicator.facts] if indicator and item.kind == ENTRY else []
    order += _LABELS.get(item.kind, {})
    fields = sorted(item.fields, key=lambda field: order.index(field.name) if field.name in order else len(order))
    made = (_words(item, field, indicator, names) for field in fields)
    return [words for words in made if words is not None]


def _whole(item: OfficeItem, indicator: Indicator | None) -> Iterator[FieldWords]:
    """Yield the name of what was removed, or brought back, as a whole."""
    fact = indicator.fact_by_id.get(item.key[-1]) if indicator and item.kind == REPORTED else None
    thing = (fact.short or fact.label) if fact else _short(item.thing)
    if thing:
        yield FieldWords("ลบ" if item.removed else "นำกลับมา", NOTHING, thing)


def _words(
    item: OfficeItem, field: FieldChange, indicator: Indicator | None, names: Mapping[str, str]
) -> FieldWords | None:
    fact = _fact(item, field.name, indicator)
    if fact is not None:
        label = fact.short or fact.label
        return FieldWords(label, value_text(fact, field.old), value_text(fact, field.new), fact=item.kind == ENTRY)
    label = _label(item.kind, field)
    if not label or (field.name in _NOT_AT_FIRST and field.old is None):
        return None
    if field.name in _ONLY_IF_SO and not (field.old or field.new):
        return None
    old, new = (_plain(item.kind, field.name, value, indicator, names) for value in (field.old, field.new))
    return None if old == new else FieldWords(label, old, new)


def _fact(item: OfficeItem, name: str, indicator: Indicator | None) -> Fact | None:
    """Return the fact that a field holds a value of."""
    if indicator is None:
        return None
    if item.kind == ENTRY:
        return indicator.fact_by_id.get(name)
    return indicator.fact_by_id.get(item.key[-1]) if item.kind == REPORTED and name == "value" else None


def _label(kind: str, field: FieldChange) -> str:
    """Return what a field of a kind of record is called, "" where it says nothing to people."""
    known = _LABELS.get(kind, {}).get(field.name, "")
    if known or kind != ENTRY or isinstance(field.new, Mapping):
        return known
    return _UNKNOWN


def label_of(name: str) -> str:
    """Return what a field that is no fact is called, in whatever kind of record; "" where nobody calls it anything."""
    return _BESIDE.get(name) or next((labels[name] for labels in _LABELS.values() if name in labels), "")


def labelled(word: str) -> Iterator[str]:
    """Yield the fields, of whatever kind, whose name for people holds a word."""
    for labels in _LABELS.values():
        yield from (name for name, label in labels.items() if word in label)


def value_text(fact: Fact, stored: Any) -> str:
    """Return a stored value as a person reads it."""
    if stored is None:
        return NOTHING
    try:
        shown = fact.kind.show(fact.kind.from_json(stored))
    except ValueProblem:
        return _short(", ".join(map(str, stored)) if isinstance(stored, list) else str(stored))
    if not shown:
        return "ไม่มีรายการ"
    return f"{fact.unit} {shown}" if fact.unit == "ร้อยละ" else f"{shown} {fact.unit}".rstrip()


def _holiday(item: OfficeItem) -> Iterator[FieldWords]:
    """Yield a day and what it is; a working day is what is no holiday."""
    day = date.fromisoformat(item.key[-1])
    old = {field.name: field.old for field in item.fields}
    new = {field.name: field.new for field in item.fields}
    own = bundled().get(day)

    def words(fields: Mapping[str, Any]) -> str:
        if fields.get("off"):
            return "วันทำการ"
        named = fields.get("name") or own
        return str(named) if named else "วันทำการ"

    if words(old) != words(new):
        yield FieldWords(show_date(day), words(old), words(new), fact=True)


def _plain(kind: str, name: str, value: Any, indicator: Indicator | None, names: Mapping[str, str]) -> str:
    if value is None or value in ("", []):
        return NOTHING
    if name in _SET:
        return "ตั้งไว้แล้ว"
    if isinstance(value, bool):
        return "ใช่" if value else "ไม่ใช่"
    if isinstance(value, Mapping):
        return _grade(value, indicator)
    if isinstance(value, list):
        return _short(", ".join(str(item) for item in value))
    text = str(value)
    if kind == DUTY:
        return names.get(text, text)
    return _short(_special(name, text, indicator))


def _special(name: str, text: str, indicator: Indicator | None) -> str:
    """Return the text of a field that holds an id or a time."""
    if name == "role":
        return next((role_name(role) for role in Role if role.value == text), text)
    if name == "proves" and indicator is not None:
        return next((proof.about for proof in wanted_evidence(indicator) if proof.id == text), "เรื่องอื่น")
    try:
        if name == "date":
            return show_date(date.fromisoformat(text))
        if name == "taken":
            return show_datetime(datetime.fromisoformat(text))
    except ValueError:
        return text
    return text


def _grade(result: Mapping[str, Any], indicator: Indicator | None) -> str:
    """Return the level of a graded result."""
    grade = str(result.get("grade") or "")
    return (level_text(indicator, grade) if indicator else f"ระดับ {grade}") if grade else UNDECIDED


def _short(text: str) -> str:
    line = harmless(" ".join(text.split()))
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"
