"""Packs are read strictly: every mutation of a good pack is refused with its file, line and entry."""

import shutil
from datetime import date, time
from pathlib import Path

import pytest

from cdd_desktop import paths
from cdd_desktop.criteria.grading import grade_case
from cdd_desktop.criteria.loader import PackError, check_pack, load_pack, load_packs

PACKS = Path(__file__).parent.parent / "data" / "packs"

HEADER = """\
id: small
revision: 1
title: ชุดทดสอบ
fiscal_year: 2567
period: {title: ไตรมาส 2, start: 2024-01-01, end: 2024-03-31}
letter: {no: ทส ๐๐๐๑, date: 2024-02-06, issuer: จังหวัดทดสอบ}
rounds:
  - {id: 1, title: รอบที่ 1, months: 1, deadline: {day: 2024-01-30}}
hosts: {กจ.: กองการเจ้าหน้าที่}
files: [one.yaml]
"""
ONE = """\
id: one
no: 1
title: ภารกิจทดสอบ
short: ทดสอบ
host: กจ.
channel: เอกสาร
source: เรื่องที่ 1
facts:
  - {id: held, kind: bool, label: จัดแล้ว, improves: up}
  - {id: total, kind: count, label: ทั้งหมด, unit: คน}
  - {id: done, kind: count, label: ทำแล้ว, unit: คน, part_of: total, improves: up}
form:
  - {title: ข้อมูล, facts: [held, total, done]}
measures:
  - {id: share, label: สัดส่วน, unit: ร้อยละ, source: เรื่องที่ 1, value: {percent: {part: done, whole: total}}}
levels:
  - id: A
    source: ระดับ A
    conditions:
      - {fact: held, is: true}
      - {value: share, at_least: 80}
  - id: B
    source: ระดับ B
    conditions:
      - {fact: held, is: true}
      - {value: share, at_least: 70}
  - {id: C, otherwise: true}
"""


def write(folder: Path, header: str = HEADER, one: str = ONE) -> Path:
    pack = folder / "small"
    pack.mkdir()
    (pack / "pack.yaml").write_text(header, encoding="utf-8")
    (pack / "one.yaml").write_text(one, encoding="utf-8")
    return pack


def test_a_good_pack_has_no_problems(tmp_path: Path) -> None:
    assert check_pack(write(tmp_path)) == []


@pytest.mark.parametrize(
    ("old", "new", "line", "entry"),
    [
        ("short: ทดสอบ", "short: ทดสอบ\nshrot: ทดสอบ", 5, "shrot"),
        ("kind: bool", "kind: boolean", 9, "facts[held].kind"),
        ("no: 1", "no: 1\nno: 2", 3, "no"),
        ("title: ภารกิจทดสอบ\n", "", 1, ""),
        ("host: กจ.", "host: กพ.", 5, "host"),
        ("at_least: 80}", "at_least: 8_0}", 21, "levels[A].conditions[2].at_least"),
        ("at_least: 80}", "at_least: 010}", 21, "levels[A].conditions[2].at_least"),
        ("at_least: 80}", "at_least: 1:30}", 21, "levels[A].conditions[2].at_least"),
        ("at_least: 80}", "at_least: .inf}", 21, "levels[A].conditions[2].at_least"),
        ("at_least: 80}", "at_least: 1e2}", 21, "levels[A].conditions[2].at_least"),
        ("at_least: 80}", "at_most: 80, at_least: 80}", 21, "levels[A].conditions[2]"),
        ("at_least: 80}", "is_at_least: 80}", 21, "levels[A].conditions[2]"),
        ("at_least: 80}", "at_least: 180}", 17, "levels[A]"),
        ("at_least: 70}", "at_least: 80}", 22, "levels[B]"),
        ("at_least: 70}", "at_least: 90}", 22, "levels[B]"),
        ("at_least: 70}", "less_than: 70}\n      - {value: share, at_least: 70}", 22, "levels[B]"),
        ("    source: ระดับ A\n", "", 17, "levels[A]"),
        ("A\n    conditions:\n      - {fact: held, is: true", "A\n    conditions:\n      - {fact: held, is: yes",
         20, "levels[A].conditions[1].is"),
        ("value: share, at_least: 80", "value: shear, at_least: 80", 21, "levels[A].conditions[2].value"),
        ("value: share, at_least: 80", "value: held, at_least: 80", 21, "levels[A].conditions[2].value"),
        ("  - {id: C, otherwise: true}", "  - {id: C}", 27, "levels[C]"),
        ("  - {id: C, otherwise: true}", "  - {id: B, otherwise: true}", 27, "levels[B]"),
        ("part: done, whole: total", "part: done, wohle: total", 15, "measures[share].value.percent"),
        ("percent: {part: done, whole: total}", "power: {part: done, whole: total}", 15, "measures[share].value"),
        ("part_of: total", "part_of: totals", 11, "facts[done]"),
        ("  - {id: done", "  - {id: spare, kind: count, label: เหลือ}\n  - {id: done", 11, "facts[spare]"),
        ("[held, total, done]", "[held, total]", 12, "form"),
        ("[held, total, done]", "[held, total, done, done]", 12, "form"),
        ("[held, total, done]", "[held, total, done, other]", 12, "form"),
        ("id: held", "id: Held", 9, "facts[Held].id"),
        ("label: จัดแล้ว", "label: &a จัดแล้ว", 9, ""),
        ("label: จัดแล้ว", "label: !!str จัดแล้ว", 9, ""),
        ("label: จัดแล้ว", 'label: ""', 9, "facts[held].label"),
        ("no: 1\n", "no: 1\n---\nno: 2\n", 3, ""),
        ("no: 1\n", "no: [1\n", 3, ""),
    ],
)  # fmt: skip
def test_a_broken_mission_is_refused_where_it_breaks(tmp_path: Path, old: str, new: str, line: int, entry: str) -> None:
    assert ONE.count(old) == 1
    found = check_pack(write(tmp_path, one=ONE.replace(old, new)))
    assert ("one.yaml", line, entry) in {(problem.file, problem.line, problem.entry) for problem in found}
    with pytest.raises(PackError, match="ชุดเกณฑ์"):
        load_pack(tmp_path / "small")


