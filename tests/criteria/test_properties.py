"""What must hold of every grading, whatever the facts: shown on facts that hypothesis picks and shrinks.

Where a promise is checked ("one more and it is B"), the second calculation is the judge, not the engine itself.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cache
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from cdd_desktop import paths
from cdd_desktop.criteria.grading import grade_case, grade_cases, load_json
from cdd_desktop.criteria.loader import load_packs
from cdd_desktop.criteria.model import Fact, Indicator, Pack
from tests.criteria import oracle
from tests.criteria.oracle_facts import EXEMPTIONS, FACTS, PARTS, VIRTUES, decode
from tests.criteria.random_facts import complete_facts, facts_for
from tests.criteria.test_oracle import is_cut

PACK = "2567-q2"
GRADES = dict.fromkeys(FACTS, ("A", "B", "C", "D", "below")) | {
    "pracharath_company": ("green", "yellow", "red"),
}
OUTCOMES = {"graded", "below", "incomplete", "no_base", "refused"}
HUGE = 10**9
MODEST = settings(
    max_examples=60, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)
each_mission = pytest.mark.parametrize("mission", FACTS)
randoms = st.integers(0, 10**9).map(Random)  # a seed shrinks no facts, but draws them a hundred times faster


@cache
def packs() -> Mapping[str, Pack]:
    return load_packs(paths.criteria_packs())


def indicator(mission: str) -> Indicator:
    return packs()[PACK].indicator_by_id[mission]


def grade(mission: str, facts: Mapping[str, Any]) -> dict[str, Any]:
    """Grade through JSON text, as the command line does."""
    case = {"pack": PACK, "mission": mission, "facts": facts}
    (answer,) = grade_cases(packs(), json.dumps([case], ensure_ascii=False))
    return answer


def judged(mission: str, facts: Mapping[str, Any]) -> dict[str, Any]:
    return oracle.grade(mission, decode(json.dumps(facts)))


def rank(mission: str, name: str) -> int:
    """Return how good a grade is: more is better."""
    return -GRADES[mission].index(name)


def best(answer: Mapping[str, Any]) -> str:
    """Return what a decided answer says: a grade, or "below"."""
    return str(answer["grade"] or "below")


# --- improving ---------------------------------------------------------------------------------------------------


def improved(random: Random, fact: Fact, value: Any) -> Any:
    """Return the value made better, in the direction that the pack names."""
    down = fact.improves == "down"
    if isinstance(value, bool):
        return not down
    if fact.id == "virtues":
        return [virtue for virtue in VIRTUES if virtue in value or random.random() < 0.5]
    if isinstance(value, list):
        return [item if item is None or random.random() < 0.5 else improved(random, fact, item) for item in value]
    step = random.choice((Decimal("0.01"), 1, 1, 2, 10, 1000))
    if fact.kind.name == "percent_list":
        return f"{min(Decimal(100), Decimal(str(value)) + step)}"
    step = step if fact.kind.name == "baht" else max(1, int(step))
    return f"{max(Decimal(0), Decimal(str(value)) + (-step if down else step)):f}"


@each_mission
@given(random=randoms)
@MODEST
def test_improving_a_fact_never_lowers_the_grade(mission: str, random: Random) -> None:
    facts = facts_for(random, mission)
    better = [fact for fact in indicator(mission).facts if fact.improves != "no" and facts.get(fact.id) is not None]
    before = grade(mission, facts)
    assume(better and before["outcome"] != "refused")
    fact = random.choice(better)
    after = grade(mission, facts | {fact.id: improved(random, fact, facts[fact.id])})
    assume(after["outcome"] != "refused")
    for place in (0, -1):  # the best and the worst that is not excluded yet
        assert rank(mission, after["reachable"][place]) >= rank(mission, before["reachable"][place]), fact.id


def test_only_results_may_improve_never_a_base_a_target_or_a_total() -> None:
    for item in packs()[PACK].indicators:
        wholes = {whole for _, whole in PARTS.get(item.id, ()) if whole != "activities_done"}
        for fact in item.facts:
            if fact.id in wholes or fact.id.endswith(("_total", "_target", "_base", "_interested", "_nonmember")):
                assert fact.improves == "no", fact.id


# --- what is still reachable ---------------------------------------------------------------------------------------


@each_mission
@given(random=randoms)
@MODEST
def test_filling_in_missing_facts_only_narrows_what_is_reachable(mission: str, random: Random) -> None:
    whole = complete_facts(random, mission)
    # absent, no_group_target is false and not open, so it is given from the start
    known = {key: value for key, value in whole.items() if random.random() < 0.4 or key == "no_group_target"}
    for key, value in known.items():
        if isinstance(value, list) and key != "virtues":
            known[key] = [None if random.random() < 0.3 else item for item in value]
    assume(grade(mission, whole)["outcome"] != "refused")
    answer = grade(mission, known)
    assert answer["outcome"] != "refused"  # what can be completed is never refused
    for key in random.sample(list(whole), len(whole)):
        known[key] = whole[key]
        narrower = grade(mission, known)
        assert set(narrower["reachable"]) <= set(answer["reachable"])
        answer = narrower


@each_mission
@given(random=randoms)
@MODEST
def test_what_is_reachable_stands_in_order_and_fits_the_outcome(mission: str, random: Random) -> None:
    answer = grade(mission, facts_for(random, mission))
    reachable = answer["reachable"]
    assert reachable == [name for name in GRADES[mission] if name in reachable]
    expected = {"graded": [answer["grade"]], "below": ["below"], "refused": []}.get(answer["outcome"])
    assert reachable == expected if expected is not None else len(reachable) > 1
    assert (answer["grade"] is not None) == (answer["outcome"] == "graded")
    assert bool(answer["refused"]) == (answer["outcome"] == "refused")
    if answer["outcome"] == "incomplete":
        assert answer["missing"]


# --- the next step -------------------------------------------------------------------------------------------------


def changed(fact: Fact, value: Any, change: Any) -> Any:
    """Return the value with the change added, as JSON."""
    if isinstance(value, bool):
        return change
    if fact.id == "virtues":
        return [*value, *[virtue for virtue in VIRTUES if virtue not in value][:change]]
    if isinstance(value, list):
        return [changed(fact, item, part) for item, part in zip(value, change, strict=True)]
    total = Decimal(str(value)) + Decimal(str(change))
    return int(total) if total == int(total) else f"{total.normalize():f}"


def smaller(fact: Fact, change: Any) -> Iterator[Any]:
    """Yield the changes that are smaller by the smallest unit, in one place for a list."""
    if isinstance(change, list):
        for index, part in enumerate(change):
            for less in smaller(fact, part):
                yield [*change[:index], less, *change[index + 1 :]]
    elif not isinstance(change, bool) and Decimal(str(change)) != 0:
        number = Decimal(str(change))
        unit = {"baht": Decimal("0.01"), "percent_list": Decimal("0.0000000001")}.get(fact.kind.name, Decimal(1))
        less = number - unit.copy_sign(number)
        yield f"{less:f}" if fact.kind.name in {"baht", "percent_list"} else int(less)


@each_mission
@given(random=randoms)
@MODEST
def test_the_next_step_reaches_what_it_promises_and_no_smaller_one_does(mission: str, random: Random) -> None:
    facts = complete_facts(random, mission)
    answer = grade(mission, facts)
    step = answer["next"]
    assume(step is not None)
    fact = indicator(mission).fact_by_id[step["fact"]]
    assert fact.improves != "no"
    assert rank(mission, step["grade"]) > rank(mission, best(answer))
    value = facts[fact.id]
    reached = judged(mission, facts | {fact.id: changed(fact, value, step["change"])})
    assert (reached["outcome"], reached["grade"]) == ("graded", step["grade"])
    for less in smaller(fact, step["change"]):
        found = judged(mission, facts | {fact.id: changed(fact, value, less)})
        assert rank(mission, best(found)) < rank(mission, step["grade"]), less


def utmost(mission: str, facts: Mapping[str, Any], fact: Fact) -> Any:
    """Return the best value that the fact can have beside the others."""
    value = facts[fact.id]
    wholes = [int(Decimal(facts[whole])) for part, whole in PARTS.get(mission, ()) if part == fact.id]
    if fact.id == "households_helped":
        wholes = [facts["households_target"] - sum(facts[key] for key in EXEMPTIONS)]
    limit = min(wholes, default=HUGE)
    if isinstance(value, bool):
        return True
    if fact.id == "virtues":
        return list(VIRTUES)
    if isinstance(value, list):
        return [100 if fact.id == "participation_percents" else limit] * len(value)
    return 0 if fact.improves == "down" else limit


@each_mission
@given(random=randoms)
@MODEST
def test_a_step_is_named_wherever_one_fact_alone_is_enough(mission: str, random: Random) -> None:
    facts = complete_facts(random, mission)
    assume(not judged(mission, facts)["missing"])
    answer = grade(mission, facts)
    assume(answer["outcome"] in {"graded", "below"} and answer["next"] is None)
    for fact in indicator(mission).facts:
        if fact.improves != "no" and fact.id != "activities_done":  # its list of percentages would have to grow along
            found = judged(mission, facts | {fact.id: utmost(mission, facts, fact)})
            if found["outcome"] in {"graded", "below"}:
                assert rank(mission, best(found)) <= rank(mission, best(answer)), fact.id


# --- figures -------------------------------------------------------------------------------------------------------


def leaves(reasons: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for reason in reasons:
        yield from leaves(reason["children"]) if reason.get("children") else (reason,)


HOLDS = {
    "at_least": lambda left, right: left >= right,
    "more_than": lambda left, right: left > right,
    "at_most": lambda left, right: left <= right,
    "less_than": lambda left, right: left < right,
    "equal": lambda left, right: left == right,
}


@each_mission
@given(random=randoms)
@MODEST
def test_a_shown_figure_is_cut_and_never_contradicts_its_condition(mission: str, random: Random) -> None:
    answer = grade(mission, facts_for(random, mission))
    for measure in answer["measures"].values():
        exact = None if measure["exact"] is None else Fraction(measure["exact"])
        assert is_cut(exact, measure["shown"]), measure
    for level in answer["reasons"]:
        for reason in leaves(level["conditions"]):
            if reason["value"] is None or not reason["op"]:
                continue
            assert is_cut(Fraction(reason["value"]), reason["shown"]), reason
            shown, threshold = (Decimal(reason[key].replace(",", "")) for key in ("shown", "threshold"))
            assert HOLDS[reason["op"]](shown, threshold) == (reason["truth"] == "met"), reason


@given(cents=st.integers(-30_000, 30_000), base=st.sampled_from((1_000_000, 123_456_789, 10_000)))
@MODEST
def test_a_small_growth_is_shown_on_its_own_side_of_the_threshold(cents: int, base: int) -> None:
    current = Decimal(base) + Decimal(cents) / 100 + random_side(base, cents)
    facts = {"group_database": True, "pr_monthly": [4], "natural_process": True, "income_base": base}
    answer = grade("thai_fabric", facts | {"income_current": f"{current:.2f}"})
    shown = Decimal(answer["measures"]["income_growth"]["shown"].replace(",", ""))
    assert answer["grade"] == ("A" if shown >= 2 else "B" if shown > 0 else "C")


def random_side(base: int, cents: int) -> Decimal:
    """Return 2 per cent of the base in every other case, so that both thresholds are tried."""
    return Decimal(base) / 50 if cents % 2 else Decimal(0)


# --- anything at all -----------------------------------------------------------------------------------------------

# The program refuses numbers of more than 30 digits, of which the letter says nothing.
anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**29), 10**29)
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(VIRTUES),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)


@each_mission
@given(data=st.data())
@MODEST
def test_any_values_give_an_outcome_that_json_can_hold(mission: str, data: st.DataObject) -> None:
    keys = st.sampled_from((*FACTS[mission], "unheard_of"))
    facts = data.draw(st.dictionaries(keys, anything, max_size=6))
    answer = grade(mission, facts)
    assert answer["outcome"] in OUTCOMES
    json.dumps(answer, allow_nan=False)
    given_facts = load_json(json.dumps(facts))
    assert grade_case(packs(), {"pack": PACK, "mission": mission, "facts": given_facts}) == answer
    assert (answer["outcome"] == "refused") == (judged(mission, facts)["outcome"] == "refused")


@given(case=anything | st.fixed_dictionaries({}, optional=dict.fromkeys(("pack", "mission", "facts"), anything)))
@MODEST
def test_any_case_at_all_is_refused_and_never_breaks_the_rest(case: Any) -> None:
    good = {"pack": PACK, "mission": "bmn_survey", "facts": {"households_target": 100, "households_surveyed": 99}}
    bad, after = grade_cases(packs(), json.dumps([case, good]))
    assert (bad["outcome"], bad["grade"], after["grade"]) == ("refused", None, "B")
    assert bad["refused"]
    assert set(bad) == set(after)
    json.dumps(bad, allow_nan=False)


@pytest.mark.parametrize(
    ("case", "refused"),
    [
        ({"pack": "2566-q4", "mission": "otop", "facts": {}}, "pack"),
        ({"mission": "otop", "facts": {}}, "pack"),
        ({"pack": PACK, "mission": "otopp", "facts": {}}, "mission"),
        ({"pack": PACK, "facts": {}}, "mission"),
        ({"pack": PACK, "mission": "otop"}, "facts"),
        ({"pack": PACK, "mission": "otop", "facts": []}, "facts"),
        ({"pack": PACK, "mission": "otop", "facts": None}, "facts"),
    ],
)
def test_a_case_that_names_nothing_known_is_refused(case: Mapping[str, Any], refused: str) -> None:
    answer = grade_case(packs(), case)
    assert answer["outcome"] == "refused"
    assert set(answer["refused"]) == {refused}
