"""What a memo (บันทึกข้อความ) and an external letter (หนังสือภายนอก) about a round say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from cdd_desktop.criteria.model import Pack
from cdd_desktop.criteria.result import Outcome
from cdd_desktop.criteria.wording import UNDECIDED
from cdd_desktop.reports.content import MissionInput, OfficeText, Options, Signature
from cdd_desktop.reports.content_mission import deadline_text, in_digits, large_grade, letter_text
from cdd_desktop.reports.content_summary import entry_state, entry_text, grade_counts, key_text
from cdd_desktop.reports.template import PLACES, Enclosure, TablePlace, Template, fill, places_of
from cdd_desktop.thai.dates import fiscal_quarter, long_date

_TABLE_TITLE = "บัญชีสรุประดับผลการดำเนินงานตามภารกิจ"


@dataclass(frozen=True)
class Letterhead:
    """What an office prints on all its memos and letters, beside its name; all may be empty.

    Attributes:
        unit: ส่วนราชการ of a memo and the office at a letter's foot; "" is the office's name. Further lines (after
            ``\\n``: the section in charge) stand at the letter's foot alone.
        place: lines at the upper right of a letter: the agency and its address.
        signer, signer_position: who signs letters where it is not the head ("นายอำเภอ"); ``\\n`` ends a line.
        motto: lines at the foot of a letter.
        garuda: the office's own picture (PNG or JPEG), b"" leaves its place empty.
        catch_words: print the first words of the next page at a page's foot.
    """

    unit: str = ""
    place: tuple[str, ...] = ()
    phone: str = ""
    email: str = ""
    signer: str = ""
    signer_position: str = ""
    motto: tuple[str, ...] = ()
    garuda: bytes = b""
    catch_words: bool = False


@dataclass(frozen=True)
class Numbered:
    """Number and date of a document; "" and None are left to be filled in by hand."""

    number: str = ""
    day: date | None = None


@dataclass(frozen=True)
class GradeLine:
    no: str
    title: str
    result: str
    grade: str


@dataclass(frozen=True)
class GradeTable:
    """The grades of a round; ``caption`` names the enclosure it is ("สิ่งที่ส่งมาด้วย 1"), "" where it stands inside."""

    title: str
    subtitle: str
    caption: str
    rows: tuple[GradeLine, ...]
    total: str


@dataclass(frozen=True)
class Body:
    """What memos and letters have in common.

    Attributes:
        table: the table of grades, None where there is none; ``table_inside``: within the text, else on its own page.
        signature: who signs; an empty name leaves dots.
        gaps: names of template places that had nothing to say and stand as dots.
    """

    number: str
    day: str
    subject: str
    salutation: str
    to: str
    references: tuple[str, ...]
    enclosures: tuple[Enclosure, ...]
    paragraphs: tuple[str, ...]
    table: GradeTable | None
    table_inside: bool
    signature: Signature
    speed: str
    garuda: bytes
    catch_words: bool
    draft: bool
    gaps: tuple[str, ...]


@dataclass(frozen=True)
class Memo:
    """A memo; ``unit`` is its ส่วนราชการ with the telephone number."""

    unit: str
    body: Body


@dataclass(frozen=True)
class Letter:
    """An external letter: the agency and its place (upper right), the closing words, lines at the foot."""

    place: tuple[str, ...]
    body: Body
    closing: str
    foot: tuple[str, ...]
    motto: tuple[str, ...]


def memo(
    inputs: Sequence[MissionInput],
    office: OfficeText,
    template: Template,
    head: Letterhead,
    numbered: Numbered,
    options: Options,
) -> Memo:
    """Return the memo of a round, signed by the head; raises UserError for a place in the template nobody knows.

    Args:
        inputs: the missions of one round, at least one.
        template: one of form "memo".
    """
    text, gaps = _filled(inputs, office, template, numbered)
    signature = Signature("", office.head, office.head_position)
    first = (head.unit or office.name).partition("\n")[0]
    unit = " ".join(filter(None, (first, head.phone and f"โทร. {head.phone}")))
    body = _body(text, gaps, signature, _table(inputs, text.table, "เอกสารแนบ"), head, numbered, options)
    return in_digits(Memo(unit, body), options)


def letter(
    inputs: Sequence[MissionInput],
    office: OfficeText,
    template: Template,
    head: Letterhead,
    numbered: Numbered,
    options: Options,
) -> Letter:
    """Return the external letter of a round; as ``memo``, of a template of form "letter"."""
    text, gaps = _filled(inputs, office, template, numbered)
    by_head = Signature("", office.head, office.head_position)
    signature = Signature("", head.signer, head.signer_position) if head.signer_position else by_head
    caption = "สิ่งที่ส่งมาด้วย 1" if len(text.enclosures) > 1 else "สิ่งที่ส่งมาด้วย"
    made = Letter(
        place=head.place or _place(office),
        body=_body(text, gaps, signature, _table(inputs, text.table, caption), head, numbered, options),
        closing=text.closing,
        foot=_foot(head, office),
        motto=head.motto,
    )
    return in_digits(made, options)


def _filled(
    inputs: Sequence[MissionInput], office: OfficeText, template: Template, numbered: Numbered
) -> tuple[Template, tuple[str, ...]]:
    """Return the template with the round filled in, and the places that had nothing to say."""
    values = place_values(inputs, office, numbered)
    return fill(template, values), tuple(name for name in places_of(template) if not values.get(name))


def _body(
    text: Template,
    gaps: tuple[str, ...],
    signature: Signature,
    table: GradeTable | None,
    head: Letterhead,
    numbered: Numbered,
    options: Options,
) -> Body:
    return Body(
        number=numbered.number,
        day=_day(numbered),
        subject=text.subject,
        salutation=text.salutation,
        to=text.to,
        references=text.references,
        enclosures=text.enclosures,
        paragraphs=text.paragraphs,
        table=table,
        table_inside=text.table == "inside",
        signature=signature,
        speed=text.speed,
        garuda=head.garuda,
        catch_words=head.catch_words,
        draft=options.draft,
        gaps=gaps,
    )


def _foot(head: Letterhead, office: OfficeText) -> tuple[str, ...]:
    lines = [*(head.unit or office.name).split("\n"), head.phone and f"โทร. {head.phone}", head.email]
    return tuple(line for line in lines if line)


def _day(numbered: Numbered) -> str:
    return long_date(numbered.day) if numbered.day else ""


def _place(office: OfficeText) -> tuple[str, ...]:
    """Return what a district's letter says at its upper right while the office has not said it itself."""
    hall = f"ที่ว่าการอำเภอ{office.district}" if office.district else office.name
    return tuple(filter(None, (hall, f"จังหวัด{office.province}" if office.province else "")))


