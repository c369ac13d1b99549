"""Evidence by command: added, refused in words, listed."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

from cdd_desktop import paths
from cdd_desktop.store import EntryKey, Store
from tests.cli.conftest import CLOCK, Run
from tests.reports.pdf.reading import by_pdfium
from tests.store.pictures_kit import photo

WHERE = ("--round", "2567-q2/2", "--mission", "khok_nong_na")
BARE = ("--round", "2567-q2/3", "--mission", "thai_fabric")  # of the demo, without evidence


@pytest.fixture
def demo(run: Run, tmp_path: Path) -> Path:
    assert run("demo", "--data-dir", tmp_path / "d").code == 0
    return tmp_path / "d"


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "ภาพ กิจกรรม.jpg"
    path.write_bytes(photo())
    return path


def test_a_photo_is_added_and_listed_with_what_is_missing(run: Run, demo: Path, picture: Path) -> None:
    ran = run("evidence", "add", "--data-dir", demo, *BARE, "--proves", "natural_process", picture)
    assert (ran.code, ran.out) == (0, "เพิ่มหลักฐาน 1 รายการ\n")
    listed = run("evidence", "list", "--data-dir", demo, *BARE).json
    (item,) = listed["evidence"]
    assert (item["name"], item["kind"], item["proves"]) == ("ภาพ กิจกรรม.jpg", "picture", "natural_process")
    assert item["taken"] == "2024-02-10T09:30:15"
    assert [proof["id"] for proof in listed["missing"]] == ["group_database", "pr_monthly"]
    kept = demo / "files" / item["sha256"][:2] / item["sha256"]
    assert b"SECRET" not in kept.read_bytes()


def test_what_is_refused_is_named_and_the_others_are_added(run: Run, demo: Path, picture: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.jpg"
    bad.write_text("text", encoding="utf-8")
    ran = run("evidence", "add", "--data-dir", demo, *WHERE, bad, picture, tmp_path / "gone.pdf")
    assert ran.code == 2
    assert ran.out == "เพิ่มหลักฐาน 1 รายการ\n"
    assert "ไม่ได้เพิ่ม bad.jpg: ไฟล์นี้ไม่ใช่ภาพ" in ran.err
    assert "gone.pdf" in ran.err


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such names")
def test_no_name_from_outside_commands_the_terminal_or_turns_what_is_read(
    run: Run, demo: Path, picture: Path, tmp_path: Path
) -> None:
    odd = "ภาพ\u202egpj.\x1b[2Kน้ำ\nเพิ่มแล้ว\u2066"
    good, bad, workbook = (tmp_path / f"{odd}{suffix}" for suffix in (".pdf", ".exe", ".xlsx"))
    good.write_bytes(b"%PDF-1.7\n%%EOF\n")
    for path in (bad, workbook):
        path.write_bytes(b"MZ")
    pack = tmp_path / "pack"
    shutil.copytree(paths.criteria_packs() / "2567-q2", pack)
    (pack / f"{odd}.yaml").write_text("id: x", encoding="utf-8")
    with Store.open(demo, CLOCK) as store:
        office = store.office()
        assert office is not None
        key = EntryKey("2567-q2", "khok_nong_na", "2", subject_id=office.code)
        store.put("evidence", None, {"name": f"{odd}.exe", "order": 9}, key=key.parts, action=f"เพิ่ม “{odd}”")
    printed = [
        run("evidence", "add", "--data-dir", demo, *WHERE, good, bad),
        run("evidence", "add", "--data-dir", demo, "--round", "2567-q2/2", "--mission", "otop", good),
        run("evidence", "list", "--data-dir", demo, *WHERE),
        run("history", "--data-dir", demo),
        run("read-workbook", "--data-dir", demo, workbook),
        run("criteria", "check", pack),
        run("report", "--data-dir", demo, *WHERE[:2], "--form", "due", "--out", tmp_path / odd),
        run("report", "--data-dir", demo, *WHERE[:2], "--form", "due", "--out", tmp_path / f"{odd}.pdf"),
        run("report", "--data-dir", demo, "--round", odd, "--form", odd, "--out", tmp_path / f"{odd}.pdf"),
        run("facts", "--data-dir", demo, "--round", odd, "--mission", odd),
        run("backup", "--data-dir", demo, "--to", tmp_path / odd),
    ]
    for ran in printed:
        assert not {"\u202e", "\u2066", "\x1b"} & {*ran.out, *ran.err}
    assert "ไม่ได้เพิ่ม ภาพgpj.[2Kน้ำเพิ่มแล้ว.exe: " in printed[0].err
    assert "ภาพgpj.[2Kน้ำเพิ่มแล้ว.pdf: เป็นไฟล์เดียวกัน" in printed[1].out
    assert {"ภาพgpj.[2Kน้ำเพิ่มแล้ว.pdf", "ภาพgpj.[2Kน้ำเพิ่มแล้ว.exe"} <= {
        item["name"] for item in printed[2].json["evidence"]
    }
    assert printed[3].json[2]["action"] == f"เพิ่ม “{odd}”"  # as it is, escaped
    assert "ภาพgpj.[2Kน้ำเพิ่มแล้ว.yaml" in printed[5].err


def test_the_same_picture_twice_is_said(run: Run, demo: Path, picture: Path) -> None:
    run("evidence", "add", "--data-dir", demo, *WHERE, picture)
    again = run("evidence", "add", "--data-dir", demo, *WHERE, picture)
    assert "มีอยู่แล้วในภารกิจนี้ 1 รายการ" in again.out
    other = run("evidence", "add", "--data-dir", demo, "--round", "2567-q2/2", "--mission", "otop", picture)
    assert "เป็นไฟล์เดียวกันกับหลักฐานที่ใช้แล้วใน khok_nong_na รอบ 2" in other.out
    assert "เพิ่มหลักฐาน 1 รายการ" in other.out


def test_evidence_prints_as_the_sheets_of_a_mission_or_as_the_book_of_the_round(
    run: Run, demo: Path, tmp_path: Path
) -> None:
    one, book = tmp_path / "one.pdf", tmp_path / "book.pdf"
    assert run("report", "--data-dir", demo, *WHERE, "--form", "evidence", "--out", one).code == 0
    assert run("report", "--data-dir", demo, *WHERE[:2], "--form", "evidence", "--out", book).code == 0
    assert "สมุดหลักฐาน" not in by_pdfium(one)
    assert "สมุดหลักฐาน" in by_pdfium(book)
    assert "ยังไม่มีหลักฐาน" in by_pdfium(book)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
def test_what_is_no_evidence_is_refused_without_waiting_and_changes_nothing(
    run: Run, demo: Path, tmp_path: Path
) -> None:
    os.mkfifo(tmp_path / "pipe.pdf")
    (tmp_path / "a.pdf").symlink_to(tmp_path / "b.pdf")
    (tmp_path / "b.pdf").symlink_to(tmp_path / "a.pdf")
    (tmp_path / "data.pdf").symlink_to(demo / "cdd.db")
    (tmp_path / "zero.pdf").symlink_to("/dev/zero")
    (tmp_path / "folder.pdf").mkdir()
    names = ("pipe.pdf", "a.pdf", "data.pdf", "zero.pdf", "folder.pdf", "x" * 300, "ก" * 5000, "\udcff.pdf", " .pdf")
    kept = sorted((demo / "files").rglob("*"))
    for path in (*(tmp_path / name for name in names), demo / "cdd.db", demo, "/dev/stdin", "/proc/self/mem"):
        ran = run("evidence", "add", "--data-dir", demo, *WHERE, path)
        assert ran.code == 2
        assert "ไม่" in ran.err
        assert "Traceback" not in ran.err
    assert sorted((demo / "files").rglob("*")) == kept


def test_evidence_for_what_is_submitted_keeps_no_file(run: Run, demo: Path, picture: Path) -> None:
    assert run("submit", "--data-dir", demo, *WHERE, "--incomplete").code == 0
    kept = sorted((demo / "files").rglob("*"))
    ran = run("evidence", "add", "--data-dir", demo, *WHERE, picture)
    assert (ran.code, ran.out) == (2, "")
    assert "ส่งแล้ว" in ran.err
    assert sorted((demo / "files").rglob("*")) == kept


def test_an_empty_name_is_not_the_current_folder(
    run: Run, demo: Path, picture: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(picture.parent)
    for name in ("", " "):
        ran = run("evidence", "add", "--data-dir", demo, *BARE, name)
        assert (ran.code, ran.out) == (2, "")
        assert "ว่างเปล่า" in ran.err
        assert run("--data-dir", name, "history").code == 2
        assert run("demo", "--data-dir", name).code == 2
    assert run("evidence", "list", "--data-dir", demo, *BARE).json["evidence"] == []
    assert {path.name for path in picture.parent.iterdir()} == {picture.name, "d"}


def test_an_unknown_proof_or_an_empty_folder_is_refused(run: Run, demo: Path, picture: Path, tmp_path: Path) -> None:
    ran = run("evidence", "add", "--data-dir", demo, *WHERE, "--proves", "x", picture)
    assert (ran.code, "activity_held" in ran.err) == (2, True)
    (tmp_path / "empty").mkdir()
    assert run("evidence", "add", "--data-dir", demo, *WHERE, tmp_path / "empty").code == 2


def test_evidence_for_a_folder_without_data_makes_none(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7\n%%EOF\n")
    folder = tmp_path / "mistyped"
    ran = run(
        "evidence", "add", "--data-dir", folder, "--round", "2567-q2/2", "--mission", "otop", tmp_path / "a.pdf"
    )
    assert ran.code == 2
    assert not folder.exists()
