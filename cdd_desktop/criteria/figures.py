"""Figures as people read them: cut, never rounded up, with as many decimals as the grade's reason needs."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from cdd_desktop.criteria import formulas as f
from cdd_desktop.criteria import model as m
from cdd_desktop.criteria.numbers import holds

MAX_DECIMALS = 12  # past this a figure stops explaining anything; the exact one is in the reasons

Comparison = tuple[f.Op, Fraction]


def cut(value: Fraction, decimals: int) -> Fraction:
    """Return ``value`` cut towards zero at so many decimals."""
    scale = 10**decimals
    whole = abs(value.numerator) * scale // value.denominator
    return Fraction(whole if value >= 0 else -whole, scale)


def plain(value: Fraction, decimals: int = 0) -> str:
    """Return a figure with thousands separators and at least ``decimals`` decimals, cut at ``MAX_DECIMALS``."""
    shown = cut(value, MAX_DECIMALS)
    needed = decimals
    while needed < MAX_DECIMALS and cut(shown, needed) != shown:
        needed += 1
    return _text(shown, needed)


def _text(value: Fraction, decimals: int) -> str:
    # by integers: Decimal's context would round numbers of more than 28 digits
    whole, rest = divmod(abs(int(value * 10**decimals)), 10**decimals)
    sign = "-" if value < 0 else ""
    return f"{sign}{whole:,}.{rest:0{decimals}d}" if decimals else f"{sign}{whole:,}"


def decimal_of(value: Fraction) -> Decimal:
    """Return an exact Decimal for a fraction of at most ``MAX_DECIMALS`` decimals."""
    if value.denominator == 1:
        return Decimal(value.numerator)
    return Decimal(plain(value).replace(",", ""))


def explain(value: Fraction, comparisons: Iterable[Comparison], *, fixed: bool) -> str:
    """Return the figure cut to two decimals, or to more where two would contradict one of the comparisons.

    Args:
        fixed: show both decimals even where they are zero (percentages); else only those needed.
    """
    tests = list(comparisons)
    decimals = 2
    while decimals < MAX_DECIMALS:
        short = cut(value, decimals)
        if all(holds(short, op, limit) == holds(value, op, limit) for op, limit in tests):
            break
        decimals += 1
    short = cut(value, decimals)
    return _text(short, decimals) if fixed else plain(short)


def is_percentage(node: f.Expression, indicator: m.Indicator) -> bool:
    """Return whether the expression is worth a percentage, shown with two decimals throughout."""
    if isinstance(node, f.MeasureRef):
        return is_percentage(indicator.measure_by_id[node.measure].value, indicator)
    return isinstance(node, f.Percent | f.Growth | f.Reduction)
