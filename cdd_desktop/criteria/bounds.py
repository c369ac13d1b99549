"""How small and how large an expression can be, whatever the facts: thresholds beyond that can never be passed."""

from __future__ import annotations

from fractions import Fraction

from cdd_desktop.criteria import model as m

Bounds = tuple[Fraction | None, Fraction | None]


def bounds(indicator: m.Indicator, node: m.Expression) -> Bounds:
    """Return the least and the greatest an expression can be, None where there is no end."""
    match node:
        case m.Const():
            return node.value, node.value
        case m.MeasureRef():
            return bounds(indicator, indicator.measure_by_id[node.measure].value)
        case m.FactRef() | m.LeastOf():
            return _of_fact(indicator, node.fact)
        case m.Distinct():
            return Fraction(0), Fraction(len(indicator.fact_by_id[node.fact].choices))
        case m.Percent() | m.Ratio():
            return _of_quotient(indicator, node)
        case m.Sum() | m.Average() | m.Least():
            return _of_several(indicator, node)
        case m.Scale():
            ends = [None if end is None else end * node.by for end in bounds(indicator, node.of)]
            return (ends[0], ends[1]) if node.by >= 0 else (ends[1], ends[0])
        case m.Choose():
            return _hull([bounds(indicator, item) for item in (*(case.use for case in node.cases), node.otherwise)])
        case _:
            return _of_counted(node)


def _of_counted(node: m.Expression) -> Bounds:
    match node:
        case m.CountMet():
            return Fraction(0), Fraction(len(node.conditions))
        case m.Points():
            return min(Fraction(0), node.points), max(Fraction(0), node.points)
        case m.Bands():
            points = [*(band.points for band in node.bands), node.otherwise]
            return min(points), max(points)
        case m.TotalOf():
            return Fraction(0), None
        case _:
            return None, None


def _of_fact(indicator: m.Indicator, fact_id: str) -> Bounds:
    fact = indicator.fact_by_id[fact_id]
    most = Fraction(100) if fact.kind.name in ("percent", "percent_list") else None
    tops = [top for top in (most, fact.maximum) if top is not None]
    return max(Fraction(0), fact.minimum or Fraction(0)), min(tops) if tops else None


def _of_quotient(indicator: m.Indicator, node: m.Percent | m.Ratio) -> Bounds:
    lows = [bounds(indicator, item)[0] for item in (node.part, node.whole)]
    low = Fraction(0) if all(end is not None and end >= 0 for end in lows) else None
    whole = Fraction(100) if isinstance(node, m.Percent) else Fraction(1)
    made: Bounds = (low, whole if low is not None and _is_part(indicator, node) else None)
    return made if node.zero is None else _hull([made, (node.zero, node.zero)])


def _is_part(indicator: m.Indicator, node: m.Percent | m.Ratio) -> bool:
    match node.part, node.whole:
        case m.FactRef(part), m.FactRef(whole):
            return whole in indicator.fact_by_id[part].part_of
        case _:
            return False


def _of_several(indicator: m.Indicator, node: m.Sum | m.Average | m.Least) -> Bounds:
    parts = [bounds(indicator, item) for item in node.items]
    lows, highs = [low for low, _ in parts if low is not None], [high for _, high in parts if high is not None]
    if isinstance(node, m.Least):
        return min(lows) if len(lows) == len(parts) else None, min(highs, default=None)
    share = len(parts) if isinstance(node, m.Average) else 1
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
