"""What the report of one mission in one round says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from cdd_desktop.criteria import wording
from cdd_desktop.criteria.figures import plain
from cdd_desktop.criteria.kinds import BoolKind, ChoicesKind, DateKind, FactValue, ListKind
from cdd_desktop.criteria.model import Deadline, Fact, Indicator, Letter, Pack, Reading
from cdd_desktop.criteria.result import LevelResult, MeasureResult, Outcome, Reason, Result
from cdd_desktop.reports.content import (
    ConditionRow,
    FactRow,
    FactSection,
    LevelBlock,
    MeasureRow,
    MissionInput,
    MissionReport,
    Number,
    OfficeText,
    Options,
    Part,
    Signature,
    State,
    Verbatim,
)
from cdd_desktop.reports.content_acts import remarks
from cdd_desktop.store.submissions import State as EntryState
from cdd_desktop.thai.dates import long_date, month_name

MISSING = "ยังไม่ได้กรอก"
NO_GRADE = "–"
_SPARE_PLACES = 2  # of a list without a fixed length, to be filled in
HEADING = "แบบรายงานผลการดำเนินงานตามภารกิจ"

Document = TypeVar("Document")


def mission_report(
    entry: MissionInput, office: OfficeText, printed_on: date, options: Options, state: EntryState | None = None
) -> MissionReport:
    """Return what the report of ``entry`` says, in the digits that ``options`` ask for.

    Args:
        state: what was done with the entry, None where the report is not to say.
    """
    indicator, result = entry.indicator, entry.result
    report = MissionReport(
        heading=HEADING,
        office=office.name,
        area=area_text(office),
        no=indicator.no,
        title=indicator.title,
        short=indicator.short,
        host=host_text(entry.pack, indicator),
        channel=indicator.channel,
        round=entry.round.title,
        deadline=deadline_text(entry.pack.deadline(indicator, entry.round.id)),
        period=entry.pack.period_title,
        printed_on=long_date(printed_on),
        letter=letter_text(entry.pack.letter),
        sections=tuple(_sections(entry)),
        measures=tuple(_measure(item) for item in result.measures),
        grade=large_grade(result, indicator),
        grade_text=wording.grade_text(result, indicator),
        outcome=wording.outcome_text(result, indicator),
        outcome_id=result.outcome.value,
        points=_points(entry),
        levels=tuple(_level(item, entry) for item in result.levels),
        next_steps=tuple(wording.step_text(step, indicator) for step in result.steps),
        still_open=tuple(wording.reason_text(reason) for reason in result.open),
        missing=tuple(indicator.fact_by_id[name].label for name in result.missing),
        problems=tuple(_problems(entry)),
        citation=indicator.source,
        readings=tuple(reading_text(item) for item in indicator.readings),
        note=Verbatim(entry.note),
        signatures=signatures(office),
        remarks=tuple(remarks(state)) if state else (),
        draft=options.draft,
        id=Verbatim(indicator.id),
    )
    return in_digits(report, options)


def in_digits(document: Document, options: Options) -> Document:
    """Return a document (any frozen dataclass of texts) with every text in the digits asked for."""

    def turn(value: Any) -> Any:
        if isinstance(value, str):
            return value if isinstance(value, Verbatim) else options.text(value)
        if isinstance(value, tuple):
            return tuple(turn(item) for item in value)
        if is_dataclass(value) and not isinstance(value, type):
            return replace(value, **{field.name: turn(getattr(value, field.name)) for field in fields(value)})
        return value

    turned: Document = turn(document) if options.thai_digits else document
    return turned


# --- heads and feet, shared with the round's summary ---------------------------------------------------------------


def area_text(office: OfficeText) -> str:
    """Return "อำเภอ... จังหวัด..." as far as it is known and the office's name does not say it already."""
    capital = office.province == "กรุงเทพมหานคร"
    district = f"{'เขต' if capital else 'อำเภอ'}{office.district}" if office.district else ""
    province = f"{'' if capital else 'จังหวัด'}{office.province}" if office.province else ""
    return " ".join(part for part in (district, province) if part and part not in office.name)


