"""The restated letter: what a clerk reads in it, and that its rules do not move by accident."""

import re
from collections.abc import Iterator

import pytest

from cdd_desktop import paths
from cdd_desktop.criteria import model as m
from cdd_desktop.criteria.loader import load_packs

PACK = load_packs(paths.criteria_packs())["2567-q2"]
MISSIONS = [pytest.param(indicator, id=indicator.id) for indicator in PACK.indicators]


def words(indicator: m.Indicator) -> Iterator[str]:
    """Yield every text of a mission that a person reads."""
    yield from (indicator.title, indicator.short, indicator.channel, indicator.summary, *indicator.notes)
    for fact in indicator.facts:
        yield from (fact.label, fact.short, fact.help, fact.unit, fact.evidence)
        yield from (choice.label for choice in fact.choices)
    yield from (section.title for section in indicator.sections)
    yield from (measure.label for measure in indicator.measures)
    yield from (reading.text for reading in (*PACK.readings, *indicator.readings))
    yield from (level.summary for table in indicator.tables for level in table.levels)


def test_the_rules_have_not_moved() -> None:
    """Where a rule was meant to change, this line changes with it."""
    assert PACK.criteria_hash == "dda239fd5f5bf85aebb14d6e1c9e7e1bc0b807f09fd4c6f2b597640750aaeb8e"


def test_the_letter_is_named_as_it_is() -> None:
    assert (PACK.letter.no, PACK.letter.issuer, PACK.letter.date.isoformat()) == (
        "ฉช ๐๐๑๙/ว ๒๐๒",
        "จังหวัดฉะเชิงเทรา",
        "2024-02-06",
    )
    assert [reading.id for reading in PACK.readings] == ["R11", "R12"]


@pytest.mark.parametrize("indicator", MISSIONS)
def test_every_number_has_its_unit_and_every_level_its_line(indicator: m.Indicator) -> None:
    assert indicator.summary
    assert all(fact.unit for fact in indicator.facts if fact.kind.name != "bool" and not fact.choices)
    assert all(measure.unit for measure in indicator.measures)
    assert all(level.summary and level.source for table in indicator.tables for level in table.levels)


@pytest.mark.parametrize("indicator", MISSIONS)
def test_texts_are_short_and_in_the_programs_own_digits(indicator: m.Indicator) -> None:
    for text in words(indicator):
        assert not re.search("[๐-๙]", text), text  # digits are shown as the office chose, so texts hold plain ones
        assert "  " not in text
    assert all(len(fact.label) <= 70 and len(fact.short) <= 40 for fact in indicator.facts)


@pytest.mark.parametrize("indicator", MISSIONS)
def test_bases_targets_and_totals_are_never_advised_to_shrink(indicator: m.Indicator) -> None:
    for fact in indicator.facts:
        if re.search("target|_base|total|planned|exempt|outstanding|nonmember|interested", fact.id):
            assert fact.improves == "no", fact.id
    wholes = {whole for fact in indicator.facts for whole in fact.part_of}
    assert {fact.id for fact in indicator.facts if fact.improves == "up"} & wholes <= {"activities_done"}


def test_a_new_form_starts_with_what_every_district_has() -> None:
    food = PACK.indicator_by_id["food_security"].fact_by_id
    assert (food["sharing_target"].prefill, food["worship_target"].prefill) == (1, 1)
    assert (food["sharing_target"].default, food["worship_target"].default) == (None, None)
    assert PACK.indicator_by_id["community_fund"].fact_by_id["no_group_target"].default is False


def test_points_are_shown_where_the_letter_counts_them() -> None:
    assert {indicator.id: indicator.points for indicator in PACK.indicators if indicator.points} == {
        "women_fund": "average_points",
        "click_chumchon": "total_points",
        "community_fund": "total_points",
    }
