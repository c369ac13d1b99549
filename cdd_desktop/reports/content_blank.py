"""What an empty form for field work says: every fact of a mission with its unit and help, and how it is answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from cdd_desktop.criteria.kinds import BoolKind, DateKind, ListKind
from cdd_desktop.criteria.model import Fact
from cdd_desktop.reports.content import MissionInput, OfficeText, Options, Signature
from cdd_desktop.reports.content_mission import deadline_text, in_digits, letter_text, place_text
from cdd_desktop.thai.dates import long_date

HEADING = "แบบเก็บข้อมูลภาคสนาม"
HOW = "เขียนตัวเลขให้ชัดตามหน่วยที่พิมพ์ไว้ ถ้าไม่มีให้เขียน 0 ถ้ายังไม่ทราบให้เว้นว่าง และทำเครื่องหมายในช่อง ☐ ที่ตรงกับข้อมูล"
_PLACES = 8  # empty places of a list whose length nobody knows yet

Answer = Literal["number", "marks", "date", "places"]


@dataclass(frozen=True)
class BlankRow:
    """One fact to be filled in by hand.

    Attributes:
        answer: a number on a dotted line, marks to tick, a date, or one number for each of ``choices``.
        choices: what can be ticked, or what the places are.
        before: what the round before said, "" where nothing.
    """

    label: str
    unit: str
    help: str
    answer: Answer
    choices: tuple[str, ...] = ()
    before: str = ""
    evidence: str = ""


@dataclass(frozen=True)
class BlankSection:
    title: str
    help: str
    rows: tuple[BlankRow, ...]


@dataclass(frozen=True)
class BlankForm:
    """The empty form of one mission in one round; ``how`` says how it is filled in."""

    heading: str
    mission: str
    office: str
    round: str
    deadline: str
    channel: str
    letter: str
    printed_on: str
    summary: str
    how: str
    sections: tuple[BlankSection, ...]
    notes: tuple[str, ...]
    signatures: tuple[Signature, ...]


def blank_form(entry: MissionInput, office: OfficeText, printed_on: date, options: Options) -> BlankForm:
    """Return the empty form of a mission; of ``entry`` only the round before is printed, to compare with."""
    indicator, pack = entry.indicator, entry.pack
    form = BlankForm(
        heading=HEADING,
        mission=f"ภารกิจที่ {indicator.no} {indicator.title}",
        office=office.name,
        round=f"{entry.round.title} {pack.period_title}",
        deadline=deadline_text(pack.deadline(indicator, entry.round.id)),
        channel=indicator.channel,
        letter=letter_text(pack.letter),
        printed_on=long_date(printed_on),
        summary=indicator.summary,
        how=HOW,
        sections=tuple(
            BlankSection(item.title, item.help, tuple(_row(entry, indicator.fact_by_id[name]) for name in item.facts))
            for item in indicator.sections
        ),
        notes=indicator.notes,
        signatures=(Signature("ผู้ให้ข้อมูล"), Signature("ผู้เก็บข้อมูล")),
    )
    return in_digits(form, options)


def _row(entry: MissionInput, fact: Fact) -> BlankRow:
    answer, choices = _answer(entry, fact)
    before = (entry.previous or {}).get(fact.id)
    shown = "" if before is None else fact.kind.show(before)
    return BlankRow(fact.label, fact.unit, fact.help, answer, choices, shown, fact.evidence)


def _answer(entry: MissionInput, fact: Fact) -> tuple[Answer, tuple[str, ...]]:
    kind = fact.kind
    if fact.choices:
        return "marks", tuple(choice.label for choice in fact.choices)
    if isinstance(kind, BoolKind):
        return "marks", (kind.yes, kind.no)
    if isinstance(kind, DateKind):
        return "date", ()
    if isinstance(kind, ListKind):
        return "places", tuple(place_text(entry.pack, fact, index) for index in range(_length(entry, fact)))
    return "number", ()


def _length(entry: MissionInput, fact: Fact) -> int:
    """Return how many places a list has: the months reported by now, or as many as its count says so far."""
    if fact.months:
        return entry.round.months
    known = {**(entry.previous or {}), **entry.facts}.get(fact.length_of)
    return max(known, _PLACES) if isinstance(known, int) else _PLACES
