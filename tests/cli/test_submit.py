"""`submit` and `history` on a data folder."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from cdd_desktop.cli import main
from cdd_desktop.clock import FixedClock
from cdd_desktop.criteria.loader import load_pack
from cdd_desktop.store import EntryKey, Office, Store, rounds
from cdd_desktop.store.packs import keep_pack
from cdd_desktop.store.people import Role, add_person, change_person, set_password
from tests.cli.conftest import CLOCK, Ran, Run

NEXT_QUARTER = Path(__file__).parent.parent / "data" / "packs" / "2567-q3"
KHOK = ("--round", "2567-q2/2", "--mission", "khok_nong_na")
FACTS = {"activity_held": True, "learners_total": 1104, "learners_applied": 837}


@pytest.fixture
def data(tmp_path: Path, run: Run, written: Callable[[Any], Path]) -> Path:
    """A data folder in which the mission is filled in."""
    folder = tmp_path / "data"
    assert run("set", "--data-dir", folder, *KHOK, written(FACTS)).code == 0
    return folder


def submit(run: Run, data: Path, *more: str) -> Ran:
    return run("submit", "--data-dir", data, *KHOK, *more)


def test_a_mission_is_submitted_with_its_paper(data: Path, run: Run) -> None:
    ran = submit(run, data)
    assert (ran.code, ran.err) == (0, "")
    assert "ระดับ B" in ran.out
    with Store.open_reader(data, CLOCK) as store:
        state = rounds.state(store, EntryKey("2567-q2", "khok_nong_na", "2"))
        assert state.submission is not None
        with pypdfium2.PdfDocument(rounds.submitted_pdf(store, state.submission)) as document:
            text = "\n".join(page.get_textpage().get_text_range() for page in document)
    assert "๑,๑๐๔" in text
    assert run("check", "--data-dir", data).code == 0


def test_what_is_submitted_is_refused_to_set_and_to_submit_again(
    data: Path, run: Run, written: Callable[[Any], Path]
) -> None:
    submit(run, data)
    for facts in ({"learners_applied": 900}, {"learners_applied": FACTS["learners_applied"]}):
        ran = run("set", "--data-dir", data, *KHOK, written(facts))
        assert (ran.code, ran.out) == (2, "")
        assert "ส่งแล้ว" in ran.err
    assert submit(run, data).code == 2
    assert run("facts", "--data-dir", data, *KHOK).json == FACTS


def test_what_is_missing_is_named_and_nothing_is_submitted(
    data: Path, run: Run, written: Callable[[Any], Path]
) -> None:
    run("set", "--data-dir", data, *KHOK, written({"learners_applied": None}))
    ran = submit(run, data)
    assert (ran.code, ran.out) == (2, "")
    assert "ยังไม่ได้กรอก: " in ran.err
    assert submit(run, data, "--incomplete").code == 0


def test_a_person_is_named_or_what_names_there_are(tmp_path: Path, run: Run) -> None:
    data = tmp_path / "data"
    run("demo", "--data-dir", data)
    ran = submit(run, data, "--person", "ใครก็ไม่รู้")
    assert ran.code == 2
    assert "นายสมมุติ ตั้งใจ" in ran.err
    assert submit(run, data, "--person", "นายสมมุติ ตั้งใจ").code == 0
    newest = run("history", "--data-dir", data, "--mission", "khok_nong_na").json[0]
    assert (newest["kind"], newest["name"]) == ("submission", "นายสมมุติ ตั้งใจ")


@pytest.fixture
def unknown_people(data: Path) -> Path:
    """The folder belongs to an office whose people nobody has entered yet; one of them left, one only looks on."""
    with Store.open(data, CLOCK) as store:
        store.set_office(Office("2401", "สพอ.ตัวอย่าง", "ฉะเชิงเทรา", "เมือง", "นางหัวหน้า ตัวอย่าง", "พัฒนาการอำเภอ"))
        store.person = add_person(store, "นายดูแล ตัวอย่าง", role=Role.ADMIN).id
        add_person(store, "นายผู้ชม ตัวอย่าง", role=Role.VIEWER)
        gone = add_person(store, "นายย้าย ตัวอย่าง", role=Role.ADMIN)
        change_person(store, replace(gone, active=False))
        with_password = add_person(store, "นายมีรหัส ตัวอย่าง")
        set_password(store, with_password, "a long password")
        store.set_facts(EntryKey("2567-q2", "khok_nong_na", "2", subject_id="2401"), FACTS)
    return data


def content(folder: Path) -> dict[str, bytes]:
    """Return what is in every file, but for SQLite's index for readers and a log of it that holds nothing."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file() and not path.name.endswith("-shm")]
    found = {str(path.relative_to(folder)): path.read_bytes() for path in files}
    return {name: held for name, held in found.items() if held or not name.endswith("-wal")}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((*KHOK, "--person", "ใครก็ไม่รู้"), "นางหัวหน้า ตัวอย่าง"),
        ((*KHOK, "--person", ""), "ไม่พบผู้ใช้งาน"),
        ((*KHOK, "--person", "นายย้าย ตัวอย่าง"), "ไม่พบผู้ใช้งาน"),
        ((*KHOK, "--person", "นายผู้ชม ตัวอย่าง"), "ทำรายการนี้ได้เฉพาะ"),
        ((*KHOK, "--person", "นายมีรหัส ตัวอย่าง"), "ตั้งรหัสผ่านไว้"),
        (("--round", "none/1", *KHOK[2:], "--person", "นางหัวหน้า ตัวอย่าง"), "ไม่รู้จักรอบ"),
        (("--round", "2567-q2/1", *KHOK[2:], "--person", "นางหัวหน้า ตัวอย่าง"), "ยังไม่ได้"),
    ],
)
def test_what_is_refused_to_a_person_writes_nothing(
    unknown_people: Path, run: Run, words: tuple[str, ...], said: str
) -> None:
    before = content(unknown_people)
    ran = run("submit", "--data-dir", unknown_people, *words)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert content(unknown_people) == before


