"""`backup`, `backups`, `restore`, `drill`, `salvage`, `encrypt`, `decrypt` and `recover` on a data folder."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from cdd_desktop.store import Store
from cdd_desktop.store.people import Role, add_person
from tests.cli.conftest import CLOCK, Ran, Run

PERSON = "นางสาวตัวอย่าง หนึ่ง"
FACTS = ("--round", "2567-q2/2", "--mission", "khok_nong_na")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def filled(data: Path) -> Path:
    with Store.open(data, CLOCK) as store:
        add_person(store, PERSON, role=Role.HEAD)
    return data


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Return a function that lays lines ready on the input."""

    def lay(*lines: str) -> None:
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))

    return lay


def people(data: Path) -> int:
    with Store.open_reader(data, CLOCK) as store:
        return len(store.records("person"))


def test_a_backup_is_listed_with_what_is_in_it_and_comes_back(run: Run, filled: Path) -> None:
    assert run("backup", "--data-dir", filled).code == 0
    told, _at_start = run("backups", "--data-dir", filled).json
    assert (told["number"], told["verified"], told["encrypted"], told["clock_ok"]) == (2, True, False, True)
    assert told["description_sealed"]
    assert told["counts"] == {"changes": 1, "entries": 0, "records": 1, "files": 0, "lost": 0}
    with Store.open(filled, CLOCK) as store:
        store.set_setting("signer", "คนอื่น")
    restored = run("restore", "--data-dir", filled, told["name"])
    assert restored.code == 0
    assert "replaced-1" in restored.out
    assert people(filled) == 1
    with Store.open_reader(filled, CLOCK) as store:
        assert store.setting("signer") is None


