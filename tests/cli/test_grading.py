"""`grade` and `criteria check`."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cdd_desktop import paths
from tests.cli.conftest import Run

KHOK = {"pack": "2567-q2", "mission": "khok_nong_na"}


def test_the_first_example_of_the_letter_is_graded(run: Run, written: Callable[[Any], Path]) -> None:
    facts = {"activity_held": True, "learners_total": 104, "learners_applied": 80}
    (result,) = run("grade", written([KHOK | {"facts": facts}])).json
    assert (result["outcome"], result["grade"], result["reachable"]) == ("graded", "B", ["B"])
    assert result["measures"]["applied_percent"] == {"exact": "1000/13", "shown": "76.92"}
    assert result["next"] == {"grade": "A", "fact": "learners_applied", "change": 4}


def test_a_case_that_cannot_be_graded_does_not_stop_the_others(run: Run, written: Callable[[Any], Path]) -> None:
    good = KHOK | {"facts": {"activity_held": False}}
    cases = [{"pack": "none", "mission": "x", "facts": {}}, good, KHOK | {"facts": {"learners_total": -1}}, 5]
    outcomes = [result["outcome"] for result in run("grade", written(cases)).json]
    assert outcomes == ["refused", "below", "refused", "refused"]


@pytest.mark.parametrize(
    "value", ["1e2", "NaN", "Infinity", "-1", "1.5", '"1,000"', '"abc"', "true", "[1]", "9" * 5000]
)
def test_numbers_that_no_count_can_be_are_refused_at_their_fact(
    run: Run, written: Callable[[Any], Path], value: str
) -> None:
    text = f'[{{"pack": "2567-q2", "mission": "khok_nong_na", "facts": {{"learners_total": {value}}}}}]'
    (result,) = run("grade", written(text)).json
    assert result["outcome"] == "refused"
    assert list(result["refused"]) == ["learners_total"]


def test_a_case_that_says_two_things_is_refused(run: Run, written: Callable[[Any], Path]) -> None:
    text = '[{"pack": "2567-q2", "mission": "otop", "facts": {}, "mission": "khok_nong_na"}]'
    (result,) = run("grade", written(text)).json
    assert (result["outcome"], list(result["refused"])) == ("refused", ["case"])


@pytest.mark.parametrize("text", ["", "{", "{}", "[" * 100_000])
def test_a_file_that_is_no_list_of_cases_fails_with_exit_code_2(
    run: Run, written: Callable[[Any], Path], text: str
) -> None:
    ran = run("grade", written(text))
    assert (ran.code, ran.out) == (2, "")
    assert ran.err


def test_a_missing_file_and_a_file_of_another_encoding_are_told_apart(run: Run, tmp_path: Path) -> None:
    other = tmp_path / "thai.json"
    other.write_bytes("[ก]".encode("cp874"))
    assert "UTF-8" in run("grade", other).err
    assert "อ่านไฟล์" in run("grade", tmp_path / "none.json").err


def test_half_letters_in_a_fact_id_come_out_as_json(run: Run, written: Callable[[Any], Path]) -> None:
    text = r'[{"pack": "2567-q2", "mission": "khok_nong_na", "facts": {"\ud800": 1}}]'
    (result,) = json.loads(run("grade", written(text)).out)
    assert list(result["refused"]) == ["\ud800"]


def test_a_byte_order_mark_is_no_mistake(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "cases.json"
    path.write_text("[]", encoding="utf-8-sig")
    assert run("grade", path).json == []


def test_the_bundled_pack_passes_its_check(run: Run) -> None:
    ran = run("criteria", "check", paths.criteria_packs() / "2567-q2")
    assert (ran.code, ran.err) == (0, "")
    assert "2567-q2" in ran.out


def test_a_broken_pack_is_refused_with_file_and_line(run: Run, tmp_path: Path) -> None:
    pack = tmp_path / "pack"
    pack.mkdir()
    for source in (paths.criteria_packs() / "2567-q2").glob("*.yaml"):
        text = source.read_text(encoding="utf-8")
        (pack / source.name).write_text(text + "\nsurprise: 1\n", encoding="utf-8")
    ran = run("criteria", "check", pack)
    assert (ran.code, ran.out) == (2, "")
    assert "01_khok_nong_na.yaml บรรทัด" in ran.err
    assert "surprise" in ran.err


def test_a_pack_that_is_not_there_is_said(run: Run, tmp_path: Path) -> None:
    ran = run("criteria", "check", tmp_path / "none")
    assert ran.code == 2
    assert ran.err
