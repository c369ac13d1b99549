"""An entry as the window holds it: one mission in one round, readable values apart from what cannot be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cdd_desktop.criteria.engine import evaluate
from cdd_desktop.criteria.kinds import FactValue, ValueProblem
from cdd_desktop.criteria.model import Indicator
from cdd_desktop.criteria.result import Result

DISTRICT_CODE_LENGTH = 4


@dataclass(frozen=True)
class Entry:
    """One mission in one round.

    Attributes:
        facts: readable values, graded.
        drafts: fact id -> text as typed that is no value of its kind; kept, never graded.
        problems: fact id -> why the value or the draft cannot be read (Thai).
        untouched: nobody has written anything yet; ``facts`` may hold what the form is filled in with beforehand.
    """

    facts: Mapping[str, FactValue]
    drafts: Mapping[str, str]
    problems: Mapping[str, str]
    note: str
    result: Result
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


def build(indicator: Indicator, stored: Stored, office_code: str) -> Entry:
    """Return the entry, graded."""
    if stored.is_empty():
        facts = prefilled(indicator, office_code)
        return Entry(facts, {}, {}, "", evaluate(indicator, facts), untouched=True)
    facts, problems = _read(indicator, stored)
    return Entry(facts, dict(stored.drafts), problems, stored.note, evaluate(indicator, facts))


def prefilled(indicator: Indicator, office_code: str) -> dict[str, FactValue]:
    """Return what a new form of a district is filled in with; a province sums its districts and gets nothing."""
    if len(office_code) != DISTRICT_CODE_LENGTH:
        return {}
    return {fact.id: fact.prefill for fact in indicator.facts if fact.prefill is not None}


def _read(indicator: Indicator, stored: Stored) -> tuple[dict[str, FactValue], dict[str, str]]:
    facts: dict[str, FactValue] = {}
    problems: dict[str, str] = {}
    for fact in indicator.facts:
        if fact.id in stored.drafts:
            problems[fact.id] = _why_unreadable(fact.kind.parse, stored.drafts[fact.id])
        elif stored.values.get(fact.id) is not None:
            try:
                facts[fact.id] = fact.kind.from_json(stored.values[fact.id])
            except ValueProblem as problem:
                problems[fact.id] = str(problem)
    return facts, problems


def _why_unreadable(parse: Any, text: str) -> str:
    try:
        parse(text)
    except ValueProblem as problem:
        return str(problem)
    return "ตรวจแล้วกด Enter เพื่อใช้ค่านี้"  # a draft of an older program that can be read by now
