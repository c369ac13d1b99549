"""What a document says, without any layout: texts in their final wording and digits, ready to be set.

The PDF and the workbook lay out the same objects. ``content_mission`` and ``content_summary`` build them. Numbers stand
beside their text as exact values where a worksheet needs a number to count with.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from cdd_desktop.criteria.kinds import FactValue
from cdd_desktop.criteria.model import Indicator, Pack, Round
from cdd_desktop.criteria.result import Result
from cdd_desktop.thai.digits import to_thai

# --- what goes in ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class OfficeText:
    """Who reports; empty texts where the office has not said yet."""

    name: str = ""
    head: str = ""
    head_position: str = ""
    officers: tuple[str, ...] = ()
    province: str = ""
    district: str = ""


@dataclass(frozen=True)
class Options:
    """How a document is to look all over.

    Attributes:
        thai_digits: Thai digits in the whole document; else Arabic (letter numbers stay in Thai digits).
        draft: the document is not final: every page is marked so.
    """

    thai_digits: bool = True
    draft: bool = False

    def text(self, plain: str) -> str:
        """Return the text in the document's digits; words with Latin letters (5P, R13, addresses) stay as they are."""
        return _WORD_OR_NUMBER.sub(_thai_number, plain) if self.thai_digits else plain


class Verbatim(str):
    """A text that keeps its digits in every document: a hash, a file's name, what a person has typed.

    Telephone numbers on letters are the document's own: official letters print them in Thai digits.
    """

    __slots__ = ()


NAMELESS = Verbatim("")
_WORD_OR_NUMBER = re.compile(r"[A-Za-z0-9@_#&=?%+~./:-]*[A-Za-z][A-Za-z0-9@_#&=?%+~./:-]*|[0-9]+")


def _thai_number(match: re.Match[str]) -> str:
    found = match.group()
    return to_thai(found) if found.isdecimal() else found


@dataclass(frozen=True)
class MissionInput:
    """One mission in one round, as it stands.

    Attributes:
        facts: readable values.
        problems: fact id -> why the stored value cannot be read (Thai); such facts are not in ``facts``.
        drafts: fact id -> text in the field that could not be read, as typed.
        previous: the round before, None where there is none or nothing was filled in.
        previous_result: how the round before stood, None as above.
    """

    pack: Pack
    indicator: Indicator
    round: Round
    facts: Mapping[str, FactValue]
    result: Result
    note: str = ""
    previous: Mapping[str, FactValue] | None = None
    previous_result: Result | None = None
    drafts: Mapping[str, str] = field(default_factory=dict)
    problems: Mapping[str, str] = field(default_factory=dict)


# --- what comes out ----------------------------------------------------------------------------------------------

Number = int | Decimal
Holds = Literal["number", "date", "text"]
State = Literal["given", "missing", "unreadable", "refused"]


@dataclass(frozen=True)
class Part:
    """One place of a list fact: a month, an activity."""

    label: str
    value: str
    number: Number | None = None


@dataclass(frozen=True)
class FactRow:
    """One fact.

    Attributes:
        value: never empty: a missing or unreadable value says so in words.
        previous: "" where the round before has none.
        problem: why the value is unreadable or refused, "" otherwise.
        number, previous_number: the exact value of a numeric fact; ``decimals`` are to be shown.
        several: more than one of the choices may be given.
        holds: what a cell for it is to hold; ``day`` is the exact date where one is given.
        parts: the places of a list of numbers; empty for other kinds and where nothing is given.
        id: of the fact; ``choices`` what may be answered, where that is few words; ``places`` names every place that a
            list can be filled in, also those that are still empty. For the workbook, which is filled in elsewhere.
    """

    label: str
    value: str
    unit: str = ""
    previous: str = ""
    state: State = "given"
    problem: str = ""
    number: Number | None = None
    previous_number: Number | None = None
    decimals: int = 0
    parts: tuple[Part, ...] = ()
    id: Verbatim = NAMELESS
    choices: tuple[Verbatim, ...] = ()
    places: tuple[str, ...] = ()
    several: bool = False
    holds: Holds = "text"
    day: date | None = None


@dataclass(frozen=True)
class FactSection:
    title: str
    rows: tuple[FactRow, ...]