# --- what the round fills in ------------------------------------------------------------------------------------------


def place_values(inputs: Sequence[MissionInput], office: OfficeText, numbered: Numbered) -> dict[str, str]:
    """Return what every place of a template stands for in this round; "" where nothing is known."""
    pack, current = inputs[0].pack, inputs[0].round
    capital = office.province == "กรุงเทพมหานคร"
    values = {
        "รอบ": current.title,
        "ไตรมาส": quarter_text(pack),
        "ปีงบประมาณ": str(pack.fiscal_year),
        "ช่วงเวลา": pack.period_title,
        "กำหนดส่ง": deadline_text(current.deadline),
        "สรุประดับ": grades_text(inputs),
        "จำนวนภารกิจ": str(len(inputs)),
        "ภารกิจที่ยังไม่ครบ": _names(item for item in inputs if item.result.outcome in _UNDECIDED),
        "ภารกิจที่ต้องเร่ง": _names(item for item in inputs if not _is_best(item)),
        "หนังสือสั่งการ": letter_text(pack.letter),
        "เรื่องหนังสือสั่งการ": pack.letter.subject,
        "หน่วยงาน": office.name,
        "อำเภอ": f"อำเภอ{office.district}" if office.district else "",
        "จังหวัด": f"{'' if capital else 'จังหวัด'}{office.province}" if office.province else "",
        "วันที่": _day(numbered),
    }
    assert values.keys() == PLACES.keys()
    return values


_UNDECIDED = frozenset({Outcome.INCOMPLETE, Outcome.NO_BASE, Outcome.REFUSED})


def quarter_text(pack: Pack) -> str:
    """Return "ไตรมาสที่ 2", or the period's own title where it is no quarter of the fiscal year."""
    if pack.months == 3 and pack.period_start.month % 3 == 1:
        return f"ไตรมาสที่ {fiscal_quarter(pack.period_start)}"
    return pack.period_title


def grades_text(inputs: Sequence[MissionInput]) -> str:
    """Return how many missions stand at each level that occurs, best first, in one phrase for a letter."""
    decided = [item for item in inputs if item.result.outcome not in _UNDECIDED]
    found = [count for count in grade_counts(decided) if count.count] if decided else []
    parts = [count.text.replace(f" {count.count} ", f" จำนวน {count.count} ") for count in found]
    if len(decided) < len(inputs):
        parts.append(f"{UNDECIDED} จำนวน {len(inputs) - len(decided)} ภารกิจ")
    return _listed(parts, " ", " และ")


def _listed(parts: Sequence[str], between: str, last: str) -> str:
    return last.join(filter(None, (between.join(parts[:-1]), *parts[-1:])))


def _is_best(entry: MissionInput) -> bool:
    result = entry.result
    return result.outcome is Outcome.GRADED and bool(result.levels) and result.grade == result.levels[0].id


def _names(inputs: Iterator[MissionInput]) -> str:
    names = [item.indicator.short or item.indicator.title for item in inputs]
    return _listed(names, ", ", " และ ")


def _table(inputs: Sequence[MissionInput], place: TablePlace, caption: str) -> GradeTable | None:
    if place == "none":
        return None
    current, pack = inputs[0].round, inputs[0].pack
    return GradeTable(
        title=_TABLE_TITLE,
        subtitle=f"{current.title} {pack.period_title}",
        caption="" if place == "inside" else caption,
        rows=tuple(_line(item) for item in inputs),
        total=f"รวม {len(inputs)} ภารกิจ: {grades_text(inputs)}",
    )


def _line(entry: MissionInput) -> GradeLine:
    indicator, result = entry.indicator, entry.result
    said = key_text(entry) or entry_text(*entry_state(entry))
    return GradeLine(indicator.no, indicator.title, said, large_grade(result, indicator))
