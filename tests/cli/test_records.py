"""`set`, `facts`, `report`, `demo` and `check` on a data folder."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2
import pytest

from cdd_desktop.cli.papers import FORMS, HISTORY
from cdd_desktop.reports.round_papers import OF_A_MISSION
from cdd_desktop.store import EntryKey, Store
from cdd_desktop.thai.digits import to_thai
from tests.cli.conftest import CLOCK, Ran, Run

ROUND = ("--round", "2567-q2/2")
KHOK = (*ROUND, "--mission", "khok_nong_na")
LEARNT = {"activity_held": True, "learners_total": 1104, "learners_applied": 837}


@pytest.fixture
def office(tmp_path: Path, run: Run, written: Callable[[Any], Path]) -> Callable[..., Ran]:
    """Return a function that sets facts of the first mission in a data folder of its own."""

    def put(facts: Any, *where: str) -> Ran:
        return run("set", "--data-dir", tmp_path / "data", *(where or KHOK), written(facts))

    return put


def shown(run: Run, tmp_path: Path, *where: str) -> Any:
    return run("facts", "--data-dir", tmp_path / "data", *(where or KHOK)).json


def text_of(pdf: Path) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def named(form: str) -> str:
    return "a.xlsx" if form == "workbook" else "a.pdf"


def test_facts_come_back_as_they_were_set(tmp_path: Path, run: Run, office: Callable[..., Ran]) -> None:
    assert office(LEARNT).code == 0
    assert shown(run, tmp_path) == LEARNT


def test_what_really_changed_is_counted(tmp_path: Path, run: Run, office: Callable[..., Ran]) -> None:
    assert office({"learners_total": 1104, "learners_applied": 837}).out == "บันทึกแล้ว 2 รายการ\n"
    ran = office({"learners_total": 1104, "learners_applied": 900})
    assert ran.out == "บันทึกแล้ว 1 รายการ\nมีค่านี้อยู่แล้ว 1 รายการ ไม่มีอะไรเปลี่ยน\n"
    assert len(run("history", "--data-dir", tmp_path / "data").json) == 2
    with Store.open(tmp_path / "data", CLOCK) as store:
        store.set_draft(EntryKey("2567-q2", "khok_nong_na", "2"), "learners_applied", "ราว 900")
    assert office({"learners_applied": 900}).out == "บันทึกแล้ว 1 รายการ\n"
    assert office({"learners_applied": 900}).out.startswith("บันทึกแล้ว 0 รายการ")


def test_null_clears_a_fact_and_leaves_the_others(tmp_path: Path, run: Run, office: Callable[..., Ran]) -> None:
    office(LEARNT)
    office({"learners_applied": None})
    assert shown(run, tmp_path) == {"activity_held": True, "learners_total": 1104}


@pytest.mark.parametrize(
    ("facts", "named"),
    [
        ({"learners_total": "abc", "activity_held": False}, "learners_total"),
        ({"unknown": 1}, "unknown"),
        ({"learners_applied": 2000}, "learners_applied"),
        ({"learners_total": 1.5}, "learners_total"),
        ('{"learners_total": 1, "learners_total": 2}', "learners_total"),
    ],
)
def test_one_bad_fact_keeps_all_of_them_out(
    tmp_path: Path, run: Run, office: Callable[..., Ran], facts: Any, named: str
) -> None:
    office(LEARNT)
    ran = office(facts)
    assert (ran.code, ran.out) == (2, "")
    assert f"{named}:" in ran.err
    assert shown(run, tmp_path) == LEARNT


def test_a_correction_of_both_sides_at_once_is_taken(tmp_path: Path, run: Run, office: Callable[..., Ran]) -> None:
    office(LEARNT)
    assert office({"learners_total": 10, "learners_applied": 9}).code == 0
    assert shown(run, tmp_path)["learners_total"] == 10


@pytest.mark.parametrize("text", ["[]", "5", "{", '"x"'])
def test_a_file_that_is_no_object_is_refused(office: Callable[..., Ran], text: str) -> None:
    assert office(text).code == 2


@pytest.mark.parametrize(
    "where",
    [
        ("--round", "2567-q2/9", "--mission", "khok_nong_na"),
        ("--round", "none/1", "--mission", "khok_nong_na"),
        ("--round", "2", "--mission", "khok_nong_na"),
        ("--round", "2567-q2/2", "--mission", "none"),
        ("--round", "2567-q2/4", "--mission", "khok_nong_na"),
    ],
)
def test_an_unknown_round_or_mission_says_what_there_is(office: Callable[..., Ran], where: tuple[str, ...]) -> None:
    ran = office(LEARNT, *where)
    assert (ran.code, ran.out) == (2, "")
    assert "ที่มี" in ran.err


def test_facts_that_are_refused_make_no_folder(tmp_path: Path, office: Callable[..., Ran]) -> None:
    assert office({"learners_total": -1}).code == 2
    assert not (tmp_path / "data").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such file")
def test_a_file_without_an_end_is_refused(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cdd_desktop.cli.files._MOST_BYTES", 1 << 20)
    for words in (("set", "--data-dir", tmp_path / "data", *KHOK), ("grade",)):
        ran = run(*words, "/dev/zero")
        assert (ran.code, "ใหญ่เกิน 1 MB" in ran.err) == (2, True)
    assert not (tmp_path / "data").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="other limits there")
def test_a_name_that_is_too_long_is_told_in_thai(tmp_path: Path, run: Run, office: Callable[..., Ran]) -> None:
    office(LEARNT)
    words = (*ROUND, "--form", "due", "--out", tmp_path / ("ก" * 300 + ".pdf"))
    ran = run("report", "--data-dir", tmp_path / "data", *words)
    assert (ran.code, "ชื่อไฟล์ยาวเกินไป" in ran.err) == (2, True)


def test_more_months_than_the_round_has_are_refused(office: Callable[..., Ran]) -> None:
    ran = office({"pr_monthly": [4, 4, 4]}, *ROUND, "--mission", "thai_fabric")
    assert ran.code == 2
    assert "pr_monthly:" in ran.err


@pytest.mark.parametrize("digits", ["arabic", "thai"])
def test_facts_can_be_read_out_of_the_mission_report(
    tmp_path: Path, run: Run, office: Callable[..., Ran], digits: str
) -> None:
    office(LEARNT)
    out = tmp_path / "report.pdf"
    ran = run("report", "--data-dir", tmp_path / "data", *KHOK, "--form", "mission", "--digits", digits, "--out", out)
    assert (ran.code, ran.err) == (0, "")
    text = text_of(out)
    for number in ("1,104", "837", "75.81"):
        assert (to_thai(number) if digits == "thai" else number) in text
    assert "ระดับ B" in text


def test_the_round_is_written_as_a_summary_and_as_a_workbook(tmp_path: Path, run: Run) -> None:
    data = tmp_path / "data"
    assert run("demo", "--data-dir", data).code == 0
    pdf, book = tmp_path / "round.pdf", tmp_path / "round.xlsx"
    assert run("report", "--data-dir", data, *ROUND, "--form", "summary", "--out", pdf).code == 0
    assert run("report", "--data-dir", data, *ROUND, "--form", "workbook", "--out", book).code == 0
    assert "บ้านตัวอย่าง" in text_of(pdf)
    sheets = openpyxl.load_workbook(book).worksheets
    assert sum(sheet.sheet_state == "visible" for sheet in sheets) == 12


def test_a_mission_report_needs_its_mission(tmp_path: Path, run: Run, office: Callable[..., Ran]) -> None:
    office(LEARNT)
    ran = run("report", "--data-dir", tmp_path / "data", *ROUND, "--form", "mission", "--out", tmp_path / "a.pdf")
    assert ran.code == 2
    assert "khok_nong_na" in ran.err
    assert not (tmp_path / "a.pdf").exists()


@pytest.mark.parametrize("form", sorted({*FORMS} - {*OF_A_MISSION}))
def test_a_paper_of_the_whole_round_takes_no_mission(
    tmp_path: Path, run: Run, office: Callable[..., Ran], form: str
) -> None:
    office(LEARNT)
    out = tmp_path / named(form)
    for mission in ("khok_nong_na", ""):
        words = (*ROUND, "--mission", mission, "--form", form, "--out", out)
        ran = run("report", "--data-dir", tmp_path / "data", *words)
        assert (ran.code, ran.out) == (2, "")
        assert "ของทั้งรอบ" in ran.err
    assert not out.exists()


@pytest.mark.parametrize("form", OF_A_MISSION)
def test_an_empty_mission_is_not_the_whole_round(
    tmp_path: Path, run: Run, office: Callable[..., Ran], form: str
) -> None:
    office(LEARNT)
    words = (*ROUND, "--mission", "", "--form", form, "--out", tmp_path / "a.pdf")
    ran = run("report", "--data-dir", tmp_path / "data", *words)
    assert (ran.code, ran.out, list(tmp_path.glob("*.pdf"))) == (2, "", [])


@pytest.mark.parametrize("form", sorted({*FORMS, HISTORY}))
@pytest.mark.parametrize("name", ["a.xlsx", "a.pdf", "a.docx", "a", ".pdf"])
def test_a_name_that_no_program_opens_the_paper_by_is_refused(
    tmp_path: Path, run: Run, office: Callable[..., Ran], form: str, name: str
) -> None:
    if name == named(form) or (form == HISTORY and name in {"a.pdf", "a.xlsx"}):
        return
    office(LEARNT)
    ran = run("report", "--data-dir", tmp_path / "data", *ROUND, "--form", form, "--out", tmp_path / name)
    assert (ran.code, ran.out) == (2, "")
    assert "--out" in ran.err
    assert not (tmp_path / name).exists()


def test_an_ending_in_capitals_is_the_same(tmp_path: Path, run: Run, office: Callable[..., Ran]) -> None:
    office(LEARNT)
    for form, name in (("workbook", "A.XLSX"), ("blank", "A.PDF")):
        words = (*ROUND, "--form", form, "--out", tmp_path / name)
        assert run("report", "--data-dir", tmp_path / "data", *words).code == 0


@pytest.mark.parametrize("form", ["mission", "summary", "workbook"])
def test_a_report_to_a_place_that_is_not_there_leaves_nothing(
    tmp_path: Path, run: Run, office: Callable[..., Ran], form: str
) -> None:
    office(LEARNT)
    words = (*(KHOK if form == "mission" else ROUND), "--form", form, "--out", tmp_path / "none" / named(form))
    ran = run("report", "--data-dir", tmp_path / "data", *words)
    assert (ran.code, ran.out) == (2, "")
    assert "ไม่พบโฟลเดอร์" in ran.err


def test_a_report_never_takes_the_place_of_the_data(tmp_path: Path, run: Run, office: Callable[..., Ran]) -> None:
    office(LEARNT)
    data = tmp_path / "data"
    for name in ("cdd.db", "cdd.mark"):
        before = (data / name).read_bytes()
        link = tmp_path / f"{name}.pdf"
        with suppress(OSError):  # Windows lets few people make links
            link.symlink_to(data / name)
        for out in (data / name, *([link] if link.exists() else [])):
            ran = run("report", "--data-dir", data, *KHOK, "--form", "mission", "--out", out)
            assert (ran.code, ran.out) == (2, "")
            assert (data / name).read_bytes() == before
    for _again in range(2):
        assert run("report", "--data-dir", data, *KHOK, "--form", "mission", "--out", data / "a.pdf").code == 0


@pytest.mark.skipif(sys.platform == "win32", reason="no limit of file sizes there")
@pytest.mark.parametrize("form", sorted({*FORMS, HISTORY}))
def test_a_full_disk_is_told_by_every_form_and_nothing_is_left(
    tmp_path: Path, run: Run, office: Callable[..., Ran], form: str
) -> None:
    """In a process of its own: a library may end the process."""
    office(LEARNT)
    out = tmp_path / "out"
    out.mkdir()
    script = (
        "import pathlib, resource, sys, cdd_desktop.cli as cli; touch = pathlib.Path.touch\n"
        "def limit(path): touch(path); resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))\n"
        "pathlib.Path.touch = limit\n"
        "sys.exit(cli.main(sys.argv[1:]))"
    )
    of_what = KHOK if form in OF_A_MISSION else ROUND
    words = ["report", "--data-dir", tmp_path / "data", *of_what, "--form", form, "--out", out / named(form)]
    ran = subprocess.run([sys.executable, "-c", script, *map(str, words)], capture_output=True, timeout=60, check=False)
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert "Traceback" not in (said := ran.stderr.decode("utf-8"))
    assert "ไฟล์เดิม (ถ้ามี) ไม่เปลี่ยน" in said
    assert not list(out.iterdir())


def test_the_demo_is_made_once_and_then_left_alone(tmp_path: Path, run: Run, office: Callable[..., Ran]) -> None:
    run("demo", "--data-dir", tmp_path / "data")
    assert office({"learners_total": 200}).code == 0
    assert run("demo", "--data-dir", tmp_path / "data").code == 0
    assert shown(run, tmp_path)["learners_total"] == 200


def test_check_is_content_with_a_sound_folder(tmp_path: Path, run: Run, office: Callable[..., Ran]) -> None:
    office(LEARNT)
    ran = run("check", "--data-dir", tmp_path / "data")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out


def test_check_finds_damage(tmp_path: Path, run: Run, office: Callable[..., Ran]) -> None:
    office(LEARNT)
    (database,) = (tmp_path / "data").glob("*.db")
    data = database.read_bytes()
    assert b"837" in data
    database.write_bytes(data.replace(b"837", b"937"))
    ran = run("check", "--data-dir", tmp_path / "data")
    assert ran.code == 1
    assert ran.out


@pytest.mark.parametrize("command", [("facts", *KHOK), ("check",)])
def test_a_folder_without_data_is_said_and_not_made(tmp_path: Path, run: Run, command: tuple[str, ...]) -> None:
    ran = run(command[0], "--data-dir", tmp_path / "none", *command[1:])
    assert ran.code in {1, 2}
    assert ran.out + ran.err
    assert not (tmp_path / "none").exists()