def test_a_person_of_the_offices_record_submits_though_nobody_entered_them(unknown_people: Path, run: Run) -> None:
    assert submit(run, unknown_people, "--person", "นางหัวหน้า ตัวอย่าง").code == 0
    newest = run("history", "--data-dir", unknown_people).json[0]
    assert (newest["kind"], newest["name"]) == ("submission", "นางหัวหน้า ตัวอย่าง")
    before = content(unknown_people)
    assert submit(run, unknown_people, "--person", "นางหัวหน้า ตัวอย่าง").code == 2
    assert content(unknown_people) == before


def test_a_folder_without_data_is_said_and_not_made(tmp_path: Path, run: Run) -> None:
    for words in (("submit", "--data-dir", tmp_path / "none", *KHOK), ("history", "--data-dir", tmp_path / "none")):
        ran = run(*words)
        assert (ran.code, ran.out) == (2, "")
        assert "ยังไม่มีข้อมูล" in ran.err
    assert not (tmp_path / "none").exists()


def test_the_history_is_json_newest_first_with_old_and_new(
    data: Path, run: Run, written: Callable[[Any], Path]
) -> None:
    run("set", "--data-dir", data, *KHOK, written({"learners_applied": 900}))
    ran = run("history", "--data-dir", data)
    assert ran.code == 0
    newest, oldest = ran.json
    assert newest["changes"] == [{"field": "learners_applied", "old": 837, "new": 900}]
    assert (newest["at"], newest["key"][:3]) == ("2024-02-17T10:00:00+07:00", ["2567-q2", "khok_nong_na", "2"])
    assert [change["old"] for change in oldest["changes"]] == [None, None, None]
    assert run("history", "--data-dir", data, "--mission", "khok_nong_na").json == ran.json
    assert run("history", "--data-dir", data, "--mission", "otop").json == []


def test_an_unknown_mission_says_what_there_is(data: Path, run: Run) -> None:
    ran = run("history", "--data-dir", data, "--mission", "none")
    assert (ran.code, ran.out) == (2, "")
    assert "otop" in ran.err
    for odd in ("", " ", "\udcff", "ก" * 50_000):
        ran = run("history", "--data-dir", data, "--mission", odd)
        assert (ran.code, ran.out) == (2, "")
        assert "ไม่รู้จักภารกิจ" in ran.err


def test_a_round_of_a_pack_that_was_taken_in_is_known_to_the_commands(
    data: Path, run: Run, written: Callable[[Any], Path]
) -> None:
    with Store.open(data, CLOCK) as store:
        keep_pack(store, load_pack(NEXT_QUARTER), {})
    wanted = ("--round", "2567-q3/1", "--mission", "learning_centre")
    facts = {"learners_total": 100, "learners_applied": 90}
    assert run("history", "--data-dir", data, "--mission", "learning_centre").json == []
    assert run("set", "--data-dir", data, *wanted, written(facts)).code == 0
    assert run("facts", "--data-dir", data, *wanted).json == facts
    ran = run("submit", "--data-dir", data, *wanted)
    assert (ran.code, "ระดับ A" in ran.out) == (0, True)
    assert "2567-q3" in run("facts", "--data-dir", data, "--round", "none/1", "--mission", "otop").err


def test_commands_leave_a_quarter_that_is_over_as_it_is(
    data: Path, capsys: pytest.CaptureFixture[str], written: Callable[[Any], Path], tmp_path: Path
) -> None:
    with Store.open(data, CLOCK) as store:
        keep_pack(store, load_pack(NEXT_QUARTER), {})
    proof = tmp_path / "a.pdf"
    proof.write_bytes(b"%PDF-1.4\n%%EOF")
    before = tree(data)
    later = FixedClock(datetime(2024, 6, 3, 9, 0))
    for words in (
        ("set", "--data-dir", data, *KHOK, written({"learners_applied": FACTS["learners_applied"]})),
        ("submit", "--data-dir", data, *KHOK),
        ("evidence", "add", "--data-dir", data, *KHOK, proof),
    ):
        assert main([str(word) for word in words], later) == 2
        printed = capsys.readouterr()
        assert (printed.out, "ดูได้อย่างเดียว" in printed.err) == ("", True)
    assert tree(data) == before


def tree(folder: Path) -> dict[str, object]:
    """Return the evidence and papers that are kept, and every fact."""
    with Store.open_reader(folder, CLOCK) as store:
        return {"files": sorted(store.files.all()), "facts": store.entries("2567-q2", "2")}
