"""Who gives a command: the name that stands in the history, and the rights that it is held to."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cdd_desktop.store import EntryKey, Store, encryption, keyring, rounds
from cdd_desktop.store.keyring import Login
from cdd_desktop.store.people import Role, add_person, find_person, people, set_password
from cdd_desktop.store.recovery import new_recovery_key
from tests.cli.conftest import CLOCK, Ran, Run

HEAD, CLERK, VIEWER = "นางหัวหน้า ตัวอย่าง", "นายบันทึก ตัวอย่าง", "นายผู้ชม ตัวอย่าง"
SECRET = "a long password"
KHOK = ("--round", "2567-q2/2", "--mission", "khok_nong_na")
KEY = EntryKey("2567-q2", "khok_nong_na", "2")
HELD = {"activity_held": True}


@pytest.fixture(autouse=True)
def quick_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """The work that protects a password takes most of a second, which is not what is tried here."""
    monkeypatch.setattr(keyring, "OPS", 1)
    monkeypatch.setattr(keyring, "MEMORY", 8 << 10)


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    """A folder with a backup, whose people have no passwords."""
    folder = tmp_path / "data"
    with Store.open(folder, CLOCK) as store:
        store.person = add_person(store, HEAD, role=Role.HEAD).id
        add_person(store, CLERK)
        add_person(store, VIEWER, role=Role.VIEWER)
        store.back_up()
    return folder


@pytest.fixture
def secured(plain: Path) -> Path:
    """The same, where the head has a password."""
    with Store.open(plain, CLOCK) as store:
        head = find_person(store, HEAD)
        assert head is not None
        store.person = head.id
        set_password(store, head, SECRET)
    return plain


@pytest.fixture
def encrypted(plain: Path) -> Path:
    """The same, encrypted: everybody can unlock it."""
    with Store.open_reader(plain, CLOCK) as store:
        logins = [Login(person.id, person.name, SECRET) for person in people(store)]
    encryption.enable(plain, logins, new_recovery_key()[1], CLOCK)
    return plain


@pytest.fixture
def give(run: Run, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Ran]:
    """Return a function that gives a command as somebody, with the password on the input."""

    def call(folder: Path, who: str, *words: str | Path, typed: str = SECRET) -> Ran:
        monkeypatch.setattr("sys.stdin", io.StringIO(f"{typed}\n"))
        name, *more = words
        first = ["evidence", "add"] if name == "evidence" else [name]
        return run(*first, "--data-dir", folder, *(["--unlock", who] if who else []), *more)

    return call


def content(folder: Path) -> dict[str, bytes]:
    """Return what is in every file, but for the lock of a writer and what SQLite keeps for readers."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return {str(path): path.read_bytes() for path in files if path.suffix not in {".db-shm", ".db-wal", ".lock"}}


COMMANDS = ("set", "evidence", "submit", "backup", "restore", "salvage", "decrypt")


@pytest.fixture
def words(tmp_path: Path, written: Callable[[Any], Path]) -> dict[str, tuple[str | Path, ...]]:
    """Each command that alters something, with what it needs."""
    proof = tmp_path / "a.pdf"
    proof.write_bytes(b"%PDF-1.4\n%%EOF")
    return {
        "set": ("set", *KHOK, written(HELD)),
        "evidence": ("evidence", *KHOK, proof),
        "submit": ("submit", *KHOK, "--incomplete"),
        "backup": ("backup",),
        "restore": ("restore", "1"),
        "salvage": ("salvage", "--apply"),
        "decrypt": ("decrypt",),
    }


@pytest.mark.parametrize("command", COMMANDS)
def test_who_only_looks_on_alters_nothing_by_command(
    encrypted: Path, give: Callable[..., Ran], words: dict[str, tuple[str | Path, ...]], command: str
) -> None:
    before = content(encrypted)
    ran = give(encrypted, VIEWER, *words[command])
    assert (ran.code, ran.out) == (2, "")
    assert "ทำรายการนี้ได้เฉพาะ" in ran.err
    assert content(encrypted) == before
    assert give(encrypted, VIEWER, "facts", *KHOK).json == {}


