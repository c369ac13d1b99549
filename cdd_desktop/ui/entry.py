"""An entry as the window holds it: one mission in one round, readable values apart from what cannot be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cdd_desktop.criteria.engine import evaluate
from cdd_desktop.criteria.grading import read_facts
from cdd_desktop.criteria.kinds import FactValue, ValueProblem
from cdd_desktop.criteria.model import Indicator, Pack
from cdd_desktop.criteria.result import Result

DISTRICT_CODE_LENGTH = 4


@dataclass(frozen=True)
class Entry:
    """One mission in one round.

    Attributes:
        facts: readable values, graded.
        drafts: fact id -> text as typed that is no value of its kind; kept, never graded.
        problems: fact id -> why the value or the draft cannot be read (Thai).
        indicator: what it was graded by: of the pack as it is now, or as it was when the entry was submitted.
        untouched: nobody has written anything yet; ``facts`` may hold what the form is filled in with beforehand.
    """

    facts: Mapping[str, FactValue]
    drafts: Mapping[str, str]
    problems: Mapping[str, str]
    note: str
    result: Result
    indicator: Indicator
    untouched: bool = False

    @property
    def filled(self) -> int:
        """Return how many facts a person has filled in."""
        return 0 if self.untouched else len(self.facts)


@dataclass
class Stored:
    """What the store holds of an entry, and what is on its way there: values as JSON."""

    values: dict[str, Any] = field(default_factory=dict)
    drafts: dict[str, str] = field(default_factory=dict)
    note: str = ""
    touched: bool = False

    def is_empty(self) -> bool:
        return not (self.touched or self.values or self.drafts or self.note)


def asked(indicator: Indicator) -> int:
    """Return how many facts the indicator asks for; one that may stay absent is not counted."""
    return sum(fact.default is None for fact in indicator.facts)


def build(pack: Pack, indicator: Indicator, stored: Stored, round_id: str, office_code: str) -> Entry:
    """Return the entry, graded."""
    letter = pack.letter.no
    if stored.is_empty():
        facts = prefilled(indicator, office_code)
        return Entry(facts, {}, {}, "", evaluate(indicator, facts, citation=letter), indicator, untouched=True)
    read = read_facts(indicator, stored.values, months=pack.round(round_id).months)
    drafts = {name: text for name, text in stored.drafts.items() if name in indicator.fact_by_id}
    facts = {name: value for name, value in read.values.items() if name not in drafts}
    problems = dict(read.problems)
    problems.update((name, _why_unreadable(indicator, name, text)) for name, text in drafts.items())
    result = evaluate(indicator, facts, refused=read.problems, citation=letter)
    return Entry(facts, drafts, problems, stored.note, result, indicator)


def prefilled(indicator: Indicator, office_code: str) -> dict[str, FactValue]:
    """Return what a new form of a district is filled in with; a province sums its districts and gets nothing."""
    if len(office_code) != DISTRICT_CODE_LENGTH:
        return {}
    return {fact.id: fact.prefill for fact in indicator.facts if fact.prefill is not None}


def _why_unreadable(indicator: Indicator, fact_id: str, text: str) -> str:
    try:
        indicator.fact_by_id[fact_id].kind.parse(text)
    except ValueProblem as problem:
        return str(problem)
    return "ตรวจแล้วกด Enter เพื่อใช้ค่านี้"  # left by an older program, and can be read by now