def test_a_backup_goes_to_another_place_and_starts_a_new_folder(run: Run, filled: Path, tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    ran = run("backup", "--data-dir", filled, "--to", tmp_path / "stick")
    copy = ran.out.splitlines()[-1]
    assert Path(copy).is_relative_to(tmp_path / "stick")
    assert run("restore", "--data-dir", tmp_path / "new", copy).code == 0
    assert people(tmp_path / "new") == 1
    missing = run("backup", "--data-dir", filled, "--to", tmp_path / "nowhere")
    assert missing.code == 2
    assert "สำเนาในเครื่องนี้ครบถ้วน" in missing.err


@pytest.mark.parametrize("inside", [".", "backups", "backups/copy", "files"])
def test_a_backup_to_a_place_of_no_use_is_refused_before_it_is_made(run: Run, filled: Path, inside: str) -> None:
    before = sorted(filled.rglob("*"))
    for place in (str(filled / inside), "", " "):
        ran = run("backup", "--data-dir", filled, "--to", place)
        assert (ran.code, ran.out) == (2, "")
        assert "ไม่มีอะไรเปลี่ยน" in ran.err
    assert sorted(filled.rglob("*")) == before


def test_a_restore_is_refused_while_a_window_holds_the_folder(run: Run, filled: Path) -> None:
    run("backup", "--data-dir", filled)
    with Store.open(filled, CLOCK, person=PERSON):
        ran = run("restore", "--data-dir", filled, "1")
    assert (ran.code, ran.out) == (2, "")
    assert PERSON in ran.err
    assert run("restore", "--data-dir", filled, "77").code == 2


def test_nothing_is_made_where_there_is_no_data(run: Run, data: Path) -> None:
    assert run("backup", "--data-dir", data).code == 2
    assert run("backups", "--data-dir", data).json == []
    for words in (("restore", "1"), ("restore", "cdd-000001-2024-02-17.db"), ("drill",), ("salvage", "--apply")):
        ran = run(words[0], "--data-dir", data, *words[1:])
        assert ran.code in {1, 2}
        assert "หมายเลข 0" not in ran.out
    assert not data.exists()
    data.mkdir()
    for words in (("backup",), ("backups",), ("restore", "1"), ("drill",), ("salvage", "--apply"), ("check",)):
        run(words[0], "--data-dir", data, *words[1:])
    assert not list(data.iterdir())


def test_the_rehearsal_says_how_it_went(run: Run, filled: Path) -> None:
    assert run("drill", "--data-dir", filled).code == 1
    run("backup", "--data-dir", filled)
    ran = run("drill", "--data-dir", filled)
    assert (ran.code, "ซ้อมกู้คืนสำเร็จ" in ran.out) == (0, True)


def test_salvage_says_first_and_does_when_told_to(run: Run, filled: Path) -> None:
    assert run("salvage", "--data-dir", filled).code == 0
    content = (filled / "cdd.db").read_bytes()
    (filled / "cdd.db").write_bytes(bytes(4096) + content[4096:])
    assert run("salvage", "--data-dir", filled).code == 1
    assert (filled / "cdd.db").read_bytes()[4096:] == content[4096:]
    assert run("salvage", "--data-dir", filled, "--apply").code == 0
    assert people(filled) == 1


@pytest.fixture
def recovery(run: Run) -> tuple[str, str]:
    sheet = run("recover", "key").out.split()
    return (
        next(word for word in sheet if word.startswith("AGE-SECRET-KEY-")),
        next(word for word in sheet if word.startswith("age1")),
    )


@pytest.fixture
def encrypted(run: Run, filled: Path, typed: Callable[..., None], recovery: tuple[str, str]) -> Path:
    typed("a long password")
    ran = run("encrypt", "--data-dir", filled, "--person", PERSON, "--recovery", recovery[1])
    assert ran.code == 0, ran.err
    return filled


def test_an_encrypted_folder_opens_by_a_password_from_the_input(
    run: Run, encrypted: Path, typed: Callable[..., None]
) -> None:
    typed("a long password")
    assert run("facts", "--data-dir", encrypted, *FACTS).json == {}
    typed("a long password")
    assert run("check", "--data-dir", encrypted, "--unlock", PERSON).code == 0
    typed("a wrong password")
    assert "รหัสผ่านไม่ถูกต้อง ข้อมูลยังอยู่ครบ" in run("check", "--data-dir", encrypted).err
    typed()
    assert "ไม่ได้รับรหัสผ่าน" in run("check", "--data-dir", encrypted).err


def test_a_restore_of_an_encrypted_folder_asks_for_its_password(
    run: Run, encrypted: Path, typed: Callable[..., None], tmp_path: Path
) -> None:
    typed("a long password")
    assert run("backup", "--data-dir", encrypted).code == 0
    number = str(run("backups", "--data-dir", encrypted).json[0]["number"])
    for wrong in ((), ("another password",)):
        typed(*wrong)
        ran = run("restore", "--data-dir", encrypted, number)
        assert (ran.code, ran.out, "รหัสผ่าน" in ran.err) == (2, "", True)
    typed("a long password")
    ran = run("restore", "--data-dir", encrypted, number)
    assert (ran.code, "replaced-1" in ran.out, "ยังไม่ได้ตรวจ" in ran.out) == (0, True, False)
    assert not list(encrypted.glob("damaged-*"))
    (made,) = (encrypted / "backups").glob(f"cdd-{int(number):06d}-*.db")
    typed()
    ran = run("restore", "--data-dir", tmp_path / "new", made)
    assert (ran.code, "ยังไม่ได้ตรวจข้อมูลข้างใน" in ran.out) == (0, True)


def test_encryption_goes_off_again(run: Run, encrypted: Path, typed: Callable[..., None]) -> None:
    typed("a long password")
    assert run("decrypt", "--data-dir", encrypted).code == 0
    assert people(encrypted) == 1
    assert run("decrypt", "--data-dir", encrypted).code == 2


def test_the_forgotten_password_is_replaced_with_the_provinces_help(
    run: Run, encrypted: Path, typed: Callable[..., None], recovery: tuple[str, str], tmp_path: Path
) -> None:
    request = tmp_path / "request.json"
    assert run("recover", "request", "--data-dir", encrypted, "--out", request).code == 0
    typed(recovery[0])
    answered: Ran = run("recover", "answer", request)
    typed(answered.out.strip(), "a new password")
    assert run("recover", "use", "--data-dir", encrypted, "--person", PERSON).code == 0
    typed("a new password")
    assert run("check", "--data-dir", encrypted).code == 0


def test_a_request_takes_no_place_of_the_data_and_needs_a_lock(
    run: Run, encrypted: Path, tmp_path: Path, typed: Callable[..., None]
) -> None:
    before = (encrypted / "cdd.db").read_bytes()
    ran = run("recover", "request", "--data-dir", encrypted, "--out", encrypted / "cdd.db")
    assert (ran.code, "จึงไม่เขียนทับ" in ran.err) == (2, True)
    assert (encrypted / "cdd.db").read_bytes() == before
    typed("code", "a new password")
    for words in (("request", "--out", tmp_path / "r.json"), ("use", "--person", PERSON)):
        ran = run("recover", words[0], "--data-dir", tmp_path / "none", *words[1:])
        assert (ran.code, "ไม่มีข้อมูลที่เข้ารหัส" in ran.err) == (2, True)
    assert not (tmp_path / "r.json").exists()


def test_nobody_unknown_can_encrypt(run: Run, filled: Path, recovery: tuple[str, str]) -> None:
    ran = run("encrypt", "--data-dir", filled, "--person", "คนอื่น", "--recovery", recovery[1])
    assert ran.code == 2
    assert "ไม่มีผู้ใช้งานชื่อ คนอื่น" in ran.err


def test_a_restore_takes_its_own_backup_though_another_of_that_name_lies_here(
    run: Run, filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("backup", "--data-dir", filled)
    (own,) = (filled / "backups").glob("cdd-000001*.db")
    elsewhere = tmp_path / "another-office"
    elsewhere.mkdir()
    (elsewhere / own.name).write_bytes(b"another office's data")
    monkeypatch.chdir(elsewhere)
    assert run("restore", "--data-dir", filled, own.name).code == 0


def test_an_empty_name_restores_nothing(run: Run, filled: Path) -> None:
    run("backup", "--data-dir", filled)
    ran = run("restore", "--data-dir", filled, "")
    assert ran.code == 2
    assert "ไม่ได้ระบุสำเนา" in ran.err


def test_files_that_a_disk_spoilt_are_mended_by_salvage_and_told_by_backups_and_restore(
    run: Run, filled: Path, tmp_path: Path
) -> None:
    with Store.open(filled, CLOCK) as store:
        name = store.files.add(b"photo" * 50)
        store.put("evidence", None, {"sha256": name, "name": "ประชุม.jpg"}, action="เพิ่มหลักฐาน")
    assert run("backup", "--data-dir", filled).code == 0
    live, kept = (folder / "files" / name[:2] / name for folder in (filled, filled / "backups"))
    live.write_bytes(b"spoilt")
    assert run("salvage", "--data-dir", filled).code == 1
    assert live.read_bytes() == b"spoilt"
    assert run("salvage", "--data-dir", filled, "--apply").code == 0
    assert live.read_bytes() == kept.read_bytes() == b"photo" * 50
    kept.write_bytes(b"spoilt")
    told = run("backups", "--data-dir", filled).json[0]
    assert (told["verified"], told["files_verified"]) == (False, False)
    live.write_bytes(b"spoilt")
    for words in (("salvage", "--apply"), ("restore", "2")):
        ran = run(words[0], "--data-dir", filled, *words[1:])
        assert ran.code == 1
        assert "ประชุม.jpg" in ran.out


def test_a_damaged_backup_is_told_apart_from_damaged_data(run: Run, filled: Path) -> None:
    run("backup", "--data-dir", filled)
    path = max((filled / "backups").glob("cdd-*.db"))
    path.write_bytes(path.read_bytes()[:-1])
    ran = run("check", "--data-dir", filled)
    assert ran.code == 1
    assert "ข้อมูลสมบูรณ์ แต่สำเนาสำรองล่าสุดเสียหาย" in ran.out
    assert run("salvage", "--data-dir", filled).code == 0
