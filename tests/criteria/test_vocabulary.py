"""Every expression and condition of the closed vocabulary, with known, missing and zero-based facts."""

from decimal import Decimal
from fractions import Fraction

import pytest

from cdd_desktop.criteria import formulas as f
from cdd_desktop.criteria import model as m
from cdd_desktop.criteria.conditions import Found, Scope
from cdd_desktop.criteria.kinds import KINDS, FactValue
from cdd_desktop.criteria.numbers import Num
from cdd_desktop.criteria.result import Truth

NUMBERS = tuple(m.Fact(name, KINDS["count"], name) for name in "abcd")
FACTS = (
    *NUMBERS,
    m.Fact("yes", KINDS["bool"], "yes"),
    m.Fact("months", KINDS["count_list"], "months", months=True),
    m.Fact("picked", KINDS["choices"], "picked", choices=(m.Choice("x", "x"), m.Choice("y", "y"))),
)
MEASURES = (m.Measure("share", "share", f.Percent(f.FactRef("a"), f.FactRef("b"))),)
INDICATOR = m.Indicator("test", "1", "t", "t", "", "", "", FACTS, (), MEASURES, ())

A, B, C = f.FactRef("a"), f.FactRef("b"), f.FactRef("c")


def scope(**facts: FactValue) -> Scope:
    return Scope(INDICATOR, facts)


def number(node: f.Expression, **facts: FactValue) -> Num:
    return scope(**facts).number(node)


def found(condition: f.Condition, **facts: FactValue) -> Found:
    return scope(**facts).find(condition)


def at_least(node: f.Expression, threshold: int) -> f.Compare:
    return f.Compare(node, "at_least", f.Const(Fraction(threshold)))


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        (f.Const(Fraction(7)), Fraction(7)),
        (A, Fraction(3)),
        (f.MeasureRef("share"), Fraction(75)),
        (f.Percent(A, B), Fraction(75)),
        (f.Ratio(A, B), Fraction(3, 4)),
        (f.Growth(A, B), Fraction(-25)),
        (f.Reduction(A, B), Fraction(25)),
        (f.Difference((B, A, f.Const(Fraction(1)))), Fraction(0)),
        (f.Sum((A, B)), Fraction(7)),
        (f.Average((A, B)), Fraction(7, 2)),
        (f.Least((A, B)), Fraction(3)),
        (f.LeastOf("months"), Fraction(2)),
        (f.TotalOf("months"), Fraction(7)),
        (f.Distinct("picked"), Fraction(1)),
        (f.Scale(A, Fraction(3, 2)), Fraction(9, 2)),
        (f.CountMet((at_least(A, 3), at_least(A, 4))), Fraction(1)),
        (f.Points(at_least(A, 3), Fraction(2)), Fraction(2)),
        (f.Bands(A, (f.Band("at_least", Fraction(5), Fraction(9)),), Fraction(1)), Fraction(1)),
        (f.Choose((f.Case(f.Is("yes", True), A),), B), Fraction(3)),
    ],
    ids=lambda value: type(value).__name__,
)
def test_an_expression_on_known_facts_is_exact(node: f.Expression, expected: Fraction) -> None:
    facts: dict[str, FactValue] = {"a": 3, "b": 4, "yes": True, "months": (2, 5), "picked": ("x",)}
    assert number(node, **facts) == Num(expected, expected)


def test_a_zero_denominator_is_named() -> None:
    assert number(f.Percent(A, f.Difference((B, C))), a=0, b=2, c=2).zero == {"b", "c"}
    assert number(f.Growth(A, B), a=5, b=0).zero == {"b"}


def test_a_quotient_may_say_what_zero_means() -> None:
    no_debt = f.Percent(A, B, zero=Fraction(0))
    assert number(no_debt, a=0, b=0).value == 0
    assert number(no_debt, b=0).missing == {"a"}


def test_unknown_points_are_bounded() -> None:
    items = tuple(f.Points(at_least(node, 1), Fraction(2)) for node in (A, B, C))
    total = number(f.Sum(items), a=1, c=0)
    assert (total.low, total.high, total.missing) == (2, 4, {"b"})
    bands = f.Bands(A, (f.Band("at_least", Fraction(5), Fraction(9)),), Fraction(1))
    assert number(bands).bounds == (1, 9)


