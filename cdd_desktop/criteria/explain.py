"""The reasons behind a result: every condition of every level as it was found, and every measure with its parts."""

from __future__ import annotations

from fractions import Fraction

from cdd_desktop.criteria import formulas as f
from cdd_desktop.criteria import model as m
from cdd_desktop.criteria import numbers as n
from cdd_desktop.criteria.conditions import Found, Scope, all_of
from cdd_desktop.criteria.decision import conditions_of
from cdd_desktop.criteria.figures import explain, is_percentage, plain
from cdd_desktop.criteria.result import LevelResult, MeasureResult, Reason, Truth
from cdd_desktop.criteria.sentences import measure_sentence


def level_results(scope: Scope, tables: list[tuple[m.LevelTable, Found]], citation: str) -> tuple[LevelResult, ...]:
    """Return every level of the tables that may apply, best first."""
    results = []
    for table, _ in tables:
        for index, level in enumerate(table.levels):
            conditions = conditions_of(scope.indicator, table, index)
            reasons = tuple(_reason(scope, condition, level.source, citation) for condition in conditions)
            truth = Truth.MET if level.otherwise else all_of(scope, conditions).truth
            results.append(
                LevelResult(
                    level.id,
                    level.label or level.id,
                    truth,
                    reasons,
                    level.otherwise,
                    cite(citation, level.source),
                    level.summary,
                )
            )
    return tuple(results)


def cite(letter: str, place: str) -> str:
    """Return a citation: the letter's number and the place in it."""
    return " ".join(part for part in (letter, place) if part)


def _reason(scope: Scope, condition: f.Condition, source: str, letter: str) -> Reason:
    found = scope.find(condition)
    about = condition.about
    source = about.source or source
    match condition:
        case f.Compare():
            part = _compare(scope, condition)
        case f.Is():
            part = _is(scope, condition)
        case f.Every():
            part = _every(scope, condition, cite(letter, source))
        case _:
            children = tuple(_reason(scope, item, source, letter) for item in condition.items)
            part = Reason(
                "all" if isinstance(condition, f.AllOf) else "any", about.label, found.truth, children=children
            )
    order = [fact.id for fact in scope.indicator.facts]
    return Reason(
        part.kind,
        about.label or part.label,
        found.truth,
        part.value,
        part.shown,
        part.op,
        part.threshold,
        part.threshold_shown,
        part.unit,
        cite(letter, source),
        about.readings,
        about.evidence,
        tuple(sorted(found.missing, key=order.index)),
        tuple(sorted(found.zero, key=order.index)),
        part.children,
        part.subject,
    )


def _compare(scope: Scope, condition: f.Compare) -> Reason:
    number, threshold = scope.number(condition.left), scope.number(condition.right)
    label, unit, subject = _called(scope.indicator, condition.left)
    other = _called(scope.indicator, condition.right)[0]
    limit = threshold.value
    return Reason(
        "compare",
        label,
        Truth.UNKNOWN,
        value=number.value,
        shown=show(scope.indicator, condition.left, number, [] if limit is None else [(condition.op, limit)]),
        op=condition.op,
        threshold=limit,
        threshold_shown=other if limit is None else plain(limit),
        unit=unit,
        subject=subject,
    )


def show(
    indicator: m.Indicator, node: f.Expression, number: n.Num, extra: list[tuple[f.Op, Fraction]] | None = None
) -> str:
    """Return a number as a person reads it: cut, or its bounds "6–8", or "" when nothing is known."""
    if number.value is not None:
        comparisons = (*indicator.comparisons.get(node, ()), *(extra or ()))
        return explain(number.value, comparisons, fixed=is_percentage(node, indicator))
    return "–".join(plain(bound) for bound in number.bounds or ())


def _called(indicator: m.Indicator, node: f.Expression) -> tuple[str, str, str]:
    """Return label, unit and id of what an expression looks at."""
    match node:
        case f.MeasureRef():
            measure = indicator.measure_by_id[node.measure]
            return measure.label, measure.unit, measure.id
        case f.FactRef() | f.LeastOf() | f.TotalOf() | f.Distinct():
            fact = indicator.fact_by_id[node.fact]
            return fact.label, fact.unit, fact.id
        case _:
            return "", "", ""


def _is(scope: Scope, condition: f.Is) -> Reason:
    fact = scope.indicator.fact_by_id[condition.fact]
    value = scope.values.get(fact.id)
    return Reason(
        "is",
        fact.label,
        Truth.UNKNOWN,
        shown="" if value is None else fact.kind.show(value),
        threshold_shown=fact.kind.show(condition.value),
        subject=fact.id,
    )


def _every(scope: Scope, condition: f.Every, citation: str) -> Reason:
    fact = scope.indicator.fact_by_id[condition.fact]
    threshold = scope.number(condition.threshold)
    tests = [] if threshold.value is None else [(condition.op, threshold.value)]
    limit = "" if threshold.value is None else plain(threshold.value)
    unit = "ร้อยละ" if condition.percent_of is not None else fact.unit
    children = []
    for place, (number, found) in enumerate(scope.places(condition) or [], start=1):
        shown = "" if number.value is None else explain(number.value, tests, fixed=condition.percent_of is not None)
        children.append(
            Reason(
                "compare",
                f"{'เดือนที่' if fact.months else 'รายการที่'} {place}",
                found.truth,
                number.value,
                shown,
                condition.op,
                threshold.value,
                limit,
                unit,
                citation,
                missing=tuple(sorted(found.missing)),
                zero=tuple(sorted(found.zero)),
                subject=fact.id,
            )
        )
    return Reason(
        "every",
        fact.label,
        Truth.UNKNOWN,
        shown=", ".join(child.shown or "–" for child in children),
        op=condition.op,
        threshold=threshold.value,
        threshold_shown=limit,
        unit=unit,
        children=tuple(children),
        subject=fact.id,
    )


def measure_results(scope: Scope) -> tuple[MeasureResult, ...]:
    """Return every measure, known or not."""
    order = [fact.id for fact in scope.indicator.facts]
    results = []
    for measure in scope.indicator.measures:
        node = f.MeasureRef(measure.id)
        number = scope.number(node)
        shown = show(scope.indicator, node, number)
        results.append(
            MeasureResult(
                measure.id,
                measure.label,
                measure.unit,
                number.value,
                shown,
                number.low,
                number.high,
                measure_sentence(scope, measure, shown),
                tuple(sorted(number.missing, key=order.index)),
                tuple(sorted(number.zero, key=order.index)),
            )
        )
    return tuple(results)
