"""What the printed history says: who did what when, from what to what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from cdd_desktop.criteria.model import Pack
from cdd_desktop.reports.content import OfficeText, Options
from cdd_desktop.reports.content_mission import area_text, in_digits
from cdd_desktop.reports.history_words import act_texts, moment_text, reasons, title_text
from cdd_desktop.store import OfficeItem
from cdd_desktop.thai.dates import long_date

HEADING: Final = "ประวัติการบันทึกและแก้ไขข้อมูล"
MOST: Final = 2000  # actions on paper; past this nobody reads it, and the whole is in the program


@dataclass(frozen=True)
class HistoryRow:
    """One action: ``lines`` say what it altered, one field each."""

    when: str
    who: str
    what: str
    lines: tuple[str, ...]
    reason: str


@dataclass(frozen=True)
class HistoryReport:
    """The actions that were asked for, newest first.

    Attributes:
        asked: what was asked for, in words ("ภารกิจ 1 โคก หนอง นา · 7 วันล่าสุด"), "" for everything.
        count: how many there are in words, also of those that are not printed.
    """

    heading: str
    office: str
    area: str
    asked: str
    count: str
    printed_on: str
    printed: date
    rows: tuple[HistoryRow, ...]


def history_report(
    acts: Sequence[Sequence[OfficeItem]],
    packs: Mapping[str, Pack],
    names: Mapping[str, str],
    office: OfficeText,
    printed_on: date,
    options: Options,
    *,
    asked: str = "",
    whole: int = 0,
) -> HistoryReport:
    """Return what the printed history says.

    Args:
        names: people by id.
        whole: how many actions there are, where that is more than are printed.
    """
    left = whole - len(acts)
    count = f"{max(whole, len(acts)):,} รายการ ใหม่สุดอยู่บน" + (f" พิมพ์ {len(acts):,} รายการล่าสุด" if left > 0 else "")
    report = HistoryReport(
        heading=HEADING,
        office=office.name,
        area=area_text(office),
        asked=asked,
        count=count,
        printed_on=long_date(printed_on),
        printed=printed_on,
        rows=tuple(
            HistoryRow(
                when=moment_text(act[0]),
                who=act[0].name,
                what=title_text(act, packs),
                lines=tuple(act_texts(act, packs, names)),
                reason=" · ".join(reasons(act)),
            )
            for act in acts
        ),
    )
    return in_digits(report, options)