def test_an_undecided_choice_lies_between_its_cases() -> None:
    node = f.Choose((f.Case(f.Is("yes", True), A),), B)
    chosen = number(node, a=3, b=8)
    assert (chosen.low, chosen.high, chosen.missing) == (3, 8, {"yes"})


def test_the_least_of_a_list_with_a_gap_is_bounded_from_above() -> None:
    least = number(f.LeastOf("months"), months=(3, None))
    assert (least.low, least.high, least.missing) == (None, 3, {"months"})


@pytest.mark.parametrize(
    ("op", "low", "high", "truth"),
    [
        ("at_least", 5, 9, Truth.MET),
        ("at_least", 1, 4, Truth.NOT_MET),
        ("at_least", 4, 5, Truth.UNKNOWN),
        ("more_than", 6, 9, Truth.MET),
        ("more_than", 1, 5, Truth.NOT_MET),
        ("more_than", 5, 6, Truth.UNKNOWN),
        ("at_most", 1, 5, Truth.MET),
        ("at_most", 6, 9, Truth.NOT_MET),
        ("at_most", 5, 6, Truth.UNKNOWN),
        ("less_than", 1, 4, Truth.MET),
        ("less_than", 5, 9, Truth.NOT_MET),
        ("less_than", 4, 5, Truth.UNKNOWN),
        ("equal", 6, 9, Truth.NOT_MET),
        ("equal", 1, 4, Truth.NOT_MET),
        ("equal", 5, 9, Truth.UNKNOWN),
    ],
)
def test_bounds_decide_a_comparison_with_five_where_they_can(op: f.Op, low: int, high: int, truth: Truth) -> None:
    # points that are not known yet run from one bound to the other
    bands = f.Bands(A, (f.Band("at_least", Fraction(1), Fraction(high)),), Fraction(low))
    assert found(f.Compare(bands, op, f.Const(Fraction(5)))).truth is truth


def test_all_of_is_false_as_soon_as_one_part_is() -> None:
    both = f.AllOf((at_least(A, 1), at_least(B, 1)))
    assert found(both, a=0).truth is Truth.NOT_MET
    assert found(both, a=1) == Found(Truth.UNKNOWN, frozenset("b"))
    assert found(both, a=1, b=1).truth is Truth.MET


def test_any_of_is_true_as_soon_as_one_part_is() -> None:
    either = f.AnyOf((at_least(A, 1), at_least(B, 1)))
    assert found(either, a=1).truth is Truth.MET
    assert found(either, a=0) == Found(Truth.UNKNOWN, frozenset("b"))
    assert found(either, a=0, b=0).truth is Truth.NOT_MET


def test_every_month_is_false_by_one_month_though_another_is_missing() -> None:
    every = f.Every("months", "at_least", f.Const(Fraction(4)))
    assert found(every, months=(3, None)).truth is Truth.NOT_MET
    assert found(every, months=(4, None)) == Found(Truth.UNKNOWN, frozenset(["months"]))
    assert found(every, months=(4, 4)).truth is Truth.MET
    assert found(every) == Found(Truth.UNKNOWN, frozenset(["months"]))


def test_every_month_may_be_taken_as_a_share_of_a_whole() -> None:
    every = f.Every("months", "at_least", f.Const(Fraction(5)), percent_of=B)
    assert found(every, months=(5, 5), b=100).truth is Truth.MET
    assert found(every, months=(5, 4), b=100).truth is Truth.NOT_MET
    assert found(every, months=(0,), b=0) == Found(Truth.UNKNOWN, zero=frozenset("b"))


def test_a_yes_no_that_is_absent_is_unknown() -> None:
    assert found(f.Is("yes", True)) == Found(Truth.UNKNOWN, frozenset(["yes"]))
    assert found(f.Is("yes", True), yes=False).truth is Truth.NOT_MET


def test_decimals_are_never_floats() -> None:
    assert number(A, a=Decimal("0.1")).value == Fraction(1, 10)
