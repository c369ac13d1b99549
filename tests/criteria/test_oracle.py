"""The engine against the second calculation, on seeded random facts (5,000 for each mission in the full run)."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from decimal import ROUND_DOWN, Decimal
from fractions import Fraction
from random import Random
from typing import Any

import pytest

from cdd_desktop import paths
from cdd_desktop.criteria.grading import grade_cases
from cdd_desktop.criteria.loader import load_packs
from tests.criteria import oracle
from tests.criteria.oracle_facts import decode
from tests.criteria.random_facts import facts_for

COUNT = 5_000 if os.environ.get("CDD_FULL_TESTS") else 300
SEED = 2567


@pytest.mark.parametrize("mission", oracle.MISSIONS)
def test_both_calculations_agree_on_random_facts(mission: str) -> None:
    random = Random(f"{SEED} {mission}")
    texts = [json.dumps(facts_for(random, mission), ensure_ascii=False) for _ in range(COUNT)]
    cases = ",".join(f'{{"pack": "2567-q2", "mission": "{mission}", "facts": {text}}}' for text in texts)
    answers = grade_cases(load_packs(paths.criteria_packs()), f"[{cases}]")
    json.dumps(answers)
    outcomes = set()
    for text, answer in zip(texts, answers, strict=True):
        expected = oracle.grade(mission, decode(text))
        assert difference(expected, answer) == {}, text
        outcomes.add(answer["outcome"])
    # the random facts are worth something only while they meet every outcome that the mission has
    assert outcomes >= {"graded", "incomplete", "refused"}
    if mission not in {"pracharath_company", "moral_organisation"}:  # the latter: nothing planned, nothing done: below
        assert "no_base" in outcomes
    if mission in {"khok_nong_na", "thai_fabric", "poverty_centre", "moral_organisation"}:
        assert "below" in outcomes


def difference(expected: Mapping[str, Any], answer: Mapping[str, Any]) -> dict[str, Any]:
    """Return what differs, by name: (second calculation, program)."""
    found: dict[str, Any] = {}
    for key in ("outcome", "grade", "reachable"):
        if expected[key] != answer[key]:
            found[key] = (expected[key], answer[key])
    if expected["outcome"] == "refused":
        return found | refused_difference(expected, set(answer["refused"]))
    if expected["missing"] != answer["missing"] or answer["refused"]:
        found["missing"] = (expected["missing"], answer["missing"], answer["refused"])
    if expected["points"] != as_fraction(answer["points"]):
        found["points"] = (expected["points"], answer["points"])
    for key, exact in expected["measures"].items():
        measure = answer["measures"][key]
        if as_fraction(measure["exact"]) != exact or not is_cut(exact, measure["shown"]):
            found[key] = (exact, measure)
    return found


def refused_difference(expected: Mapping[str, Any], refused: set[str]) -> dict[str, Any]:
    alone, groups = expected["impossible"], expected["conflicts"]
    fair = alone <= refused <= alone.union(*groups) and all(alone or group & refused for group in groups)
    return {} if fair else {"refused": (alone, groups, refused)}


def as_fraction(value: object) -> Fraction | None:
    return None if value is None else Fraction(str(value))


def is_cut(exact: Fraction | None, shown: str | None) -> bool:
    """Whether the figure is the exact number cut (never rounded) to two decimals or more, or all of it."""
    if exact is None or shown is None:
        return exact is None and shown is None
    figure = Decimal(shown.replace(",", ""))
    places = max(2, -int(figure.as_tuple().exponent))
    unit = Decimal(1).scaleb(-places)
    cut = (Decimal(exact.numerator * 10 ** (places + 1) // exact.denominator)).scaleb(-places - 1)
    if exact < 0:  # towards zero, as a person cuts
        cut = -Decimal(-exact.numerator * 10 ** (places + 1) // exact.denominator).scaleb(-places - 1)
    return figure == cut.quantize(unit, ROUND_DOWN)
