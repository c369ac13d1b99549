"""What the summary of a round says: every mission that takes part in it, and how many stand at each grade."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from cdd_desktop.criteria import wording
from cdd_desktop.criteria.model import Fact
from cdd_desktop.criteria.result import MeasureResult, Outcome
from cdd_desktop.reports.content import GradeCount, MissionInput, OfficeText, Options, RoundSummary, SummaryRow
from cdd_desktop.reports.content_mission import (
    area_text,
    deadline_text,
    figure_text,
    in_digits,
    large_grade,
    letter_text,
    reading_text,
    signatures,
)
from cdd_desktop.thai.dates import long_date

HEADING = "สรุปผลการดำเนินงานตามภารกิจ"
_OPEN = {
    Outcome.BELOW: "ไม่ถึงระดับต่ำสุด",
    Outcome.INCOMPLETE: wording.UNDECIDED,
    Outcome.NO_BASE: wording.UNDECIDED,
    Outcome.REFUSED: wording.REFUSED,
}


def round_summary(
    entries: Sequence[MissionInput], office: OfficeText, printed_on: date, options: Options
) -> RoundSummary:
    """Return the summary of the missions in ``entries``, which are all of one pack and one round, at least one."""
    pack, current = entries[0].pack, entries[0].round
    summary = RoundSummary(
        heading=HEADING,
        office=office.name,
        area=area_text(office),
        round=current.title,
        deadline=deadline_text(current.deadline),
        period=pack.period_title,
        printed_on=long_date(printed_on),
        letter=letter_text(pack.letter),
        rows=tuple(_row(entry) for entry in entries),
        counts=tuple(grade_counts(entries)),
        readings=tuple(reading_text(item) for item in pack.readings),
        signatures=signatures(office),
        printed=printed_on,
        thai_digits=options.thai_digits,
        draft=options.draft,
    )
    return in_digits(summary, options)


def _row(entry: MissionInput) -> SummaryRow:
    indicator, result = entry.indicator, entry.result
    given, asked = entry_state(entry)
    key = _key_number(entry)
    before = entry.previous_result
    return SummaryRow(
        no=indicator.no,
        title=indicator.title,
        short=indicator.short,
        host=indicator.host,
        deadline=deadline_text(entry.pack.deadline(indicator, entry.round.id)),
        grade=large_grade(result, indicator),
        grade_text=wording.grade_text(result, indicator),
        outcome=wording.outcome_text(result, indicator),
        outcome_id=result.outcome.value,
        previous_grade=large_grade(before, indicator) if before is not None else "",
        measure=key_text(entry),
        measure_exact=key.exact if key else None,
        measure_shown=key.shown if key else "",
        measure_unit=key.unit if key else "",
        entry=entry_text(given, asked),
        given=given,
        asked=asked,
        next_step=_next(entry),
    )


def entry_state(entry: MissionInput) -> tuple[int, int]:
    """Return how many facts are filled in, of how many that are asked for."""
    asked = [fact.id for fact in entry.indicator.facts if fact.default is None]
    given = [name for name in asked if name in entry.facts and name not in entry.result.missing]
    return len(given), len(asked)


def entry_text(given: int, asked: int) -> str:
    """Return the state of entry in words."""
    if not given:
        return "ยังไม่ได้กรอก"
    return f"ครบ {asked} รายการ" if given == asked else f"กรอกแล้ว {given} จาก {asked}"


def _key_measures(entry: MissionInput) -> list[MeasureResult]:
    """Return what the grade hangs on: the points, else the measures; of many the last, which is made of the others."""
    measures = list(entry.result.measures)
    if entry.indicator.points:
        return [item for item in measures if item.id == entry.indicator.points]
    return measures if len(measures) <= 2 else measures[-1:]


def key_text(entry: MissionInput) -> str:
    """Return the figures that the grade hangs on, in words; "" where none is known."""
    if not entry.facts:  # "0–10 points" of an empty form says nothing
        return ""
    known = [(item, text) for item in _key_measures(entry) if (text := figure_text(item))]
    if len(known) == 1:
        return known[0][1]
    return "; ".join(f"{item.label} {text}" for item, text in known)


def _key_number(entry: MissionInput) -> MeasureResult | None:
    keys = _key_measures(entry)
    return keys[0] if len(keys) == 1 and keys[0].exact is not None else None


def _next(entry: MissionInput) -> str:
    indicator, result = entry.indicator, entry.result
    if result.steps:
        return wording.step_text(result.steps[0], indicator)
    match result.outcome:
        case Outcome.INCOMPLETE:
            names = [_name(indicator.fact_by_id[fact]) for fact in result.needed or result.missing]
            return f"กรอก {' และ '.join(names[:2])}{f' (อีก {len(names) - 2} รายการ)' if len(names) > 2 else ''}"
        case Outcome.REFUSED:
            names = [_name(indicator.fact_by_id[fact]) for fact in result.refused if fact in indicator.fact_by_id]
            return f"แก้ {' และ '.join(names[:2])}"
        case _:
            return "; ".join(wording.requirement_text(reason) for reason in result.open[:2])


def _name(fact: Fact) -> str:
    return f"“{fact.short or fact.label}”"


def grade_counts(entries: Sequence[MissionInput]) -> Iterator[GradeCount]:
    """Yield the count of each grade, best first: the common levels always, all else where there is one."""
    found = Counter(standing_text(entry) for entry in entries)
    common = Counter(entry.indicator.level_ids for entry in entries).most_common(1)[0][0]
    words: dict[str, str] = {}
    for entry in sorted(entries, key=lambda entry: entry.indicator.level_ids != common):
        for level in entry.indicator.level_ids:
            words.setdefault(entry.indicator.level_label(level), wording.level_text(entry.indicator, level))
    words.update({word: word for word in _OPEN.values()})
    always = set(list(words)[: len(common)])
    for label, word in words.items():
        if found[label] or label in always:
            yield GradeCount(label, found[label], f"{word} {found[label]} ภารกิจ")


def standing_text(entry: MissionInput) -> str:
    """Return the level, or in two or three words what stands in its place."""
    return _OPEN.get(entry.result.outcome) or large_grade(entry.result, entry.indicator)
