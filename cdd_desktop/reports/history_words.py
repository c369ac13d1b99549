"""The office's history in words: what an action was, what it altered, and what a text that is searched for may mean."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Final

from cdd_desktop.clock import CLOCK_IMPLAUSIBLE
from cdd_desktop.criteria.model import Fact, Pack
from cdd_desktop.reports.history_fields import field_words, labelled, mission_of
from cdd_desktop.store import Meant, OfficeItem
from cdd_desktop.store.keys import (
    CERTIFICATION,
    DOCUMENT,
    DUTY,
    EVIDENCE,
    HOLIDAY,
    OFFICE,
    PERSON,
    REPORTED,
    SETTINGS,
    SUBMISSION,
    TEMPLATE,
)
from cdd_desktop.thai.clean import harmless
from cdd_desktop.thai.dates import parse_date, show_datetime
from cdd_desktop.thai.digits import to_arabic

_KINDS: Final[Mapping[str, str]] = {
    OFFICE: "ข้อมูลสำนักงาน",
    PERSON: "ผู้ใช้งาน",
    SETTINGS: "การตั้งค่า",
    DUTY: "ผู้รับผิดชอบ",
    EVIDENCE: "หลักฐาน",
    DOCUMENT: "ทะเบียนหนังสือ",
    HOLIDAY: "วันหยุดราชการ",
    REPORTED: "เครื่องหมายว่ารายงานแล้ว",
    SUBMISSION: "ส่งภารกิจ",
    CERTIFICATION: "รับรองภารกิจ",
    TEMPLATE: "แม่แบบหนังสือ",
}
_GROUPED: Final = re.compile(r"(?<=[0-9]),(?=[0-9]{3})")


def title_text(act: Sequence[OfficeItem], packs: Mapping[str, Pack]) -> str:
    """Return what an action did, with the mission and the round where it is about one."""
    item = act[0]
    label = turn_text(item.label or _KINDS.get(item.kind, "แก้ไขข้อมูล"), undo=item.undo, again=item.again)
    places = {one.key[:3] for one in act}
    if len(places) > 1:
        return label if str(len(act)) in label else f"{label} · {len(act)} รายการ"
    found = mission_of(item, packs)
    if found is None:
        return label
    indicator, title = found
    named = "" if f"ภารกิจ {indicator.no}" in label else f"ภารกิจ {indicator.no}"
    quarter = packs[item.key[0]].period_title if len(packs) > 1 else ""
    return " · ".join(part for part in (label, named, "" if title in label else title, quarter) if part)


def turn_text(label: str, *, undo: bool, again: bool) -> str:
    """Return the name of an action, of one that took another back or did it again with what it turned round."""
    plain = harmless(label)
    return f"{'ทำซ้ำ' if again else 'เลิกทำ'}: {plain}" if undo else plain


def act_texts(act: Sequence[OfficeItem], packs: Mapping[str, Pack], names: Mapping[str, str]) -> list[str]:
    """Return one line for each field that an action altered; of several missions or people, each line names its own.

    Args:
        names: people by id.
    """
    several = len({(item.record, item.key) for item in act}) > 1
    return [
        _lead(item, packs, names, several=several) + words.text
        for item in act
        for words in field_words(item, packs, names)
    ]


def _lead(item: OfficeItem, packs: Mapping[str, Pack], names: Mapping[str, str], *, several: bool) -> str:
    if not several or item.kind in {HOLIDAY, EVIDENCE, REPORTED}:
        return ""
    if item.kind == PERSON:
        return f"{names.get(item.record, '')} · "
    found = mission_of(item, packs)
    return f"ภารกิจ {found[0].no} · " if found else ""


def reasons(act: Sequence[OfficeItem]) -> list[str]:
    """Return why it was done, where that was said."""
    return list(dict.fromkeys(item.reason for item in act if item.reason))


def moment_text(item: OfficeItem) -> str:
    """Return when it was, with a warning where the PC's clock could not be believed."""
    text = show_datetime(datetime.fromisoformat(item.wall))
    return f"{text} (นาฬิกาเครื่องไม่น่าเชื่อถือ)" if item.clock == CLOCK_IMPLAUSIBLE else text


def meant_by(text: str, packs: Mapping[str, Pack], names: Mapping[str, str]) -> Meant:
    """Return what a text that people search for may stand for in the log: numbers, dates, choices, fields, people.

    Args:
        names: people by id.
    """
    if len(text.strip()) < 2:
        return Meant()
    facts = [fact for pack in packs.values() for indicator in pack.indicators for fact in indicator.facts]
    named = [fact.id for fact in facts if text in fact.label or text in (fact.short or "")]
    return Meant(
        spellings=tuple(dict.fromkeys((*_plainer(text), *_chosen(text, facts)))),
        fields=tuple(dict.fromkeys((*named, *labelled(text)))),
        people=tuple(person for person, name in names.items() if text in name),
    )


def _plainer(text: str) -> Iterator[str]:
    """Yield a number without separators, and a day as it is stored."""
    arabic = to_arabic(text)
    yield _GROUPED.sub("", arabic)
    with suppress(ValueError):
        yield parse_date(arabic).isoformat()


def _chosen(text: str, facts: Sequence[Fact]) -> Iterator[str]:
    """Yield the choices whose name for people holds the text, as they are stored."""
    for fact in facts:
        yield from (f'"{choice.id}"' for choice in fact.choices if text in choice.label)