def host_text(pack: Pack, indicator: Indicator) -> str:
    """Return the bureau's short name with its full one."""
    full = pack.hosts.get(indicator.host, "")
    return f"{indicator.host} {full}".strip()


def deadline_text(deadline: Deadline | None) -> str:
    """Return the last day, and the time of day where the letter gives one; "" for none."""
    if deadline is None:
        return ""
    at = f" เวลา {deadline.at:%H.%M} น." if deadline.at else ""
    return long_date(deadline.day) + at


def letter_text(letter: Letter) -> str:
    return f"หนังสือ{letter.issuer} ที่ {letter.no} ลงวันที่ {long_date(letter.date)}"


def reading_text(reading: Reading) -> str:
    return f"{reading.id} {reading.text}"


def signatures(office: OfficeText) -> tuple[Signature, ...]:
    """Return who reports and who certifies."""
    reporter = office.officers[0] if office.officers else ""
    return (
        Signature("ผู้รายงาน", reporter),
        Signature("ผู้รับรองรายงาน", office.head, office.head_position),
    )


def large_grade(result: Result, indicator: Indicator) -> str:
    """Return the level to be shown large, or a dash."""
    if result.outcome is Outcome.GRADED and result.grade is not None:
        return indicator.level_label(result.grade)
    return NO_GRADE


# --- facts -----------------------------------------------------------------------------------------------------------


def _sections(entry: MissionInput) -> Iterator[FactSection]:
    for section in entry.indicator.sections:
        rows = tuple(_fact(entry, entry.indicator.fact_by_id[name]) for name in section.facts)
        yield FactSection(section.title, rows)


def _fact(entry: MissionInput, fact: Fact) -> FactRow:
    value = entry.facts.get(fact.id, fact.default)
    before = (entry.previous or {}).get(fact.id)
    state, problem = _state(entry, fact)
    return FactRow(
        label=fact.label,
        value=_unreadable(entry, fact) if state == "unreadable" else value_text(entry.pack, fact, value),
        unit=fact.unit if value is not None else "",
        previous="" if before is None else value_text(entry.pack, fact, before),
        state=state,
        problem=problem,
        number=None if state == "unreadable" else _number(value),
        previous_number=_number(before),
        decimals=fact.kind.decimals,
        parts=() if state == "unreadable" else tuple(_parts(entry.pack, fact, value)),
        id=Verbatim(fact.id),
        choices=tuple(map(Verbatim, _choices(fact))),
        several=isinstance(fact.kind, ChoicesKind),
        places=tuple(_places(entry, fact, value)),
        holds="date" if isinstance(fact.kind, DateKind) else "number" if fact.kind.numeric else "text",
        day=value if isinstance(value, date) else None,
    )


def _choices(fact: Fact) -> list[str]:
    """Return the answers that a fact can have, where it has one of a few."""
    if isinstance(fact.kind, BoolKind):
        return [fact.kind.yes, fact.kind.no]
    return [choice.label for choice in fact.choices]


def _places(entry: MissionInput, fact: Fact, value: FactValue | None) -> Iterator[str]:
    """Yield the name of every place that a list can be filled in: the months reported, or a few more than there are."""
    if not isinstance(fact.kind, ListKind):
        return
    held = len(value) if isinstance(value, tuple) else 0
    for index in range(max(held, entry.round.months) if fact.months else held + _SPARE_PLACES):
        yield place_text(entry.pack, fact, index)


def _state(entry: MissionInput, fact: Fact) -> tuple[State, str]:
    if fact.id in entry.drafts:
        return "unreadable", "ข้อความในช่องอ่านไม่ได้ จึงยังไม่นำมาคิดระดับ"
    if fact.id in entry.problems:
        return "unreadable", entry.problems[fact.id]
    if fact.id in entry.result.refused:
        return "refused", entry.result.refused[fact.id]
    if fact.id in entry.result.missing or (fact.id not in entry.facts and fact.default is None):
        return "missing", ""
    return "given", ""


