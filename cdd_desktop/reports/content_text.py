"""A round as a short plain text, to be pasted into a chat."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cdd_desktop.criteria.result import Outcome
from cdd_desktop.criteria.wording import NO_BASE
from cdd_desktop.reports.content import MissionInput, OfficeText, Options
from cdd_desktop.reports.content_mission import deadline_text
from cdd_desktop.reports.content_summary import entry_state, entry_text, grade_counts, key_text, standing_text


def chat_text(inputs: Sequence[MissionInput], office: OfficeText, options: Options) -> str:
    """Return the round in a few lines: who and when, one line for each mission, how many at each grade.

    Args:
        inputs: the missions of one round, at least one.
    """
    return options.text("\n".join(_lines(inputs, office, draft=options.draft)))


def _lines(inputs: Sequence[MissionInput], office: OfficeText, *, draft: bool) -> Iterator[str]:
    pack, current = inputs[0].pack, inputs[0].round
    if office.name:
        yield office.name
    yield f"{current.title} {pack.period_title}{' (ร่าง)' if draft else ''}"
    yield ""
    for item in inputs:
        yield f"{item.indicator.no}. {item.indicator.short or item.indicator.title}: {_standing(item)}"
    yield ""
    yield "รวม " + ", ".join(f"{count.label} {count.count}" for count in grade_counts(inputs) if count.count)
    if due := deadline_text(current.deadline):
        yield f"กำหนดส่ง {due}"


def _standing(entry: MissionInput) -> str:
    """Return the grade with the figure it hangs on, or that there is none with the reason."""
    said = key_text(entry)
    if entry.result.outcome is Outcome.INCOMPLETE:
        said = entry_text(*entry_state(entry))
    elif entry.result.outcome is Outcome.NO_BASE:
        said = NO_BASE
    return f"{standing_text(entry)} ({said})" if said else standing_text(entry)
