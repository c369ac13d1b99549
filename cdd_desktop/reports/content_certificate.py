"""What the certification page of a round says: who sent and who certified what, and everything that was reopened."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from cdd_desktop.reports.content import MissionInput, OfficeText, Options, Remark, Signature, Verbatim
from cdd_desktop.reports.content_acts import name_text, reopened, time_text
from cdd_desktop.reports.content_mission import area_text, deadline_text, in_digits, letter_text, signatures
from cdd_desktop.store.canonical import Json, encode
from cdd_desktop.store.submissions import Act, Phase, State, Submission
from cdd_desktop.thai.dates import long_date
from cdd_desktop.thai.words import unbroken

HEADING = "หน้ารับรองผลการดำเนินงานตามภารกิจ"
STATEMENT = (
    "ขอรับรองว่า ผลการดำเนินงานตามบัญชีนี้บันทึกจากการปฏิบัติงานจริงและมีหลักฐานให้ตรวจสอบได้ "
    "ระดับที่แสดงเป็นผลจากการเทียบข้อมูลที่ส่งกับเกณฑ์ตามหนังสือที่อ้างถึง"
)
_SHORT = 12
_GRADED = "graded"


@dataclass(frozen=True)
class CertifiedRow:
    """One mission: ``sent`` and ``certified`` say who and when ("" where it has not been done)."""

    no: str
    title: str
    grade: str
    sent: str
    certified: str
    facts_hash: Verbatim


@dataclass(frozen=True)
class Certificate:
    """The certification page; ``draft`` until every mission is certified.

    Attributes:
        standing: how many missions are certified, in words.
        reopened: every unlock and withdrawal, with its reason.
        criteria: the criteria that the missions were graded by, one line for each set.
    """

    heading: str
    office: str
    area: str
    round: str
    period: str
    deadline: str
    letter: str
    printed_on: str
    statement: str
    standing: str
    rows: tuple[CertifiedRow, ...]
    criteria: tuple[Verbatim, ...]
    reopened: tuple[Remark, ...]
    signatures: tuple[Signature, ...]
    draft: bool


def certificate(
    inputs: Sequence[MissionInput],
    states: Mapping[str, State],
    office: OfficeText,
    printed_on: date,
    options: Options,
) -> Certificate:
    """Return the certification page of a round.

    Args:
        inputs: the missions of one round, at least one.
        states: how each stands, by the mission's id; those that were never submitted may be left out.
    """
    pack, current = inputs[0].pack, inputs[0].round
    known = [(item, states.get(item.indicator.id, State())) for item in inputs]
    certified = sum(state.phase is Phase.CERTIFIED for _, state in known)
    made = Certificate(
        heading=HEADING,
        office=office.name,
        area=area_text(office),
        round=current.title,
        period=pack.period_title,
        deadline=deadline_text(current.deadline),
        letter=letter_text(pack.letter),
        printed_on=long_date(printed_on),
        statement=STATEMENT,
        standing=f"รับรองแล้ว {certified} จาก {len(known)} ภารกิจ",
        rows=tuple(_row(item, state) for item, state in known),
        criteria=tuple(_criteria(inputs, [state.submission for _, state in known if state.submission])),
        reopened=tuple(line for item, state in known for line in reopened(state, _about(item))),
        signatures=signatures(office),
        draft=options.draft or certified < len(known),
    )
    return in_digits(made, options)


def facts_hash(facts: Mapping[str, Json]) -> str:
    """Return the short form of SHA-256 over the facts as they were sent; equal facts give equal texts."""
    return hashlib.sha256(encode(dict(facts)).encode("utf-8")).hexdigest()[:_SHORT]


def _row(entry: MissionInput, state: State) -> CertifiedRow:
    sent = state.submission
    return CertifiedRow(
        no=entry.indicator.no,
        title=entry.indicator.title,
        grade=_grade(entry, sent) if sent else "–",
        sent=_who(sent) + ("\n(ข้อมูลไม่ครบ)" if sent.incomplete else "") if sent else "",
        certified=_who(state.certification) if state.certification else "",
        facts_hash=Verbatim(facts_hash(sent.facts) if sent else ""),
    )


def _grade(entry: MissionInput, sent: Submission) -> str:
    """Return the grade that was sent, in the words of the criteria where they still know it."""
    if sent.outcome != _GRADED or sent.grade is None:
        return "–"
    return entry.indicator.level_label(sent.grade)


def _who(act: Act | Submission) -> str:
    """Return the name, and when on a line below."""
    return f"{unbroken(name_text(act))}\n{time_text(act)}"


def _criteria(inputs: Sequence[MissionInput], sent: Sequence[Submission]) -> Iterator[Verbatim]:
    """Yield the sets of criteria that were used; more than one where a pack was renewed between two submissions."""
    pack = inputs[0].pack
    used = dict.fromkeys((item.pack_revision, item.criteria_hash) for item in sent)
    for revision, digest in used or {(pack.revision, pack.criteria_hash): None}:
        yield Verbatim(f"เกณฑ์ชุด {pack.id} ฉบับแก้ไข {revision} รหัสเกณฑ์ {digest[:_SHORT]}")


def _about(entry: MissionInput) -> str:
    return f"ภารกิจที่ {entry.indicator.no} {entry.indicator.short or entry.indicator.title}"
