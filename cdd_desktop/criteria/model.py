"""What a criteria pack is, once it has been read: frozen data, no behaviour of its own but look-ups.

A pack restates one official letter. Everything a letter may change is data here; the vocabulary of formulas is closed
(``formulas``), so that a pack from a stick can never run code.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from fractions import Fraction
from functools import cached_property
from typing import Literal

from cdd_desktop.criteria.formulas import (
    Bands,
    Compare,
    Condition,
    Const,
    Expression,
    MeasureRef,
    Op,
    facts_in,
    nodes,
)
from cdd_desktop.criteria.kinds import FactValue, Kind

# --- facts and forms ---------------------------------------------------------------------------------------------

Improves = Literal["up", "down", "no"]


@dataclass(frozen=True)
class Choice:
    id: str
    label: str


@dataclass(frozen=True)
class Fact:
    """One thing that an office counts, measures or decides, and reports.

    Attributes:
        months: a list fact with one number for each month of the period reported so far.
        length_of: a list fact with exactly as many numbers as this count fact says.
        same_length: name of a group of list facts that have one length.
        part_of: facts that this one (or every number of its list) cannot exceed.
        default: the value that stands where the fact is absent (None: absent is missing).
        prefill: what a new form is filled in with (the person may change it); the engine does not use it.
        improves: the direction in which a larger value may improve the grade; "no" for bases, targets and totals.
        aggregate: how the province's value is made of its districts' values.
    """

    id: str
    kind: Kind
    label: str
    unit: str = ""
    help: str = ""
    short: str = ""
    improves: Improves = "no"
    part_of: tuple[str, ...] = ()
    minimum: Fraction | None = None
    maximum: Fraction | None = None
    months: bool = False
    months_max: int = 0  # months in the pack's period, for a list fact with ``months``
    length_of: str = ""
    same_length: str = ""
    choices: tuple[Choice, ...] = ()
    default: FactValue | None = None
    prefill: FactValue | None = None
    carry: bool = False
    owner: Literal["district", "province"] = "district"
    aggregate: Literal["sum", "all", "any", "list", "own"] = "own"
    register: str = ""
    channel_order: int = 0
    evidence: str = ""


@dataclass(frozen=True)
class Limit:
    """The parts together cannot exceed the whole."""

    parts: tuple[str, ...]
    whole: str
    message: str


@dataclass(frozen=True)
class Section:
    """A group of fields of the form, laid out by a person."""

    title: str
    facts: tuple[str, ...]
    columns: int = 1
    help: str = ""


# --- measures, levels, indicators --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Measure:
    id: str
    label: str
    value: Expression
    unit: str = ""
    source: str = ""


@dataclass(frozen=True)
class Level:
    """A grade and its conditions; ``otherwise`` marks the level that takes whatever misses the better ones."""

    id: str
    conditions: tuple[Condition, ...]
    otherwise: bool = False
    source: str = ""
    label: str = ""
    summary: str = ""  # the level in one short Thai line of our own


@dataclass(frozen=True)
class LevelTable:
    """One set of levels, best first; ``when`` picks it (None: always)."""

    levels: tuple[Level, ...]
    when: Condition | None = None
    title: str = ""
    cumulative: bool = False  # as ``Indicator.cumulative``, for this table alone


@dataclass(frozen=True)
class Reading:
    """Where the letter contradicts itself or is silent, and how it is read here."""

    id: str
    text: str


@dataclass(frozen=True)
class Deadline:
    """A day, and the time of day where the letter gives one (else the end of that day)."""

    day: date
    at: time | None = None


@dataclass(frozen=True)
class Indicator:
    """A mission (grades A-D) or an indicator of an agreement (levels 1-5)."""

    id: str
    no: str
    title: str
    short: str
    host: str
    channel: str
    source: str
    facts: tuple[Fact, ...]
    sections: tuple[Section, ...]
    measures: tuple[Measure, ...]
    tables: tuple[LevelTable, ...]
    limits: tuple[Limit, ...] = ()
    points: str = ""  # the measure shown as the indicator's points
    cumulative: bool = False  # level n also needs the conditions of every lower level
    readings: tuple[Reading, ...] = ()
    deadlines: Mapping[str, Deadline] = field(default_factory=dict)  # by round id; replaces the pack's
    graded_at: tuple[str, ...] = ("district", "province")
    subject: Literal["office", "person", "team"] = "office"
    summary: str = ""
    notes: tuple[str, ...] = ()  # explanations for the person, in our own words
    weight: Fraction | None = None
    replaces: str = ""  # id that it had in earlier packs, where that was another

    @cached_property
    def fact_by_id(self) -> Mapping[str, Fact]:
        return {fact.id: fact for fact in self.facts}

    @cached_property
    def measure_by_id(self) -> Mapping[str, Measure]:
        return {measure.id: measure for measure in self.measures}

    @cached_property
    def facts_behind(self) -> Mapping[str, frozenset[str]]:
        """Return for every measure the facts it is made of, through other measures too (these stand above it)."""
        behind: dict[str, frozenset[str]] = {}
        for measure in self.measures:
            through = [behind[part.measure] for part in nodes(measure.value) if isinstance(part, MeasureRef)]
            behind[measure.id] = facts_in(measure.value).union(*through)
        return behind

    @cached_property
    def comparisons(self) -> Mapping[Expression, tuple[tuple[Op, Fraction], ...]]:
        """Return, for everything that is compared with a printed number, all these comparisons."""
        found: dict[Expression, tuple[tuple[Op, Fraction], ...]] = {}
        for part in (*nodes(self.tables), *nodes(self.measures)):
            if isinstance(part, Compare) and isinstance(part.right, Const):
                found[part.left] = (*found.get(part.left, ()), (part.op, part.right.value))
            elif isinstance(part, Bands):
                limits = tuple((band.op, band.threshold) for band in part.bands)
                found[part.of] = (*found.get(part.of, ()), *limits)
        return found

    @cached_property
    def level_ids(self) -> tuple[str, ...]:
        """Return every level id, best first, over all tables."""
        order: list[str] = []
        for table in sorted(self.tables, key=lambda table: -len(table.levels)):
            order.extend(level.id for level in table.levels if level.id not in order)
        return tuple(order)

    def level_label(self, level_id: str) -> str:
        for table in self.tables:
            for level in table.levels:
                if level.id == level_id:
                    return level.label or level.id
        return level_id


# --- packs -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Letter:
    """The official letter a pack restates."""

    no: str
    date: date
    issuer: str
    subject: str = ""
    refers_to: str = ""


@dataclass(frozen=True)
class Round:
    """One time of reporting; ``months`` of the period are reported by then."""

    id: str
    title: str
    months: int
    deadline: Deadline | None = None  # None: only indicators with a deadline of their own take part


@dataclass(frozen=True)
class Pack:
    id: str
    revision: int
    title: str
    fiscal_year: int  # Buddhist era
    period_title: str
    period_start: date
    period_end: date
    letter: Letter
    rounds: tuple[Round, ...]
    indicators: tuple[Indicator, ...]
    hosts: Mapping[str, str]  # short name of a bureau -> full name
    readings: tuple[Reading, ...] = ()
    criteria_hash: str = ""  # over the rules only, not words and layout
    month_names: tuple[str, ...] = ()
    source: str = field(default="", repr=False, compare=False)  # the files it was read from (``loader.load_source``)

    @cached_property
    def indicator_by_id(self) -> Mapping[str, Indicator]:
        return {indicator.id: indicator for indicator in self.indicators}

    @property
    def months(self) -> int:
        """Return how many months the period has."""
        return (
            (self.period_end.year - self.period_start.year) * 12 + self.period_end.month - self.period_start.month + 1
        )

    def round(self, round_id: str) -> Round:
        """Return the round, raising KeyError for an unknown id."""
        for item in self.rounds:
            if item.id == round_id:
                return item
        raise KeyError(round_id)

    def deadline(self, indicator: Indicator, round_id: str) -> Deadline | None:
        """Return when the indicator is due in the round, or None where it takes no part in it."""
        return indicator.deadlines.get(round_id) or self.round(round_id).deadline

    def indicators_in(self, round_id: str) -> tuple[Indicator, ...]:
        return tuple(item for item in self.indicators if self.deadline(item, round_id) is not None)
