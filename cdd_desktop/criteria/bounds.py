"""How small and how large an expression can be, whatever the facts: thresholds beyond that can never be passed."""

from __future__ import annotations

from fractions import Fraction

from cdd_desktop.criteria import formulas as f
from cdd_desktop.criteria import model as m

Bounds = tuple[Fraction | None, Fraction | None]


def bounds(indicator: m.Indicator, node: f.Expression) -> Bounds:
    """Return the least and the greatest an expression can be, None where there is no end."""
    match node:
        case f.Const():
            return node.value, node.value
        case f.MeasureRef():
            return bounds(indicator, indicator.measure_by_id[node.measure].value)
        case f.FactRef() | f.LeastOf():
            return _of_fact(indicator, node.fact)
        case f.Distinct():
            return Fraction(0), Fraction(len(indicator.fact_by_id[node.fact].choices))
        case f.Percent() | f.Ratio():
            return _of_quotient(indicator, node)
        case f.Sum() | f.Average() | f.Least():
            return _of_several(indicator, node)
        case f.Scale():
            ends = [None if end is None else end * node.by for end in bounds(indicator, node.of)]
            return (ends[0], ends[1]) if node.by >= 0 else (ends[1], ends[0])
        case f.Choose():
            return _hull([bounds(indicator, item) for item in (*(case.use for case in node.cases), node.otherwise)])
        case _:
            return _of_counted(node)


def _of_counted(node: f.Expression) -> Bounds:
    match node:
        case f.CountMet():
            return Fraction(0), Fraction(len(node.conditions))
        case f.Points():
            return min(Fraction(0), node.points), max(Fraction(0), node.points)
        case f.Bands():
            points = [*(band.points for band in node.bands), node.otherwise]
            return min(points), max(points)
        case f.TotalOf():
            return Fraction(0), None
        case _:
            return None, None


def _of_fact(indicator: m.Indicator, fact_id: str) -> Bounds:
    fact = indicator.fact_by_id[fact_id]
    most = Fraction(100) if fact.kind.name in ("percent", "percent_list") else None
    tops = [top for top in (most, fact.maximum) if top is not None]
    return max(Fraction(0), fact.minimum or Fraction(0)), min(tops) if tops else None


def _of_quotient(indicator: m.Indicator, node: f.Percent | f.Ratio) -> Bounds:
    lows = [bounds(indicator, item)[0] for item in (node.part, node.whole)]
    low = Fraction(0) if all(end is not None and end >= 0 for end in lows) else None
    whole = Fraction(100) if isinstance(node, f.Percent) else Fraction(1)
    made: Bounds = (low, whole if low is not None and _is_part(indicator, node) else None)
    return made if node.zero is None else _hull([made, (node.zero, node.zero)])


def _is_part(indicator: m.Indicator, node: f.Percent | f.Ratio) -> bool:
    match node.part, node.whole:
        case f.FactRef(part), f.FactRef(whole):
            return whole in indicator.fact_by_id[part].part_of
        case _:
            return False


def _of_several(indicator: m.Indicator, node: f.Sum | f.Average | f.Least) -> Bounds:
    parts = [bounds(indicator, item) for item in node.items]
    lows, highs = [low for low, _ in parts if low is not None], [high for _, high in parts if high is not None]
    if isinstance(node, f.Least):
        return min(lows) if len(lows) == len(parts) else None, min(highs, default=None)
    share = len(parts) if isinstance(node, f.Average) else 1
    return (
        sum(lows, Fraction(0)) / share if len(lows) == len(parts) else None,
        sum(highs, Fraction(0)) / share if len(highs) == len(parts) else None,
    )


def _hull(parts: list[Bounds]) -> Bounds:
    lows, highs = [low for low, _ in parts if low is not None], [high for _, high in parts if high is not None]
    return (
        min(lows) if len(lows) == len(parts) else None,
        max(highs) if len(highs) == len(parts) else None,
    )
