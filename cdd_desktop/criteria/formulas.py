"""Formulas and conditions as data: the closed vocabulary that criteria are written in.

A pack from a stick can never run code: what is not one of these classes cannot be said.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

# --- numbers -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Const:
    """A number printed in the letter."""

    value: Fraction


@dataclass(frozen=True)
class FactRef:
    """A counted or measured fact, as a number."""

    fact: str


@dataclass(frozen=True)
class MeasureRef:
    """A named measure of the same indicator, as a number."""

    measure: str


@dataclass(frozen=True)
class Percent:
    """part / whole x 100; unknown when whole is zero, unless ``zero`` says what the letter means then."""

    part: Expression
    whole: Expression
    zero: Fraction | None = None


@dataclass(frozen=True)
class Ratio:
    """part / whole."""

    part: Expression
    whole: Expression
    zero: Fraction | None = None


@dataclass(frozen=True)
class Growth:
    """(current - base) / base x 100."""

    current: Expression
    base: Expression


@dataclass(frozen=True)
class Reduction:
    """(base - current) / base x 100."""

    current: Expression
    base: Expression


@dataclass(frozen=True)
class Difference:
    """The first item less all the others."""

    items: tuple[Expression, ...]


@dataclass(frozen=True)
class Sum:
    items: tuple[Expression, ...]


@dataclass(frozen=True)
class Average:
    items: tuple[Expression, ...]


@dataclass(frozen=True)
class Least:
    """The smallest of several numbers."""

    items: tuple[Expression, ...]


@dataclass(frozen=True)
class LeastOf:
    """The smallest number of a list fact."""

    fact: str


@dataclass(frozen=True)
class TotalOf:
    """The sum of a list fact."""

    fact: str


@dataclass(frozen=True)
class Distinct:
    """How many different choices a choices fact holds."""

    fact: str


@dataclass(frozen=True)
class Scale:
    of: Expression
    by: Fraction


@dataclass(frozen=True)
class CountMet:
    """How many of the conditions hold."""

    conditions: tuple[Condition, ...]


@dataclass(frozen=True)
class Points:
    """``points`` when the condition holds, else 0."""

    when: Condition
    points: Fraction


@dataclass(frozen=True)
class Band:
    op: Op
    threshold: Fraction
    points: Fraction


@dataclass(frozen=True)
class Bands:
    """The points of the first band that holds, else ``otherwise``."""

    of: Expression
    bands: tuple[Band, ...]
    otherwise: Fraction


@dataclass(frozen=True)
class Case:
    when: Condition
    use: Expression


@dataclass(frozen=True)
class Choose:
    """The first case that holds, else ``otherwise``."""

    cases: tuple[Case, ...]
    otherwise: Expression


Expression = (
    Const
    | FactRef
    | MeasureRef
    | Percent
    | Ratio
    | Growth
    | Reduction
    | Difference
    | Sum
    | Average
    | Least
    | LeastOf
    | TotalOf
    | Distinct
    | Scale
    | CountMet
    | Points
    | Bands
    | Choose
)

# --- conditions --------------------------------------------------------------------------------------------------

Op = Literal["at_least", "more_than", "at_most", "less_than", "equal"]


@dataclass(frozen=True)
class About:
    """What is said of a condition to people; never part of the rules."""

    label: str = ""  # short Thai wording of what is looked at; "" = made from the fact or measure
    source: str = ""  # place in the letter
    readings: tuple[str, ...] = ()
    evidence: str = ""  # what proves it (Thai), "" = none asked for


@dataclass(frozen=True)
class Compare:
    left: Expression
    op: Op
    right: Expression
    about: About = field(default=About(), compare=False)


@dataclass(frozen=True)
class Is:
    """A yes/no or a choice has the given value."""

    fact: str
    value: bool | str
    about: About = field(default=About(), compare=False)


@dataclass(frozen=True)
class Every:
    """Every number of a list fact, taken as a percentage of ``percent_of`` where given, passes the threshold."""

    fact: str
    op: Op
    threshold: Expression
    percent_of: Expression | None = None
    about: About = field(default=About(), compare=False)


@dataclass(frozen=True)
class AllOf:
    items: tuple[Condition, ...]
    about: About = field(default=About(), compare=False)


@dataclass(frozen=True)
class AnyOf:
    items: tuple[Condition, ...]
    about: About = field(default=About(), compare=False)


Condition = Compare | Is | Every | AllOf | AnyOf


def nodes(node: object) -> Iterator[object]:
    """Yield a formula's or condition's parts, itself first; what is said about them to people left out."""
    if isinstance(node, tuple):
        for item in node:
            yield from nodes(item)
    elif hasattr(node, "__dataclass_fields__") and not isinstance(node, About):
        yield node
        for name in node.__dataclass_fields__:
            yield from nodes(getattr(node, name))


def facts_in(node: object) -> frozenset[str]:
    """Return the ids of the facts that a formula or condition names; measures are not followed."""
    return frozenset(
        part.fact for part in nodes(node) if isinstance(part, FactRef | LeastOf | TotalOf | Distinct | Is | Every)
    )
