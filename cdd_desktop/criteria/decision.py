"""Which levels the facts leave open: the heart of grading, without the reasons."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from cdd_desktop.criteria import formulas as f
from cdd_desktop.criteria import model as m
from cdd_desktop.criteria.conditions import Found, Scope, all_of
from cdd_desktop.criteria.numbers import NONE, Num
from cdd_desktop.criteria.result import BELOW, Truth
from cdd_desktop.criteria.validity import Values


class Decision(NamedTuple):
    """What can still come out, best first, and the absent facts and zero denominators that keep it open."""

    reachable: tuple[str, ...]
    needed: frozenset[str] = NONE
    zero: frozenset[str] = NONE


def possible_tables(scope: Scope) -> list[tuple[m.LevelTable, Found]]:
    """Return the tables of levels that may apply: the first whose condition holds, and the open ones before it."""
    tables: list[tuple[m.LevelTable, Found]] = []
    for table in scope.indicator.tables:
        found = Found(Truth.MET) if table.when is None else scope.find(table.when)
        if found.truth is Truth.NOT_MET:
            continue
        tables.append((table, found))
        if found.truth is Truth.MET:
            break
    return tables


def decide(scope: Scope, tables: list[tuple[m.LevelTable, Found]]) -> Decision:
    """Return the levels not excluded, over all tables that may apply."""
    reachable: set[str] = set()
    needed, zero = NONE, NONE
    for table, when in tables:
        part = _decide_table(scope, table)
        reachable.update(part.reachable)
        needed, zero = needed | part.needed | when.missing, zero | part.zero | when.zero
    if not tables:  # no table applies: the letter has no level for such an office
        reachable.add(BELOW)
    order = (*scope.indicator.level_ids, BELOW)
    return Decision(tuple(level for level in order if level in reachable), needed, zero)


def _decide_table(scope: Scope, table: m.LevelTable) -> Decision:
    reachable: list[str] = []
    needed, zero = NONE, NONE
    for index, level in enumerate(table.levels):
        found = Found(Truth.MET) if level.otherwise else all_of(scope, conditions_of(scope.indicator, table, index))
        if found.truth is Truth.NOT_MET:
            continue
        reachable.append(level.id)
        if found.truth is Truth.MET:
            return Decision(tuple(reachable), needed, zero)
        needed, zero = needed | found.missing, zero | found.zero
    return Decision((*reachable, BELOW), needed, zero)


def conditions_of(indicator: m.Indicator, table: m.LevelTable, index: int) -> tuple[f.Condition, ...]:
    """Return a level's conditions, those of every lower level first where the indicator is cumulative."""
    levels = table.levels[index:][::-1] if indicator.cumulative or table.cumulative else (table.levels[index],)
    return tuple(condition for level in levels for condition in level.conditions)


def reachable_of(indicator: m.Indicator, values: Values, measures: Mapping[str, Num]) -> tuple[str, ...]:
    """Return what can still come out on known, possible facts; without reasons, for searching.

    Args:
        measures: measures worked out already on these facts.
    """
    scope = Scope(indicator, values, dict(measures))
    return decide(scope, possible_tables(scope)).reachable
