"""What is refused as never given is indeed never given: held against the engine on random facts."""

from fractions import Fraction
from random import Random

import pytest

from cdd_desktop.criteria import formulas as f
from cdd_desktop.criteria import model as m
from cdd_desktop.criteria.bounds import bounds
from cdd_desktop.criteria.conditions import Scope
from cdd_desktop.criteria.decision import decide, possible_tables
from cdd_desktop.criteria.kinds import KINDS, FactValue, with_choices
from cdd_desktop.criteria.reach import never

FACTS = (
    m.Fact("yes", KINDS["bool"], "yes"),
    m.Fact("whole", KINDS["count"], "whole"),
    m.Fact("part", KINDS["count"], "part", part_of=("whole",)),
    m.Fact("months", KINDS["count_list"], "months", months=True),
    m.Fact(
        "size",
        with_choices(KINDS["choice"], ("s", "l"), ("s", "l")),
        "size",
        choices=(m.Choice("s", ""), m.Choice("l", "")),
    ),
)
PERCENT = f.Percent(f.FactRef("part"), f.FactRef("whole"))
MEASURES = (
    m.Measure("percent", "percent", PERCENT),
    m.Measure("points", "points", f.Bands(PERCENT, (f.Band("at_least", Fraction(50), Fraction(2)),), Fraction(1))),
)
OPS: tuple[f.Op, ...] = ("at_least", "more_than", "at_most", "less_than", "equal")


def indicator(*levels: tuple[f.Condition, ...]) -> m.Indicator:
    made = tuple(m.Level(f"L{place}", conditions, otherwise=not conditions) for place, conditions in enumerate(levels))
    return m.Indicator("x", "1", "x", "x", "", "", "", FACTS, (), MEASURES, (m.LevelTable(made),))


def condition(random: Random, depth: int = 2) -> f.Condition:
    if depth and random.random() < 0.3:
        items = tuple(condition(random, depth - 1) for _ in range(2))
        return random.choice((f.AllOf, f.AnyOf))(items)
    op = random.choice(OPS)
    match random.randrange(6):
        case 0:
            return f.Is("yes", random.random() < 0.5)
        case 1:
            return f.Is("size", random.choice("sl"))
        case 2:
            return f.Every("months", op, f.Const(Fraction(random.randrange(4))))
        case 3:
            return f.Compare(f.MeasureRef("points"), op, f.Const(Fraction(random.randrange(4))))
        case 4:
            return f.Compare(f.FactRef("part"), op, f.FactRef("whole"))
        case _:
            return f.Compare(f.MeasureRef("percent"), op, f.Const(Fraction(random.randrange(-50, 200, 50))))


def facts(random: Random) -> dict[str, FactValue]:
    whole = random.randrange(1, 5)
    return {
        "yes": random.random() < 0.5,
        "whole": whole,
        "part": random.randrange(whole + 1),
        "months": tuple(random.randrange(4) for _ in range(random.randrange(1, 4))),
        "size": random.choice("sl"),
    }


@pytest.mark.parametrize("seed", range(20))
def test_a_level_called_never_is_never_given(seed: int) -> None:
    random = Random(seed)
    flagged = 0
    for _ in range(10):
        levels = [tuple(condition(random) for _ in range(random.randrange(1, 4))) for _ in range(4)]
        made = indicator(*levels, ())
        unreachable = never(made, [*levels, ()])
        flagged += len(unreachable)
        scopes = [Scope(made, facts(random)) for _ in range(40)]
        given = {level for scope in scopes for level in decide(scope, possible_tables(scope)).reachable}
        assert not given & {f"L{place}" for place in unreachable}
    assert flagged  # or the test would show nothing


def test_the_one_that_covers_is_named() -> None:
    yes, no = f.Is("yes", value=True), f.Is("yes", value=False)
    assert never(indicator(), [(yes,), (yes, f.Is("size", "s")), (no,), ()]) == {1: 0, 3: None}


def test_lists_are_not_cut_in_two() -> None:
    """Not every month is over 2, and not every month is at most 2: a mixed list is left."""
    over, under = (f.Every("months", op, f.Const(Fraction(2))) for op in ("more_than", "at_most"))
    assert never(indicator(), [(over,), (under,), ()]) == {}


def test_a_condition_with_very_many_ways_to_hold_is_left_open() -> None:
    either = f.AnyOf((f.Is("yes", value=True), f.Is("size", "s")))
    assert never(indicator(), [tuple([either] * 40), ()]) == {}


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        (f.MeasureRef("percent"), (0, 100)),
        (f.MeasureRef("points"), (1, 2)),
        (f.Ratio(f.FactRef("part"), f.FactRef("whole")), (0, 1)),
        (f.Percent(f.FactRef("whole"), f.FactRef("part")), (0, None)),
        (f.Percent(f.Difference((f.FactRef("part"), f.FactRef("whole"))), f.FactRef("whole")), (None, None)),
        (f.Percent(f.FactRef("part"), f.FactRef("whole"), zero=Fraction(200)), (0, 200)),
        (f.Sum((f.MeasureRef("points"), f.Const(Fraction(5)))), (6, 7)),
        (f.Average((f.MeasureRef("points"), f.Const(Fraction(5)))), (3, Fraction(7, 2))),
        (f.Least((f.MeasureRef("points"), f.FactRef("whole"))), (0, 2)),
        (f.Scale(f.MeasureRef("points"), Fraction(3, 2)), (Fraction(3, 2), 3)),
        (f.CountMet((f.Is("yes", value=True),)), (0, 1)),
        (f.Points(f.Is("yes", value=True), Fraction(2)), (0, 2)),
        (f.Choose((f.Case(f.Is("yes", value=True), f.Const(Fraction(9))),), f.MeasureRef("points")), (1, 9)),
        (f.Growth(f.FactRef("part"), f.FactRef("whole")), (None, None)),
    ],
)
def test_how_far_an_expression_can_go(node: f.Expression, expected: tuple[int | None, int | None]) -> None:
    assert bounds(indicator(), node) == expected
