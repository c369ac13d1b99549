"""Figures are cut, never rounded up, and never contradict the comparison beside them."""

from fractions import Fraction

import pytest

from cdd_desktop.criteria.figures import Comparison, cut, decimal_of, explain, plain


@pytest.mark.parametrize(
    ("value", "comparisons", "shown"),
    [
        (Fraction(1000, 13), [("at_least", 80)], "76.92"),
        (Fraction("99.999"), [("at_least", 100)], "99.99"),
        (Fraction("14.995"), [("less_than", 15)], "14.99"),
        (Fraction("19.995"), [("at_most", Fraction("19.99"))], "19.995"),
        (Fraction("0.001"), [("more_than", 0), ("at_least", 2)], "0.001"),
        (Fraction("-12.345"), [("more_than", 0)], "-12.34"),
        (Fraction(100), [("at_least", 100)], "100.00"),
        (Fraction(1234567), [], "1,234,567.00"),
    ],
)
def test_a_percentage_has_as_many_decimals_as_its_reason_needs(
    value: Fraction, comparisons: list[Comparison], shown: str
) -> None:
    assert explain(value, comparisons, fixed=True) == shown


def test_points_show_only_the_decimals_they_have() -> None:
    assert explain(Fraction(30), [], fixed=False) == "30"
    assert explain(Fraction(57, 2), [], fixed=False) == "28.5"
    assert explain(Fraction(250, 3), [], fixed=False) == "83.33"


def test_cutting_goes_towards_zero() -> None:
    assert cut(Fraction("-0.129"), 2) == Fraction("-0.12")
    assert cut(Fraction("0.129"), 2) == Fraction("0.12")


def test_long_numbers_stay_exact() -> None:
    long = Fraction(10**29 + 1) + Fraction(1, 100)
    assert plain(long, 2) == "100,000,000,000,000,000,000,000,000,001.01"
    assert Fraction(decimal_of(long)) == long