@pytest.mark.parametrize(
    ("old", "new", "line", "entry"),
    [
        ("date: 2024-02-06", "date: 2024-02-30", 6, "letter.date"),
        ("start: 2024-01-01", "start: 2025-01-01", 5, "period"),
        ("months: 1", "months: 4", 8, "rounds[1].months"),
        ("months: 1", "months: หนึ่ง", 8, "rounds[1].months"),
        ("files: [one.yaml]", "files: [../one.yaml]", 10, "files[1]"),
        ("files: [one.yaml]", "files: [two.yaml]", 10, "files[1]"),
        ("files: [one.yaml]", "files: []", 10, "files"),
        ("files: [one.yaml]", "files: [one.yaml, one.yaml]", 10, "files[2]"),
        ("id: small", "id: ../small", 1, "id"),
        ("deadline: {day: 2024-01-30}", 'deadline: {day: 2024-01-30, at: "25:00"}', 8, "rounds[1].deadline.at"),
    ],
)
def test_a_broken_header_is_refused_where_it_breaks(tmp_path: Path, old: str, new: str, line: int, entry: str) -> None:
    assert HEADER.count(old) == 1
    found = check_pack(write(tmp_path, header=HEADER.replace(old, new)))
    assert ("pack.yaml", line, entry) in {(problem.file, problem.line, problem.entry) for problem in found}


def test_every_problem_is_told_at_once(tmp_path: Path) -> None:
    broken = ONE.replace("kind: bool", "kind: boolean").replace("at_least: 70}", "at_least: 80}")
    assert len(check_pack(write(tmp_path, one=broken))) >= 2


@pytest.mark.parametrize(
    "data", [b"\xff\xfe", b"", b"- a\n", b"a: \x00b\n", b"[" * 5000, b"a: b\n" * 300_000, "ก: ก".encode("cp874")]
)
def test_a_file_that_is_no_pack_is_refused_in_words(tmp_path: Path, data: bytes) -> None:
    pack = write(tmp_path)
    (pack / "one.yaml").write_bytes(data)
    assert check_pack(pack)


def test_a_folder_without_a_header_is_refused(tmp_path: Path) -> None:
    assert check_pack(tmp_path)
    assert check_pack(tmp_path / "nowhere")