@dataclass(frozen=True)
class MeasureRow:
    """``sentence`` explains the number by its parts, or says why it is not known; ``value`` is "" then."""

    label: str
    value: str
    unit: str
    sentence: str
    exact: Fraction | None = None


@dataclass(frozen=True)
class ConditionRow:
    """One condition of a level; ``depth`` > 0 for the parts of a condition made of several.

    ``value`` and ``threshold`` are "" where there is none to show; ``text`` says it all in one line.
    """

    mark: str
    word: str
    label: str
    value: str
    threshold: str
    text: str
    depth: int = 0
    readings: tuple[str, ...] = ()


@dataclass(frozen=True)
class LevelBlock:
    """A level and how each of its conditions stands; ``reached`` marks the one that was given."""

    label: str
    summary: str
    mark: str
    word: str
    conditions: tuple[ConditionRow, ...]
    reached: bool = False
    otherwise: bool = False


@dataclass(frozen=True)
class Signature:
    """A place to sign: who signs, and the name and position printed under it ("" leaves dots)."""

    role: str
    name: str = ""
    position: str = ""


@dataclass(frozen=True)
class Remark:
    """Something that was done with the report: what, by whom, when, and why ("" where no reason is asked for)."""

    what: str
    name: str
    when: str
    reason: str = ""


@dataclass(frozen=True)
class MissionReport:
    """One mission in one round.

    Attributes:
        heading: what the document is ("แบบรายงานผล ...").
        grade: shown large: a level ("B"), or "–" where none is given.
        grade_text: the same in words ("ระดับ B").
        points: the points with their unit, their bounds while they are open, "" where the mission has none.
        outcome: the outcome in one sentence; ``outcome_id`` is the engine's id of it.
        next_steps: ways to the next level, nearest first; ``still_open``: what stands in the way where no single
            fact is enough.
        missing: names of facts that are not filled in; ``problems``: values that cannot be, each a sentence.
        note: the office's own words, as they were typed.
        remarks: who sent, certified and reopened it.
        id: of the mission.
    """

    heading: str
    office: str
    area: str
    no: str
    title: str
    short: str
    host: str
    channel: str
    round: str
    deadline: str
    period: str
    printed_on: str
    letter: str
    sections: tuple[FactSection, ...]
    measures: tuple[MeasureRow, ...]
    grade: str
    grade_text: str
    outcome: str
    outcome_id: str
    points: str
    levels: tuple[LevelBlock, ...]
    next_steps: tuple[str, ...]
    still_open: tuple[str, ...]
    missing: tuple[str, ...]
    problems: tuple[str, ...]
    citation: str
    readings: tuple[str, ...]
    note: str
    signatures: tuple[Signature, ...]
    remarks: tuple[Remark, ...] = ()
    draft: bool = False
    id: Verbatim = NAMELESS


@dataclass(frozen=True)
class SummaryRow:
    """One mission in the table of a round.

    Attributes:
        grade: shown large, as in the mission report; ``previous_grade`` the round before's, "" where none.
        measure: the figures the grade hangs on, in words; ``measure_exact``, ``measure_shown`` and ``measure_unit``
            where it is a single number, else None and "".
        given, asked: how many facts are filled in, of how many; ``entry`` the same in words.
    """

    no: str
    title: str
    short: str
    host: str
    deadline: str
    grade: str
    grade_text: str
    outcome: str
    outcome_id: str
    previous_grade: str
    measure: str
    measure_exact: Fraction | None
    measure_shown: str
    measure_unit: str
    entry: str
    given: int
    asked: int
    next_step: str


@dataclass(frozen=True)
class GradeCount:
    label: str
    count: int
    text: str


@dataclass(frozen=True)
class RoundSummary:
    """All missions that take part in a round, and how many stand at each grade.

    ``readings`` are those that hold for the whole letter; a mission's own stand in its report. ``printed`` and
    ``thai_digits`` are for the workbook, whose numbers are no texts.
    """

    heading: str
    office: str
    area: str
    round: str
    deadline: str
    period: str
    printed_on: str
    letter: str
    rows: tuple[SummaryRow, ...]
    counts: tuple[GradeCount, ...]
    readings: tuple[str, ...]
    signatures: tuple[Signature, ...]
    printed: date
    thai_digits: bool
    draft: bool = False
