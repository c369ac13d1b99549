"""What grading gives: one tree that the screen, the paper, the workbook and the command line all show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from cdd_desktop.criteria.kinds import FactValue

BELOW = "below"  # stands in ``Result.reachable`` where not even the lowest level may be reached


class Truth(Enum):
    """Three-valued: a condition on a missing fact, or on a ratio over zero, is unknown."""

    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"


class Outcome(Enum):
    GRADED = "graded"
    BELOW = "below"
    INCOMPLETE = "incomplete"
    NO_BASE = "no_base"
    REFUSED = "refused"


@dataclass(frozen=True)
class Reason:
    """One condition as it was found.

    Attributes:
        kind: ``compare``, ``is``, ``every``, ``all`` or ``any``.
        label: what is looked at (Thai).
        value: the exact number looked at (None: unknown, or not a number).
        shown: that number (or yes/no, or a range "6-8") as a person reads it; "" when nothing is known.
        threshold_shown: the number it is held against, as a person reads it.
        citation: letter and place in it.
        missing: absent facts that this condition needs.
        zero: facts that make up a denominator that is zero.
    """

    kind: str
    label: str
    truth: Truth
    value: Fraction | None = None
    shown: str = ""
    op: str = ""
    threshold: Fraction | None = None
    threshold_shown: str = ""
    unit: str = ""
    citation: str = ""
    readings: tuple[str, ...] = ()
    evidence: str = ""
    missing: tuple[str, ...] = ()
    zero: tuple[str, ...] = ()
    children: tuple[Reason, ...] = ()
    subject: str = ""  # id of the fact or measure looked at


@dataclass(frozen=True)
class LevelResult:
    id: str
    label: str
    truth: Truth
    reasons: tuple[Reason, ...]
    otherwise: bool = False
    citation: str = ""
    summary: str = ""


@dataclass(frozen=True)
class MeasureResult:
    """A measure: ``exact`` is None when it is unknown; then ``low`` and ``high`` bound it where points can be bounded.

    ``sentence`` explains the number by its parts: "80 จาก 104 คน = ร้อยละ 76.92".
    """

    id: str
    label: str
    unit: str
    exact: Fraction | None
    shown: str
    low: Fraction | None = None
    high: Fraction | None = None
    sentence: str = ""
    missing: tuple[str, ...] = ()
    zero: tuple[str, ...] = ()


@dataclass(frozen=True)
class Step:
    """The smallest change of one fact that reaches a better level.

    ``change`` is what is added (a number, a list of numbers per place, True for a yes/no); ``value`` is the new value.
    """

    grade: str
    fact: str
    change: FactValue
    value: FactValue
    relative: Fraction


@dataclass(frozen=True)
class Result:
    """How an indicator stands on some facts.

    Attributes:
        reachable: levels not excluded yet, best first, ``below`` last; one when decided, none when refused.
        certain: the lowest of ``reachable`` when the outcome is open ("at least C"); "" when decided.
        missing: every absent fact, needed or not; ``needed`` those that the open conditions hang on.
        zero: facts that make a denominator zero in an open condition.
        refused: fact id -> message, for facts that cannot be.
        steps: one for each fact that alone reaches the next level, smallest relative change first.
        open: the conditions that still stand between here and the next level, where no single fact is enough.
        levels: every level of the table that applies, best first.
        table: title of the table that applies ("" when there is one only).
        recorded: only what was recorded of a result whose criteria are lost: no measures, conditions or steps.
    """

    indicator: str
    outcome: Outcome
    grade: str | None
    reachable: tuple[str, ...]
    points: Fraction | None
    points_range: tuple[Fraction, Fraction] | None
    measures: tuple[MeasureResult, ...]
    missing: tuple[str, ...]
    needed: tuple[str, ...]
    zero: tuple[str, ...]
    refused: Mapping[str, str]
    steps: tuple[Step, ...]
    open: tuple[Reason, ...]
    levels: tuple[LevelResult, ...]
    table: str = ""
    next_grade: str = ""
    recorded: bool = False

    @property
    def certain(self) -> str:
        return self.reachable[-1] if len(self.reachable) > 1 else ""
