"""What the evidence book of a round says: a cover, a list by mission and by what is to be proved, then the sheets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from cdd_desktop.reports.content import Options
from cdd_desktop.reports.content_evidence import EvidenceSheets
from cdd_desktop.reports.content_mission import in_digits

NONE_YET = "ยังไม่มีหลักฐาน"


@dataclass(frozen=True)
class Wanted:
    """One thing to be proved, and what proves it.

    Attributes:
        said: what is asked for, in words.
        pictures: numbers of the pictures on the mission's sheets that prove it.
        files: names of the other files that do.
        missing: it is claimed, and nothing proves it.
    """

    said: str
    pictures: tuple[int, ...] = ()
    files: tuple[str, ...] = ()
    missing: bool = False


@dataclass(frozen=True)
class WantedText:
    """A row of the list."""

    said: str
    found: str
    missing: bool


@dataclass(frozen=True)
class BookMission:
    """A mission in the list; ``sheets`` are at the index in the book's sheets, None where it has none."""

    title: str
    held: str
    rows: tuple[WantedText, ...]
    sheets: int | None


@dataclass(frozen=True)
class EvidenceBook:
    """The book of one round."""

    heading: str
    office: str
    round: str
    printed_on: str
    standing: str
    missions: tuple[BookMission, ...]
    sheets: tuple[EvidenceSheets, ...]
    draft: bool


def evidence_book(parts: Sequence[tuple[EvidenceSheets, Sequence[Wanted]]], options: Options) -> EvidenceBook:
    """Return the book of a round.

    Args:
        parts: of each mission its sheets and what is to be proved; at least one. A mission without pictures and files
            stands in the list alone.
    """
    kept = [sheets for sheets, _ in parts if sheets.pictures or sheets.files]
    first = parts[0][0]
    made = EvidenceBook(
        heading="สมุดหลักฐานการดำเนินงาน",
        office=first.office,
        round=first.round,
        printed_on=first.printed_on,
        standing=_standing(parts),
        missions=tuple(_mission(sheets, wanted, kept) for sheets, wanted in parts),
        sheets=(),
        draft=any(sheets.draft for sheets, _ in parts),
    )
    sheets = tuple(replace(item, missing=()) for item in kept)  # what is missing stands in the list
    return replace(in_digits(made, options), sheets=sheets)  # those are in their digits already


def _standing(parts: Sequence[tuple[EvidenceSheets, Sequence[Wanted]]]) -> str:
    pictures = sum(len(sheets.pictures) for sheets, _ in parts)
    files = sum(len(sheets.files) for sheets, _ in parts)
    missing = sum(item.missing for _, wanted in parts for item in wanted)
    said = f"ภาพ {pictures} ภาพ เอกสาร {files} ไฟล์"
    return f"{said} · {NONE_YET} {missing} รายการ" if missing else f"{said} · มีหลักฐานครบตามที่ขอ"


def _mission(sheets: EvidenceSheets, wanted: Sequence[Wanted], kept: Sequence[EvidenceSheets]) -> BookMission:
    held = [f"ภาพ {len(sheets.pictures)}"] * bool(sheets.pictures) + [f"ไฟล์ {len(sheets.files)}"] * bool(sheets.files)
    at = next((at for at, one in enumerate(kept) if one is sheets), None)
    return BookMission(sheets.mission, " · ".join(held), tuple(map(_row, wanted)), at)


def _spans(numbers: Sequence[int]) -> str:
    """Return rising numbers, those that follow each other as a span ("1–3, 7")."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and number == spans[-1][-1] + 1:
            spans[-1].append(number)
        else:
            spans.append([number])
    return ", ".join(str(span[0]) if len(span) == 1 else f"{span[0]}–{span[-1]}" for span in spans)


def _row(item: Wanted) -> WantedText:
    pictures = [f"ภาพที่ {_spans(item.pictures)}"] if item.pictures else []
    found = " · ".join([*pictures, *item.files])
    return WantedText(item.said, found or (NONE_YET if item.missing else "ยังไม่ต้องใช้"), item.missing)
