"""Grading: facts of an indicator in, one explained ``Result`` out. Pure and exact."""

from __future__ import annotations

from collections.abc import Mapping

from cdd_desktop.criteria import formulas as f
from cdd_desktop.criteria import model as m
from cdd_desktop.criteria.conditions import Scope
from cdd_desktop.criteria.decision import Decision, decide, possible_tables
from cdd_desktop.criteria.explain import level_results, measure_results
from cdd_desktop.criteria.kinds import FactValue
from cdd_desktop.criteria.result import BELOW, LevelResult, Outcome, Reason, Result, Step, Truth
from cdd_desktop.criteria.steps import find_steps
from cdd_desktop.criteria.validity import problems


def evaluate(
    indicator: m.Indicator,
    facts: Mapping[str, FactValue],
    *,
    refused: Mapping[str, str] | None = None,
    citation: str = "",
) -> Result:
    """Grade one indicator.

    Args:
        facts: the known facts by id, as Python values of their kinds; an absent fact is left out.
        refused: facts that could not even be read (id -> message); they refuse the whole.
        citation: the letter's number, put before every place in it.

    Returns:
        The result with its reasons. Never raises on values of the right kinds.
    """
    values = known(indicator, facts)
    missing = missing_facts(indicator, facts)
    impossible = {**problems(indicator, values), **(refused or {})}
    if impossible:
        absent = tuple(name for name in missing if name not in (refused or {}))  # unreadable is not absent
        return _refused(indicator, absent, impossible)
    scope = Scope(indicator, values)
    tables = possible_tables(scope)
    decision = decide(scope, tables)
    table = tables[0][0] if len(tables) == 1 else None
    levels = level_results(scope, tables, citation)
    aim = _next_level(decision, table)
    steps: tuple[Step, ...] = find_steps(indicator, values, decision.reachable[0]) if aim else ()
    points = scope.number(f.MeasureRef(indicator.points)) if indicator.points else None
    return Result(
        indicator=indicator.id,
        outcome=_outcome(decision),
        grade=decision.reachable[0] if len(decision.reachable) == 1 and decision.reachable[0] != BELOW else None,
        reachable=decision.reachable,
        points=points.value if points else None,
        points_range=points.bounds if points and points.value is None else None,
        measures=measure_results(scope),
        missing=missing,
        needed=tuple(fact.id for fact in indicator.facts if fact.id in decision.needed),
        zero=tuple(fact.id for fact in indicator.facts if fact.id in decision.zero),
        refused={},
        steps=steps,
        open=() if steps or not aim else _open_reasons(levels, aim),
        levels=levels,
        table=table.title if table else "",
        next_grade=steps[0].grade if steps else aim,
    )


def known(indicator: m.Indicator, facts: Mapping[str, FactValue]) -> dict[str, FactValue]:
    """Return the facts that are there, defaults filled in; an empty monthly list is absent."""
    values: dict[str, FactValue] = {}
    for fact in indicator.facts:
        value = facts.get(fact.id, fact.default)
        if value is None or (fact.months and value == ()):
            continue
        values[fact.id] = value
    return values


def missing_facts(indicator: m.Indicator, facts: Mapping[str, FactValue]) -> tuple[str, ...]:
    """Return every absent fact, in the form's order: needed or not, and lists with an empty place."""
    values = known(indicator, facts)
    return tuple(
        fact.id
        for fact in indicator.facts
        if fact.id not in values or (isinstance(values[fact.id], tuple) and None in _places(values[fact.id]))
    )


def _places(value: FactValue) -> tuple[object, ...]:
    return value if isinstance(value, tuple) else ()


def _outcome(decision: Decision) -> Outcome:
    if len(decision.reachable) == 1:
        return Outcome.BELOW if decision.reachable[0] == BELOW else Outcome.GRADED
    return Outcome.INCOMPLETE if decision.needed else Outcome.NO_BASE


def _next_level(decision: Decision, table: m.LevelTable | None) -> str:
    """Return the level just above the decided one, "" at the top or while undecided."""
    if len(decision.reachable) != 1 or table is None:
        return ""
    ids = [level.id for level in table.levels]
    place = len(ids) if decision.reachable[0] == BELOW else ids.index(decision.reachable[0])
    return ids[place - 1] if place else ""


def _open_reasons(levels: tuple[LevelResult, ...], aim: str) -> tuple[Reason, ...]:
    level = next(level for level in levels if level.id == aim)
    return tuple(reason for reason in level.reasons if reason.truth is not Truth.MET)


def _refused(indicator: m.Indicator, missing: tuple[str, ...], impossible: Mapping[str, str]) -> Result:
    return Result(
        indicator=indicator.id,
        outcome=Outcome.REFUSED,
        grade=None,
        reachable=(),
        points=None,
        points_range=None,
        measures=(),
        missing=missing,
        needed=(),
        zero=(),
        refused=dict(impossible),
        steps=(),
        open=(),
        levels=(),
    )
