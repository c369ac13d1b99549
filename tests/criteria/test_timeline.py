"""Where a mission was reported before, also under another id in the pack of an earlier quarter."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from cdd_desktop import paths
from cdd_desktop.criteria.loader import load_pack, load_source
from cdd_desktop.criteria.rules import criteria_hash
from cdd_desktop.criteria.timeline import Place, agreeing, earlier, year_before

Q2 = load_pack(paths.criteria_packs() / "2567-q2")
Q3 = load_pack(Path(__file__).parent.parent / "data" / "packs" / "2567-q3")
YEAR_ON = replace(Q2, id="2568-q2", period_start=date(2025, 1, 1), period_end=date(2025, 3, 31))
PACKS = [Q2, YEAR_ON, Q3]


def named(places: list[Place]) -> list[tuple[str, str, str]]:
    return [(place.pack.id, place.indicator.id, place.round.id) for place in places]


def test_the_rounds_of_earlier_quarters_follow_those_of_the_own_one_nearest_first() -> None:
    learning = Q3.indicator_by_id["learning_centre"]
    found = named(list(earlier(PACKS, Q3, learning, "2")))
    assert found[0] == ("2567-q3", "learning_centre", "1")
    assert found[1:] == [("2567-q2", "khok_nong_na", "3"), ("2567-q2", "khok_nong_na", "2"), found[-1]]
    assert found[-1] == ("2567-q2", "khok_nong_na", "1")


def test_a_round_in_which_the_mission_took_no_part_is_passed_over() -> None:
    survey = Q3.indicator_by_id["bmn_survey"]
    assert named(list(earlier(PACKS, Q3, survey, "1")))[0] == ("2567-q2", "bmn_survey", "4")
    otop = Q2.indicator_by_id["otop"]
    assert named(list(earlier(PACKS, YEAR_ON, otop, "1")))[0] == ("2567-q2", "otop", "3")
    assert list(earlier(PACKS, Q2, otop, "1")) == []


def test_the_same_round_a_year_before_is_the_one_of_the_same_months() -> None:
    otop = YEAR_ON.indicator_by_id["otop"]
    found = year_before(PACKS, YEAR_ON, otop, "2")
    assert found is not None
    assert named([found]) == [("2567-q2", "otop", "2")]
    renumbered = replace(YEAR_ON, rounds=tuple(replace(item, id=f"r{item.id}") for item in YEAR_ON.rounds))
    found = year_before(PACKS, renumbered, otop, "r2")
    assert found is not None
    assert found.round.id == "2"
    assert year_before(PACKS, Q3, Q3.indicator_by_id["bmn_survey"], "1") is None


def test_facts_agree_by_id_and_kind() -> None:
    before, now = Q2.indicator_by_id["bmn_survey"], Q3.indicator_by_id["bmn_survey"]
    assert agreeing(now.fact_by_id["households_target"], before)
    assert not agreeing(now.fact_by_id["households_surveyed"], before)  # a count then, a percentage now


def test_what_a_mission_replaces_is_no_rule() -> None:
    other = tuple(replace(item, replaces="") for item in Q3.indicators)
    assert criteria_hash(replace(Q3, indicators=other)) == Q3.criteria_hash


def test_a_pack_comes_back_from_its_own_text() -> None:
    again = load_source("2567-q2", Q2.source)
    assert again == Q2
    assert (again.criteria_hash, again.source) == (Q2.criteria_hash, Q2.source)
