"""What the evidence sheets of a mission say: pictures with what they prove, other files, and what is still missing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from cdd_desktop.reports.content import MissionInput, OfficeText, Options, Verbatim
from cdd_desktop.reports.content_mission import in_digits
from cdd_desktop.thai.dates import long_date
from cdd_desktop.thai.words import NBSP

PerPage = Literal[4, 6, 9]
HEADING = "หลักฐานการดำเนินงาน"


@dataclass(frozen=True)
class Picture:
    """A picture as it is kept.

    Attributes:
        read: gives its bytes (PNG or JPEG) when the page is drawn; may raise UserError.
        proves: the condition or fact that it proves, in words; "" where none is named.
        taken: when it was taken, None where nobody knows.
        name: its file's name.
    """

    read: Callable[[], bytes]
    caption: str = ""
    proves: str = ""
    taken: date | None = None
    name: str = ""


@dataclass(frozen=True)
class OtherFile:
    """Evidence that is no picture: kept beside the sheets, listed on them."""

    name: str
    caption: str = ""
    proves: str = ""


@dataclass(frozen=True)
class PictureText:
    """A picture on the sheet: ``lines`` stand under its caption, small."""

    number: str
    caption: str
    lines: tuple[str, ...]
    name: Verbatim
    read: Callable[[], bytes]


@dataclass(frozen=True)
class EvidenceSheets:
    """The sheets of one mission in one round."""

    heading: str
    mission: str
    office: str
    round: str
    printed_on: str
    pictures: tuple[PictureText, ...]
    files: tuple[tuple[str, str], ...]
    missing: tuple[str, ...]
    per_page: PerPage
    draft: bool


def evidence_sheets(
    entry: MissionInput,
    pictures: Sequence[Picture],
    office: OfficeText,
    printed_on: date,
    options: Options,
    *,
    per_page: PerPage = 6,
    files: Sequence[OtherFile] = (),
    missing: Sequence[str] = (),
) -> EvidenceSheets:
    """Return the evidence sheets of a mission.

    Args:
        pictures: in the order in which they are to stand.
        per_page: how many on a page.
        files: evidence that is no picture.
        missing: what should be proved and is not, one text each.
    """
    sheets = EvidenceSheets(
        heading=HEADING,
        mission=f"ภารกิจที่ {entry.indicator.no} {entry.indicator.title}",
        office=office.name,
        round=f"{entry.round.title} {entry.pack.period_title}",
        printed_on=long_date(printed_on),
        pictures=tuple(_picture(item, number) for number, item in enumerate(pictures, 1)),
        files=tuple((Verbatim(item.name), _about(item, options)) for item in files),
        missing=tuple(missing),
        per_page=per_page,
        draft=options.draft,
    )
    return in_digits(sheets, options)


def _about(item: OtherFile, options: Options) -> Verbatim:
    return Verbatim(" · ".join(filter(None, (item.caption, options.text(item.proves)))))


def _picture(item: Picture, number: int) -> PictureText:
    proves = f"ใช้ยืนยัน: {item.proves}" if item.proves else ""
    taken = f"ถ่ายเมื่อ {_when(item.taken)}" if item.taken else ""
    lines = tuple(filter(None, (proves, taken)))
    return PictureText(f"ภาพที่ {number}", Verbatim(item.caption), lines, Verbatim(item.name), item.read)


def _when(taken: date) -> str:
    clock = f" เวลา {taken:%H.%M}{NBSP}น." if isinstance(taken, datetime) else ""
    return long_date(taken) + clock