@pytest.mark.parametrize("command", ["restore", "salvage", "decrypt"])
def test_what_is_the_heads_and_the_admins_is_refused_to_a_clerk(
    encrypted: Path, give: Callable[..., Ran], words: dict[str, tuple[str | Path, ...]], command: str
) -> None:
    ran = give(encrypted, CLERK, *words[command])
    assert (ran.code, ran.out, "ทำรายการนี้ได้เฉพาะ" in ran.err) == (2, "", True)
    assert give(encrypted, HEAD, *words[command]).code == 0


@pytest.mark.parametrize("folder", ["encrypted", "plain"])
def test_the_history_names_who_gave_the_commands(
    folder: str,
    request: pytest.FixtureRequest,
    give: Callable[..., Ran],
    words: dict[str, tuple[str | Path, ...]],
) -> None:
    data = request.getfixturevalue(folder)
    for command in ("set", "evidence", "submit"):
        assert give(data, CLERK, *words[command]).code == 0
    done = give(data, CLERK, "history", "--mission", "khok_nong_na").json
    assert [(item["kind"], item["name"]) for item in done] == [
        ("submission", CLERK),
        ("evidence", CLERK),
        ("entry", CLERK),
    ]


def test_who_unlocks_submits_under_no_other_name(
    encrypted: Path, give: Callable[..., Ran], words: dict[str, tuple[str | Path, ...]]
) -> None:
    ran = give(encrypted, CLERK, *words["submit"], "--person", HEAD)
    assert (ran.code, "ใช้ชื่อนี้ไม่ได้" in ran.err) == (2, True)
    assert give(encrypted, CLERK, *words["submit"], "--person", CLERK).code == 0


def test_without_passwords_nobody_is_asked_who_they_are(
    plain: Path, give: Callable[..., Ran], words: dict[str, tuple[str | Path, ...]]
) -> None:
    for command in ("set", "evidence", "submit", "backup", "restore"):
        assert give(plain, "", *words[command]).code == 0, command


def test_a_password_of_who_may_restore_stands_before_restoring_and_encrypting_by_command(
    secured: Path, give: Callable[..., Ran]
) -> None:
    recipient = new_recovery_key()[1]
    change = (("restore", "1"), ("salvage", "--apply"), ("encrypt", "--person", CLERK, "--recovery", recipient))
    for command in change:
        before = content(secured)
        unnamed, wrong = give(secured, "", *command), give(secured, HEAD, *command, typed="another password")
        clerk = give(secured, CLERK, *command)
        assert (unnamed.code, wrong.code, clerk.code) == (2, 2, 2)
        assert f"--unlock ตามด้วยชื่อ: {HEAD}" in unnamed.err
        assert "รหัสผ่านไม่ถูกต้อง" in wrong.err
        assert "ทำรายการนี้ได้เฉพาะ" in clerk.err
        assert content(secured) == before
    assert give(secured, HEAD, *change[1]).code == 0
    assert give(secured, HEAD, *change[0]).code == 0


def test_a_clerks_work_goes_on_though_the_head_has_a_password(
    secured: Path, give: Callable[..., Ran], words: dict[str, tuple[str | Path, ...]]
) -> None:
    for command in ("set", "evidence", "submit", "backup"):
        assert give(secured, "", *words[command]).code == 0, command


def test_the_head_submits_by_command_after_the_password(
    secured: Path, give: Callable[..., Ran], words: dict[str, tuple[str | Path, ...]]
) -> None:
    assert "รหัสผ่าน" in give(secured, "", *words["submit"], "--person", HEAD).err
    assert give(secured, HEAD, *words["submit"], "--person", HEAD).code == 0
    with Store.open_reader(secured, CLOCK) as store:
        sent = rounds.state(store, KEY).submission
        assert sent is not None
        assert sent.name == HEAD


def test_an_unknown_name_is_told_with_those_there_are(plain: Path, give: Callable[..., Ran]) -> None:
    ran = give(plain, "ใครก็ไม่รู้", "backup")
    assert (ran.code, CLERK in ran.err) == (2, True)


def test_damaged_data_is_restored_whoever_is_there(secured: Path, give: Callable[..., Ran]) -> None:
    (secured / "cdd.db").write_bytes(b"no database" * 1000)
    assert give(secured, "", "restore", "1").code == 0
