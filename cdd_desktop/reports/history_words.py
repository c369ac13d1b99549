"""The office's history in words: what an action altered, from what to what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from cdd_desktop.clock import CLOCK_IMPLAUSIBLE
from cdd_desktop.criteria.kinds import ValueProblem
from cdd_desktop.criteria.model import Fact, Indicator, Pack
from cdd_desktop.store import FieldChange, OfficeItem
from cdd_desktop.store.keys import DUTY, ENTRY, EVIDENCE, HOLIDAY, NOTE, OFFICE, PERSON, SETTINGS
from cdd_desktop.store.people import Role, role_name
from cdd_desktop.thai.dates import show_datetime

_FIELDS: Final[Mapping[str, Mapping[str, str]]] = {
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
    EVIDENCE: {"caption": "คำบรรยาย"},
    SETTINGS: {"thai_digits": "เลขไทยในเอกสาร"},
    HOLIDAY: {"name": "วันหยุด"},
}
_KINDS: Final[Mapping[str, str]] = {OFFICE: "ข้อมูลสำนักงาน", PERSON: "ผู้ใช้งาน", SETTINGS: "การตั้งค่า"}
_NOTHING: Final = "ว่าง"
_LONGEST: Final = 120


def mission_of(item: OfficeItem, packs: Mapping[str, Pack]) -> tuple[Indicator, str] | None:
    """Return the mission that an item is about and the title of its round; None where it is about no mission."""
    pack = packs.get(item.key[0]) if item.key else None
    indicator = pack.indicator_by_id.get(item.key[1]) if pack and len(item.key) > 1 else None
    if pack is None or indicator is None:
        return None
    rounds = {one.id: one.title for one in pack.rounds}
    return indicator, rounds.get(item.key[2], "") if len(item.key) > 2 else ""


def title_text(act: Sequence[OfficeItem], packs: Mapping[str, Pack]) -> str:
    """Return what an action did, with the mission and the round where it is about one."""
    item = act[0]
    label = item.label or _KINDS.get(item.kind, "แก้ไขข้อมูล")
    if item.undo:
        label = f"{'ทำซ้ำ' if item.again else 'เลิกทำ'}: {label}"
    if len(_places(act)) > 1:
        return f"{label} · {len(act)} รายการ"
    found = mission_of(item, packs)
    if found is None:
        return label
    indicator, title = found
    named = "" if f"ภารกิจ {indicator.no}" in label else f"ภารกิจ {indicator.no}"
    return " · ".join(part for part in (label, named, title) if part)


def act_texts(act: Sequence[OfficeItem], packs: Mapping[str, Pack], names: Mapping[str, str]) -> list[str]:
    """Return one line for each field that an action altered; of several missions, each line names its own.

    Args:
        names: people by id.
    """
    several = len(_places(act)) > 1
    lines: list[str] = []
    for item in act:
        found = mission_of(item, packs) if several else None
        lead = f"ภารกิจ {found[0].no} " if found else ""
        lines += [lead + text for text in field_texts(item, packs, names)]
    return lines


def _places(act: Sequence[OfficeItem]) -> set[tuple[str, ...]]:
    """Return the missions in their rounds that an action was about, () for none."""
    return {item.key[:3] for item in act}


def moment_text(item: OfficeItem) -> str:
    """Return when it was, with a warning where the PC's clock could not be believed."""
    text = show_datetime(datetime.fromisoformat(item.wall))
    return f"{text} (นาฬิกาเครื่องไม่น่าเชื่อถือ)" if item.clock == CLOCK_IMPLAUSIBLE else text


def field_texts(item: OfficeItem, packs: Mapping[str, Pack], names: Mapping[str, str]) -> list[str]:
    """Return one line for each field that means something to people: its name, old and new.

    Args:
        names: people by id.
    """
    return [text for field in item.fields if (text := _field_text(item, field, packs, names))]


def _field_text(item: OfficeItem, field: FieldChange, packs: Mapping[str, Pack], names: Mapping[str, str]) -> str:
    found = mission_of(item, packs) if item.kind == ENTRY else None
    fact = found[0].fact_by_id.get(field.name) if found else None
    if fact is not None:
        return f"{fact.short or fact.label}: {value_text(fact, field.old)} → {value_text(fact, field.new)}"
    words = _FIELDS.get(item.kind, {}).get(field.name)
    old, new = (_plain(field.name, value, names) for value in (field.old, field.new))
    if words is None or old == new:
        return ""
    return f"{words}: {new}" if old == _NOTHING else f"{words}: {old} → {new}"


def value_text(fact: Fact, stored: Any) -> str:
    """Return a stored value as a person reads it."""
    if stored is None:
        return _NOTHING
    try:
        return f"{fact.kind.show(fact.kind.from_json(stored))} {fact.unit}".rstrip()
    except ValueProblem:
        return str(stored)


def _plain(name: str, value: Any, names: Mapping[str, str]) -> str:
    if value is None or value in ("", []):
        return _NOTHING
    if isinstance(value, bool):
        return "ใช่" if value else "ไม่ใช่"
    if isinstance(value, list):
        return ", ".join(map(str, value))
    text = str(value)
    if name == "role" and text in set(_roles()):
        return role_name(Role(text))
    shown = names.get(text, text)
    return shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]}…"


def _roles() -> Iterator[str]:
    return (role.value for role in Role)
