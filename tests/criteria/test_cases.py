"""The hand-computed cases of ``tests/cases``, through the same door as the command line.

A file names its mission and a set of base facts. A case gives all its facts (``facts``), or the base changed (``with``,
``without``), or the facts as JSON text where the writing of a number matters (``json``). Then what must come out:

- ``grade`` (graded) or ``outcome``; ``reachable`` where more than the grade itself; ``missing`` where anything is;
- ``points``, ``measures`` (exact, or [exact, shown]) and ``next`` (grade, fact, change; null: none) where stated;
- ``refused``: the fact ids at fault. A list inside it stands for facts that cannot be together: one of them at least
  carries the message, and no other fact does.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml

from cdd_desktop import paths
from cdd_desktop.criteria.grading import grade_cases
from cdd_desktop.criteria.loader import load_packs
from cdd_desktop.criteria.model import Pack
from tests.criteria import oracle
from tests.criteria.oracle_facts import decode

CASES = Path(__file__).resolve().parent.parent / "cases"
PACK = "2567-q2"
KNOWN = {"name", "facts", "with", "without", "json", "grade", "outcome", "reachable", "missing"} | {
    "points",
    "measures",
    "next",
    "refused",
}


def read_cases() -> Iterator[tuple[str, dict[str, Any]]]:
    for path in sorted(CASES.glob("*.yaml")):
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        for case in content["cases"]:
            yield content["mission"], case | {"json": facts_text(content["base"], case)}


def facts_text(base: Mapping[str, Any], case: Mapping[str, Any]) -> str:
    if "json" in case:
        return str(case["json"])
    facts = case.get("facts", base | case.get("with", {}))
    return json.dumps({key: value for key, value in facts.items() if key not in case.get("without", ())})


ALL = list(read_cases())
NAMES = [f"{mission}: {case['name']}" for mission, case in ALL]


@pytest.fixture(scope="module")
def packs() -> Mapping[str, Pack]:
    return load_packs(paths.criteria_packs())


@pytest.mark.parametrize(("mission", "case"), ALL, ids=NAMES)
def test_the_program_grades_as_computed_by_hand(
    packs: Mapping[str, Pack], mission: str, case: Mapping[str, Any]
) -> None:
    (found,) = grade_cases(packs, f'[{{"pack": "{PACK}", "mission": "{mission}", "facts": {case["json"]}}}]')
    assert decided(found) == expected(case)
    assert_details(found, case)
    assert_refused(set(found["refused"]), case.get("refused", []))
    if "next" in case:
        assert numeric(found["next"]) == numeric(case["next"])


@pytest.mark.parametrize(("mission", "case"), ALL, ids=NAMES)
def test_the_second_calculation_agrees_with_the_hand(mission: str, case: Mapping[str, Any]) -> None:
    found = oracle.grade(mission, decode(case["json"]))
    assert decided(found) == expected(case)
    assert found["impossible"] == {item for item in case.get("refused", []) if isinstance(item, str)}
    assert found["conflicts"] == [set(item) for item in case.get("refused", []) if isinstance(item, list)]
    if "points" in case:
        assert found["points"] == fraction(case["points"])
    for key, value in case.get("measures", {}).items():
        assert found["measures"][key] == fraction(value[0] if isinstance(value, list) else value)


def expected(case: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the case states, with what it leaves out as a matter of course."""
    outcome = case.get("outcome", "refused" if "refused" in case else "graded")
    certain = {"graded": [case.get("grade")], "below": ["below"]}.get(outcome, [])
    missing = None if outcome == "refused" else case.get("missing", [])
    return {
        "outcome": outcome,
        "grade": case.get("grade"),
        "reachable": case.get("reachable", certain),
        "missing": missing,
    }


def decided(found: Mapping[str, Any]) -> dict[str, Any]:
    missing = None if found["outcome"] == "refused" else found["missing"]
    return {key: found[key] for key in ("outcome", "grade", "reachable")} | {"missing": missing}


def assert_details(found: Mapping[str, Any], case: Mapping[str, Any]) -> None:
    if "points" in case:
        assert fraction(found["points"]) == fraction(case["points"])
    for key, value in case.get("measures", {}).items():
        exact, shown = value if isinstance(value, list) else (value, None)
        measure = found["measures"][key]
        assert fraction(measure["exact"]) == fraction(exact)
        if shown is not None:  # 80 and 80.00 are the same figure; grouping of thousands is left to the screen
            assert Decimal(measure["shown"].replace(",", "")) == Decimal(shown)


def assert_refused(found: set[str], stated: list[str | list[str]]) -> None:
    alone = {item for item in stated if isinstance(item, str)}
    groups = [set(item) for item in stated if isinstance(item, list)]
    assert alone <= found <= alone.union(*groups)
    assert all(alone or group & found for group in groups)


def numeric(step: Mapping[str, Any] | None) -> Any:
    """Return the step with decimals as numbers: "0.5" and "0.50" are one change."""
    if step is None or isinstance(step["change"], bool):
        return step
    change = step["change"]
    return dict(step) | {
        "change": [fraction(item) for item in change] if isinstance(change, list) else fraction(change)
    }


def fraction(value: object) -> Fraction | None:
    return None if value is None else Fraction(str(value))


def test_every_case_is_named_once_and_says_nothing_unknown() -> None:
    assert len(set(NAMES)) == len(NAMES)
    files = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in CASES.glob("*.yaml")]
    assert {content["mission"] for content in files} == set(oracle.MISSIONS)
    for content in files:
        for case in content["cases"]:
            assert set(case) <= KNOWN, case["name"]
