"""The demo office: believable, complete in its sorts of outcome, the same each time."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from pathlib import Path

import pytest

from cdd_desktop import paths
from cdd_desktop.clock import FixedClock
from cdd_desktop.criteria.grading import read_facts
from cdd_desktop.criteria.loader import load_packs
from cdd_desktop.demo import MOMENT, OFFICE, ROUNDS, make_demo
from cdd_desktop.demo.proofs import PROOFS
from cdd_desktop.errors import UserError
from cdd_desktop.reports.content import MissionInput
from cdd_desktop.reports.gather import gather
from cdd_desktop.store import EntryKey, Office, Store
from cdd_desktop.store.evidence import Evidence, evidence_of
from cdd_desktop.store.proofs import missing_evidence, wanted_evidence

PACK = load_packs(paths.criteria_packs())["2567-q2"]
CLOCK = FixedClock(MOMENT)


def rounds(folder: Path) -> dict[str, list[MissionInput]]:
    with Store.open_reader(folder, CLOCK) as store:
        return {name: gather(store, PACK, name) for name in ROUNDS}


def test_every_fact_of_the_demo_is_one_the_pack_knows_and_can_read() -> None:
    for name, missions in ROUNDS.items():
        for mission, facts in missions.items():
            assert read_facts(PACK.indicator_by_id[mission], facts, months=PACK.round(name).months).problems == {}


def test_it_shows_every_grade_and_every_sort_of_outcome(tmp_path: Path) -> None:
    make_demo(tmp_path)
    results = [item.result for entries in rounds(tmp_path).values() for item in entries]
    assert {result.outcome.value for result in results} == {"graded", "below", "incomplete", "no_base", "refused"}
    assert {"A", "B", "C", "D"} <= {result.grade for result in results}


def test_one_field_holds_text_that_could_not_be_read(tmp_path: Path) -> None:
    make_demo(tmp_path)
    assert sum(len(item.drafts) for entries in rounds(tmp_path).values() for item in entries) == 1


def test_the_second_round_is_full_and_the_third_is_begun(tmp_path: Path) -> None:
    make_demo(tmp_path)
    filled = Counter(name for name, entries in rounds(tmp_path).items() for item in entries if item.facts)
    assert filled == {"1": 11, "2": 11, "3": 5}


def proofs(folder: Path) -> list[Evidence]:
    with Store.open_reader(folder, CLOCK) as store:
        keys = [EntryKey(PACK.id, item.id, name, "office", OFFICE.code) for name in ROUNDS for item in PACK.indicators]
        found = [item for key in keys for item in evidence_of(store, key)]
        assert all(store.files.state(name) == "" for item in found for name in (item.sha256, item.thumb) if name)
    return found


def test_photos_and_papers_lie_over_all_three_rounds_and_some_proof_is_still_missing(tmp_path: Path) -> None:
    make_demo(tmp_path)
    found = proofs(tmp_path)
    assert {item.key.round for item in found} == {"1", "2", "3"}
    assert {item.kind for item in found} == {"picture", "file"}
    assert all(item.caption for item in found)
    assert all(
        item.taken_at is not None and item.taken_at <= MOMENT.replace(tzinfo=None) for item in found if item.thumb
    )
    missing = [
        missing_evidence(PACK.indicator_by_id[entry.indicator.id], own, entry.facts)
        for entry in rounds(tmp_path)["2"]
        if (own := [item for item in found if item.key.indicator == entry.indicator.id and item.key.round == "2"])
    ]
    assert any(missing)
    assert not all(missing)


def test_what_the_drawings_prove_is_asked_for() -> None:
    for (_round, mission), shots in PROOFS.items():
        asked = {proof.id for proof in wanted_evidence(PACK.indicator_by_id[mission])}
        assert {shot.proves for shot in shots} - {""} <= asked, mission


def test_no_two_drawings_are_the_same(tmp_path: Path) -> None:
    make_demo(tmp_path)
    found = proofs(tmp_path)
    assert len({item.sha256 for item in found}) == len(found)


def test_two_demos_hold_the_same_data(tmp_path: Path) -> None:
    make_demo(tmp_path / "a")
    make_demo(tmp_path / "b")
    assert rounds(tmp_path / "a") == rounds(tmp_path / "b")
    first, second = ([(item.key, item.name, item.sha256) for item in proofs(tmp_path / name)] for name in "ab")
    assert first == second


def test_another_offices_folder_is_not_touched(tmp_path: Path) -> None:
    other = Office("2401", "สำนักงานพัฒนาชุมชนอำเภอเมือง", "ฉะเชิงเทรา", "เมือง", "", "", ())
    with Store.open(tmp_path, FixedClock(datetime(2024, 2, 1))) as store:
        store.set_office(other)
    with pytest.raises(UserError, match="เมือง"):
        make_demo(tmp_path)
    with Store.open_reader(tmp_path, CLOCK) as store:
        assert store.office() == other
        assert not store.entries("2567-q2", "2")
    assert OFFICE.code != other.code