def _unreadable(entry: MissionInput, fact: Fact) -> str:
    typed = entry.drafts.get(fact.id, "")
    return f"อ่านไม่ได้: “{typed}”" if typed else "อ่านไม่ได้"


def value_text(pack: Pack, fact: Fact, value: FactValue | None) -> str:
    """Return a fact as a person reads it, months and activities by name, or that it is missing."""
    if value is None or (fact.months and not value):
        return MISSING
    parts = list(_parts(pack, fact, value))
    return ", ".join(f"{part.label} {part.value}" for part in parts) if parts else fact.kind.show(value)


def _parts(pack: Pack, fact: Fact, value: FactValue | None) -> Iterator[Part]:
    if not isinstance(fact.kind, ListKind) or not isinstance(value, tuple):
        return
    for index, item in enumerate(value):
        text = MISSING if item is None else fact.kind.item.show(item)
        yield Part(place_text(pack, fact, index), text, _number(item))


def place_text(pack: Pack, fact: Fact, index: int) -> str:
    """Return what place ``index`` of a list fact stands for."""
    if not fact.months:
        return f"ครั้งที่ {index + 1}"
    if index < len(pack.month_names):
        return pack.month_names[index]
    return month_name((pack.period_start.month - 1 + index) % 12 + 1)


def _number(value: FactValue | None) -> Number | None:
    return value if isinstance(value, int | Decimal) and not isinstance(value, bool) else None


def _problems(entry: MissionInput) -> Iterator[str]:
    for fact in entry.indicator.facts:
        state, problem = _state(entry, fact)
        if problem and state in {"unreadable", "refused"}:
            yield f"{fact.label}: {problem}"
    known = entry.indicator.fact_by_id
    yield from (f"{name}: {text}" for name, text in entry.result.refused.items() if name not in known)


# --- result ----------------------------------------------------------------------------------------------------------


def _measure(item: MeasureResult) -> MeasureRow:
    return MeasureRow(item.label, item.shown if item.exact is not None else "", item.unit, item.sentence, item.exact)


def figure_text(measure: MeasureResult) -> str:
    """Return a measure with its unit ("ร้อยละ 76.92"), its bounds where only they are known ("26–29 คะแนน"), or ""."""
    shown = measure.shown if measure.exact is not None else ""
    if not shown and measure.low is not None and measure.high is not None:
        shown = f"{plain(measure.low)}–{plain(measure.high)}"
    if not shown:
        return ""
    return f"{measure.unit} {shown}" if measure.unit == "ร้อยละ" else f"{shown} {measure.unit}".rstrip()


def _points(entry: MissionInput) -> str:
    points = [figure_text(item) for item in entry.result.measures if item.id == entry.indicator.points]
    return points[0] if points else ""


def _level(level: LevelResult, entry: MissionInput) -> LevelBlock:
    result = entry.result
    return LevelBlock(
        label=wording.level_text(entry.indicator, level.id),
        summary=level.summary,
        mark=wording.truth_mark(level.truth),
        word=wording.level_state(level, result),
        conditions=tuple(_conditions(level.reasons)),
        reached=result.outcome is Outcome.GRADED and level.id == result.grade,
        otherwise=level.otherwise,
    )


def _conditions(reasons: Sequence[Reason], depth: int = 0) -> Iterator[ConditionRow]:
    for reason in reasons:
        yield _condition(reason, depth)
        yield from _conditions(reason.children, depth + 1)


def _condition(reason: Reason, depth: int) -> ConditionRow:
    joint = reason.kind in {"all", "any"}
    shown = reason.threshold_shown
    threshold = wording.threshold_text(reason.op, shown, reason.unit) if reason.op else shown
    return ConditionRow(
        mark=wording.truth_mark(reason.truth),
        word=wording.truth_word(reason.truth),
        label=wording.requirement_text(reason) if joint else reason.label,
        value="" if joint else wording.value_text(reason),
        threshold="" if joint else threshold,
        text=wording.reason_text(reason),
        depth=depth,
        readings=reason.readings,
    )