def test_a_stray_file_and_a_link_are_refused(tmp_path: Path) -> None:
    pack = write(tmp_path)
    (pack / "two.yaml").write_text(ONE, encoding="utf-8")
    assert [problem.file for problem in check_pack(pack)] == ["two.yaml"]
    (pack / "two.yaml").unlink()
    shutil.move(pack / "one.yaml", tmp_path / "one.yaml")
    (pack / "one.yaml").symlink_to(tmp_path / "one.yaml")
    assert check_pack(pack)


def test_the_hash_covers_rules_and_not_words(tmp_path: Path) -> None:
    before = load_pack(write(tmp_path)).criteria_hash
    pack = tmp_path / "small" / "one.yaml"
    pack.write_text(ONE.replace("ภารกิจทดสอบ", "ชื่อใหม่").replace("label: ทั้งหมด", "label: รวม"), encoding="utf-8")
    assert load_pack(tmp_path / "small").criteria_hash == before
    pack.write_text(ONE.replace("at_least: 70", "at_least: 71"), encoding="utf-8")
    assert load_pack(tmp_path / "small").criteria_hash != before


def test_the_letter_of_quarter_two_has_its_eleven_missions_rounds_and_readings() -> None:
    pack = load_packs(paths.criteria_packs())["2567-q2"]
    assert [indicator.id for indicator in pack.indicators] == [
        "khok_nong_na",
        "food_security",
        "thai_fabric",
        "poverty_centre",
        "otop",
        "women_fund",
        "click_chumchon",
        "bmn_survey",
        "community_fund",
        "pracharath_company",
        "moral_organisation",
    ]
    readings = {reading.id for item in (pack, *pack.indicators) for reading in item.readings}
    assert readings == {f"R{number}" for number in range(1, 18)}
    assert [indicator.id for indicator in pack.indicators_in("4")] == ["bmn_survey"]
    moral = pack.deadline(pack.indicator_by_id["moral_organisation"], "3")
    assert moral is not None
    assert (moral.day, moral.at) == (date(2024, 3, 15), time(16, 30))
    survey = pack.deadline(pack.indicator_by_id["bmn_survey"], "1")
    assert survey is not None
    assert survey.day == date(2024, 1, 31)


@pytest.mark.parametrize(
    ("pack", "mission", "facts", "grade", "reachable"),
    [
        (
            "kpi-t1",
            "t1",
            {"budget_received": "100", "budget_disbursed": "90", "advances_due": 4, "advances_returned": 3},
            "2",
            ["2"],
        ),
        ("kpi-t1", "t1", {"budget_received": "100", "budget_disbursed": "69.99"}, None, ["below"]),
        ("kpi-t6", "t6", {"district_staff": 2, "news_monthly": [5, 3, 4]}, "3", ["3"]),
        ("kpi-t6", "t6", {"district_staff": 4, "news_monthly": [5, 3, 4]}, "1", ["1"]),
        ("kpi-t6", "t6", {"district_staff": 5, "news_monthly": [5, 3, 4]}, "1", ["1"]),
        ("kpi-t6", "t6", {"news_monthly": [5, 3, 4]}, None, ["3", "1"]),
        ("kpi-p3", "p3", {"activities_total": 100, "activities_recorded": 85, "villages_planned": 20,
                          "villages_reported": 20}, "4", ["4"]),
        ("kpi-p3", "p3", {"activities_total": 100, "activities_recorded": 80, "villages_planned": 20,
                          "villages_reported": 20}, "2", ["2"]),
        ("kpi-t42", "t42", {"has_defaulted_loans": True, "followup_process": True, "defaulted_sum": "100",
                            "defaulted_repaid": "26", "report_on_time": False}, "3", ["3"]),
        ("kpi-t42", "t42", {"has_defaulted_loans": False, "funds_total": 10, "funds_supported": 2,
                            "plan_endorsed": False, "funds_plan_used": 9, "result_reported": True,
                            "report_on_time": True}, "1", ["1"]),
        ("kpi-t42", "t42", {"has_defaulted_loans": False, "funds_total": 10, "funds_supported": 2,
                            "plan_endorsed": True, "funds_plan_used": 2, "result_reported": True,
                            "report_on_time": True}, "4", ["4"]),
    ],
)  # fmt: skip
def test_performance_indicators_load_and_grade(
    pack: str, mission: str, facts: dict[str, object], grade: str | None, reachable: list[str]
) -> None:
    answer = grade_case(load_packs(PACKS), {"pack": pack, "mission": mission, "facts": facts})
    assert (answer["grade"], answer["reachable"]) == (grade, reachable)
