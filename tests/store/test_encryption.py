"""A data folder is encrypted and opened by password, all of it or nothing; a forgotten password has a way back."""

from __future__ import annotations

import errno
import json
import os
import random
import shutil
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from cdd_desktop.clock import CLOCK_IMPLAUSIBLE, FixedClock
from cdd_desktop.errors import UserError
from cdd_desktop.store import (
    Store,
    check,
    drill,
    encryption,
    keyring,
    keyslots,
    passwords,
    progress,
    recovery,
    restore,
    safekeeping,
    swap,
)
from cdd_desktop.store.backup import described, in_folder
from cdd_desktop.store.datakey import MARK, DataKey, codec_of, new_key
from cdd_desktop.store.keyring import Locked, Login, WrongPassword
from cdd_desktop.store.opening import DATABASE_NAME
from tests.store.conftest import Opener
from tests.store.converter import PASSWORD
from tests.store.kit import CLOCK, KEY
from tests.store.steps_kit import die, full_disk, steps_of

FULL = bool(os.environ.get("CDD_FULL_TESTS"))
LATER = FixedClock(CLOCK.now() + timedelta(days=1))
SECRET = "ครัวเรือนตัวอย่าง 0812"
PHOTO = b"photo of a household" * 50
FIRST = Login("person-1", "นางสาวตัวอย่าง หนึ่ง", "รหัสผ่านยาวพอ")
SECOND = Login("person-2", "นายตัวอย่าง สอง", "another password")


@pytest.fixture(autouse=True)
def quick_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stretch less: what is tested is which secret opens what, not how long guessing takes."""
    monkeypatch.setattr(keyring, "MEMORY", 1 << 20)
    monkeypatch.setattr(keyring, "OPS", 1)


@pytest.fixture
def province() -> tuple[str, str]:
    return recovery.new_recovery_key()


@pytest.fixture
def filled(opened: Opener, data_dir: Path) -> Path:
    """A closed folder with facts, a draft, a file and two backups, one of them from before the last edit."""
    store = opened()
    name = store.files.add(PHOTO)
    store.put("evidence", None, {"sha256": name}, key=KEY.parts, action="เพิ่มหลักฐาน")
    store.set_facts(KEY, {"text": SECRET})
    store.backup()
    store.set_facts(KEY, {"a": 1})
    store.set_draft(KEY, "b", "ราว 5")
    store.backup()
    store.close()
    return data_dir


def enabled(data_dir: Path, province: tuple[str, str]) -> DataKey:
    key = encryption.enable(data_dir, [FIRST, SECOND], province[1], CLOCK).key
    assert key is not None
    return key


def plain_words(folder: Path) -> list[str]:
    """Return the names of the files that hold something readable of what was entered."""
    wanted = (SECRET.encode("utf-8"), SECRET.encode("unicode-escape"), PHOTO[:20], b"SQLite format 3")
    found = [path for path in folder.rglob("*") if path.is_file()]
    return [path.name for path in found if any(word in path.read_bytes() for word in wanted)]


def test_damaged_backups_are_no_reason_to_refuse_and_are_named_when_they_go(
    filled: Path, province: tuple[str, str]
) -> None:
    for info in in_folder(filled / "backups"):
        content = bytearray(info.path.read_bytes())
        content[len(content) // 2] ^= 4
        info.path.write_bytes(content)
    done = encryption.enable(filled, [FIRST], province[1], CLOCK)
    assert done.backups == 1  # the one that was made just before
    assert all(f"cdd-00000{number}" in done.notice for number in (1, 2))


def test_after_encrypting_nothing_of_the_data_is_readable_and_all_of_it_is_there(
    filled: Path, province: tuple[str, str], state_dir: Path
) -> None:
    assert len(plain_words(filled)) >= 4
    enabled(filled, province)
    assert plain_words(filled) == []
    key = keyring.unlock(filled, FIRST.person, FIRST.password)
    with Store.open(filled, CLOCK, person="ผู้บันทึก", state_dir=state_dir, key=key) as store:
        assert store.facts(KEY) == {"text": SECRET, "a": 1}
        assert store.drafts(KEY) == {"b": "ราว 5"}
        (name,) = store.named_files()
        assert store.files.read(name) == PHOTO
        assert store.undo().action
        store.set_facts(KEY, {"a": 2})
        reasons = [info.reason for info in store.backups()]
        assert reasons == [encryption.AFTER, encryption.BEFORE_ENABLING, "manual", "manual"]
        assert all(info.intact() for info in store.backups())
    assert plain_words(filled) == []
    report = check(filled, CLOCK, key=key)
    assert report.ok, report.lines


def test_encryption_does_not_make_the_database_a_restored_one(
    filled: Path, province: tuple[str, str], opened: Opener, state_dir: Path
) -> None:
    before = opened()
    replica = before._link.replica
    before.close()
    key = enabled(filled, province)
    with Store.open(filled, CLOCK, state_dir=state_dir, key=key) as store:
        assert store._link.replica == replica


def test_every_person_has_a_password_of_their_own(filled: Path, province: tuple[str, str]) -> None:
    key = enabled(filled, province)
    assert keyring.who_can_unlock(filled) == ((FIRST.person, FIRST.name), (SECOND.person, SECOND.name))
    assert keyring.unlock(filled, SECOND.person, SECOND.password) == key
    assert keyring.unlock(filled, FIRST.name, FIRST.password) == key
    keyring.add_slot(filled, key, replace(SECOND, password="a third password"))
    assert keyring.unlock(filled, SECOND.person, "a third password") == key
    keyring.remove_slot(filled, key, FIRST.person)
    for login in (FIRST, SECOND):
        with pytest.raises(WrongPassword):
            keyring.unlock(filled, login.person, login.password)
    with pytest.raises(UserError, match="อย่างน้อยหนึ่งคน"):
        keyring.remove_slot(filled, key, SECOND.person)


def ways_in(folder: Path, login: Login) -> list[str]:
    """Return the descriptions of backups below a folder whose slots a password opens."""
    found = []
    for path in folder.rglob("cdd-*.json"):
        kept = json.loads(path.read_text(encoding="utf-8"))["keyslots"]
        slots = keyslots.from_json(kept).slots if kept else ()
        if any(keyring.unwrap(slot, login.password) for slot in slots if slot.person == login.person):
            found.append(path.name)
    return found


def test_who_is_shut_out_finds_no_way_in_among_the_backups_either(
    filled: Path, province: tuple[str, str], state_dir: Path, tmp_path: Path
) -> None:
    place = tmp_path / "stick"
    place.mkdir()
    key = enabled(filled, province)
    with Store.open(filled, CLOCK, state_dir=state_dir, key=key) as store:
        store.set_local(safekeeping.SECOND_PLACE, str(place))
        store.back_up()
        assert len(ways_in(filled, SECOND)) == 5
        assert len(ways_in(place, SECOND)) == 1
        passwords.drop(store, SECOND.person)
        passwords.keep(store, replace(FIRST, password="another one now"))
        assert ways_in(filled, SECOND) == ways_in(filled, FIRST) == []
        assert safekeeping.due(store._link._ready(), filled, LATER)  # nothing of the data changed: for the stick's sake
        store.back_up()
        assert ways_in(place, SECOND) == ways_in(place, FIRST) == []
        assert len(ways_in(place, replace(FIRST, password="another one now"))) == 2
        assert all(info.intact() for info in (*store.backups(), *in_folder(next(place.iterdir()))))


def test_a_description_that_could_not_be_renewed_is_renewed_at_the_next_opening(
    filled: Path, province: tuple[str, str], state_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = enabled(filled, province)

    def refuse(*_args: object) -> None:
        raise OSError(errno.EACCES, "held by somebody")

    with monkeypatch.context() as patched:
        patched.setattr("cdd_desktop.store.backup.describe", refuse)
        keyring.remove_slot(filled, key, SECOND.person)
    assert ways_in(filled, SECOND)
    Store.open(filled, CLOCK, state_dir=state_dir, key=key).close()
    assert ways_in(filled, SECOND) == []


@pytest.mark.parametrize("sealed", [True, False])
def test_a_restore_into_a_new_pc_takes_no_damaged_slots(
    filled: Path, province: tuple[str, str], tmp_path: Path, sealed: bool
) -> None:
    key = enabled(filled, province)
    path = max((filled / "backups").glob("cdd-*.json"))
    facts = json.loads(path.read_text(encoding="utf-8"))
    if not sealed:
        del facts["seal"]
    slot = facts["keyslots"]["slots"][0]
    slot["box"] = slot["box"][:-1] + ("0" if slot["box"][-1] == "1" else "1")
    path.write_text(json.dumps(facts), encoding="utf-8")
    new, copy = tmp_path / "new PC", str(path.with_suffix(".db"))
    assert (describes := described(path)) is not None
    assert describes.damaged == sealed
    restore(new, CLOCK, name=copy)
    assert keyring.unlock(new, FIRST.person, FIRST.password) == key
    if sealed:
        (path.parent / "keyslots.json").unlink()
        with pytest.raises(UserError, match="คำอธิบายของสำเนา"):
            restore(tmp_path / "another", CLOCK, name=copy)


def test_a_restore_into_a_new_pc_takes_the_newest_slots(
    filled: Path, province: tuple[str, str], tmp_path: Path
) -> None:
    key = enabled(filled, province)
    path = max((filled / "backups").glob("cdd-*.json"))
    old = (filled / "backups" / "keyslots.json").read_bytes()
    keyring.remove_slot(filled, key, SECOND.person)
    (filled / "backups" / "keyslots.json").write_bytes(old)
    restore(tmp_path / "new PC", CLOCK, name=str(path.with_suffix(".db")))
    assert [person for person, _name in keyring.who_can_unlock(tmp_path / "new PC")] == [FIRST.person]


def test_a_wrong_password_and_a_missing_one_are_no_damage(
    filled: Path, province: tuple[str, str], state_dir: Path
) -> None:
    enabled(filled, province)
    with pytest.raises(WrongPassword, match="รหัสผ่านไม่ถูกต้อง ข้อมูลยังอยู่ครบ"):
        keyring.unlock(filled, FIRST.person, SECOND.password)
    with pytest.raises(Locked):
        Store.open(filled, CLOCK, state_dir=state_dir)
    with pytest.raises(Locked):
        Store.open_reader(filled, CLOCK)
    with pytest.raises(Locked):
        check(filled, CLOCK)
    with pytest.raises(WrongPassword):
        Store.open(filled, CLOCK, state_dir=state_dir, key=new_key())


def test_a_password_typed_with_marks_in_another_order_is_the_same(filled: Path, province: tuple[str, str]) -> None:
    encryption.enable(filled, [Login("p", "ตัวอย่าง", "ที่นี่น้ำใส")], province[1], CLOCK)
    keyring.unlock(filled, "p", "ท่ีน่ีนํ้าใส")


@pytest.mark.parametrize(
    ("logins", "recipient", "told"),
    [
        ([], None, "อย่างน้อยหนึ่งคน"),
        ([Login("p", "n", "short")], None, "สั้นเกินไป"),
        ([FIRST], "age1nonsense", "กุญแจกู้คืนของจังหวัดไม่ถูกต้อง"),
        ([FIRST], "", "ยังไม่ได้ใส่กุญแจกู้คืนของจังหวัด"),
    ],
)
def test_without_passwords_and_a_way_back_nothing_is_encrypted(
    filled: Path, province: tuple[str, str], logins: list[Login], recipient: str | None, told: str
) -> None:
    with pytest.raises(UserError, match=told):
        encryption.enable(filled, logins, province[1] if recipient is None else recipient, CLOCK)
    assert not keyslots.present(filled)
    assert check(filled, CLOCK).ok


def test_the_forgotten_password_comes_back_through_the_province_by_a_code_for_one_time(
    filled: Path, province: tuple[str, str]
) -> None:
    key = enabled(filled, province)
    request = recovery.recovery_request(filled)
    code = recovery.answer_request(request, province[0])
    assert len(code) == 29
    renewed = Login(FIRST.person, FIRST.name, "remembered now")
    assert recovery.recover(filled, f" {code.lower().replace('-', ' ')} ", renewed) == key
    assert keyring.unlock(filled, FIRST.person, "remembered now") == key
    with pytest.raises(WrongPassword):
        keyring.unlock(filled, FIRST.person, FIRST.password)
    assert keyring.unlock(filled, SECOND.person, SECOND.password) == key
    with pytest.raises(UserError, match="ใช้ไปแล้ว"):
        recovery.recover(filled, code, renewed)
    again = recovery.answer_request(recovery.recovery_request(filled), province[0])
    assert recovery.recover(filled, again, renewed) == key


def test_another_provinces_key_and_damaged_requests_are_refused_in_words(
    filled: Path, province: tuple[str, str]
) -> None:
    enabled(filled, province)
    request = recovery.recovery_request(filled)
    with pytest.raises(UserError, match="กุญแจนี้เปิดคำขอไม่ได้"):
        recovery.answer_request(request, recovery.new_recovery_key()[0])
    with pytest.raises(UserError, match="ไม่ถูกต้อง"):
        recovery.answer_request(request, "AGE-SECRET-KEY-1NONSENSE")
    flood = b'{"sealed": "%s"}' % (b"00" * 9000)
    for damaged in (b"", b"{}", request[:50], b'{"sealed": 5}', b'{"sealed": "zz"}', flood):
        with pytest.raises(UserError):
            recovery.answer_request(damaged, province[0])


def test_it_can_be_stopped_at_every_step_but_the_last_and_nothing_has_changed(
    filled: Path, province: tuple[str, str]
) -> None:
    seen: list[tuple[int, int]] = []

    def stop_at(number: int) -> progress.Step:
        def step(what: str, done: int, whole: int) -> None:
            assert what
            seen.append((done, whole))
            if len(seen) > number and done < whole:
                raise progress.Stopped

        return step

    before = {path.name for path in filled.iterdir()}
    for number in (0, 1, 2, 3, 4, 6, 9):
        seen.clear()
        with pytest.raises(progress.Stopped):
            encryption.enable(filled, [FIRST], province[1], CLOCK, stop_at(number))
        assert {path.name for path in filled.iterdir()} == before
        assert check(filled, CLOCK).ok
    seen.clear()
    key = encryption.enable(filled, [FIRST], province[1], CLOCK, stop_at(1000)).key
    assert key is not None
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
    assert seen[-1][0] == seen[-1][1]
    seen.clear()
    with pytest.raises(progress.Stopped):
        encryption.disable(filled, key, CLOCK, stop_at(3))
    assert keyring.unlock(filled, FIRST.person, FIRST.password) == key


def test_the_printed_sheets_name_the_key_and_the_way_back(filled: Path, province: tuple[str, str]) -> None:
    enabled(filled, province)
    sheet = "\n".join(recovery.recovery_sheet(filled))
    assert province[1] in sheet
    assert province[0] not in sheet


def test_the_way_through_without_encryption_again_leaves_the_same_data(
    filled: Path, province: tuple[str, str], state_dir: Path
) -> None:
    key = enabled(filled, province)
    assert encryption.disable(filled, key, CLOCK).key is None
    assert not keyslots.present(filled)
    assert list(filled.rglob("keyslots*")) == []
    with Store.open(filled, CLOCK, state_dir=state_dir) as store:
        assert store.facts(KEY) == {"text": SECRET, "a": 1}
        (name,) = store.named_files()
        assert store.files.read(name) == PHOTO
        assert all(info.intact() and info.keyslots is None for info in store.backups())
    assert check(filled, CLOCK).ok


def test_what_an_earlier_restore_kept_is_locked_too_and_comes_back_as_it_was(
    filled: Path, province: tuple[str, str]
) -> None:
    (filled / "damaged-1").mkdir()
    (filled / "damaged-1" / DATABASE_NAME).write_bytes(SECRET.encode())
    key = enabled(filled, province)
    assert plain_words(filled) == []
    encryption.disable(filled, key, CLOCK)
    assert (filled / "damaged-1" / DATABASE_NAME).read_bytes() == SECRET.encode()


def test_backups_at_the_second_place_are_encrypted_as_well(
    filled: Path, province: tuple[str, str], opened: Opener, tmp_path: Path
) -> None:
    place = tmp_path / "stick"
    place.mkdir()
    store = opened()
    store.set_local(safekeeping.SECOND_PLACE, str(place))
    assert store.back_up().second == ""
    store.close()
    assert plain_words(place) != []
    enabled(filled, province)
    assert plain_words(place) == []
    (folder,) = place.iterdir()
    assert len(list((folder / "files").glob("??/*"))) == 1


@pytest.mark.parametrize("lost", [("keyslots.json",), ("keyslots.json", "keyslots-2.json")])
def test_a_lost_or_damaged_key_file_is_mended_from_the_copies(
    filled: Path, province: tuple[str, str], state_dir: Path, lost: tuple[str, ...]
) -> None:
    key = enabled(filled, province)
    for number, name in enumerate(lost):
        content = bytearray((filled / name).read_bytes())
        content[len(content) // 2] ^= 1
        (filled / name).write_bytes(content) if number == 0 else (filled / name).unlink()
    assert keyring.unlock(filled, FIRST.person, FIRST.password) == key
    Store.open(filled, CLOCK, state_dir=state_dir, key=key).close()
    for name in (*keyslots.NAMES, keyslots.AMONG_BACKUPS):
        assert keyslots.read(filled / name) == keyslots.load(filled)


def test_every_flipped_bit_of_a_key_file_is_noticed(filled: Path, province: tuple[str, str]) -> None:
    enabled(filled, province)
    path, chance = filled / keyslots.NAMES[0], random.Random(3)
    content, whole = path.read_bytes(), keyslots.read(path)
    for _ in range(100):
        flipped = bytearray(content)
        flipped[chance.randrange(len(content))] ^= 1 << chance.randrange(7)
        path.write_bytes(flipped)
        assert keyslots.read(path) in {None, whole}  # blanks between the words may change


def test_every_flipped_bit_of_the_live_file_is_noticed(
    filled: Path, province: tuple[str, str], state_dir: Path
) -> None:
    key = enabled(filled, province)
    with Store.open(filled, CLOCK, state_dir=state_dir, key=key) as store:
        for group in range(12):
            store.set_facts(KEY, {f"fact{group}-{number}": "ก" * 400 for number in range(10)})
    path, chance, count = filled / DATABASE_NAME, random.Random(5), 300 if FULL else 40
    content = path.read_bytes()
    noticed = 0
    for _ in range(count):
        flipped = bytearray(content)
        flipped[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        path.write_bytes(flipped)
        noticed += not check(filled, CLOCK, key=key).ok
    assert noticed == count
    path.write_bytes(content)
    assert check(filled, CLOCK, key=key).ok


def test_every_flipped_bit_of_an_encrypted_file_is_noticed_and_another_key_opens_nothing() -> None:
    key, chance = new_key(), random.Random(9)
    stored = codec_of(key).encode(PHOTO)
    assert stored.startswith(MARK)
    for _ in range(200):
        flipped = bytearray(stored)
        flipped[chance.randrange(len(stored))] ^= 1 << chance.randrange(8)
        with pytest.raises(ValueError):
            codec_of(key).decode(bytes(flipped))
    with pytest.raises(ValueError):
        codec_of(new_key()).decode(stored)
    assert codec_of(key).encode(PHOTO) != stored


def test_an_encrypted_backup_is_put_back_in_its_folder_and_in_an_empty_one(
    filled: Path, province: tuple[str, str], state_dir: Path, tmp_path: Path
) -> None:
    key = enabled(filled, province)
    (filled / DATABASE_NAME).write_bytes(b"damaged")
    done = restore(filled, CLOCK, name="1", key=key)
    assert (done.aside, done.verified) == (filled / "damaged-1", True)
    with Store.open(filled, CLOCK, state_dir=state_dir, key=key) as store:
        assert store.facts(KEY) == {"text": SECRET}
        assert drill.drill(store).ok
    elsewhere = tmp_path / "new PC"
    done = restore(elsewhere, CLOCK, name=str(filled / "backups" / "cdd-000002-2024-02-20.db"))
    assert (done.backup.number, done.files, done.verified) == (2, 1, False)
    key = keyring.unlock(elsewhere, SECOND.person, SECOND.password)
    with Store.open(elsewhere, CLOCK, state_dir=tmp_path / "its state", key=key) as store:
        assert store.facts(KEY) == {"text": SECRET, "a": 1}


def test_without_its_key_nothing_is_called_damaged_or_verified(
    filled: Path, province: tuple[str, str], state_dir: Path
) -> None:
    key = enabled(filled, province)
    with Store.open(filled, CLOCK, state_dir=state_dir, key=key) as store:
        store.set_facts(KEY, {"a": 5})
    for number, other in enumerate((None, new_key()), start=1):
        done = restore(filled, CLOCK, name="1", key=other)
        assert (done.aside, done.verified) == (filled / f"replaced-{number}", False)
    done = restore(filled, CLOCK, name="1", key=key)
    assert (done.aside, done.verified) == (filled / "replaced-3", True)


def test_a_backup_of_another_kind_is_not_mixed_in(filled: Path, province: tuple[str, str], tmp_path: Path) -> None:
    shutil.copytree(filled / "backups", tmp_path / "plain")
    enabled(filled, province)
    with pytest.raises(UserError, match="ก่อนเข้ารหัส"):
        restore(filled, CLOCK, name=str(tmp_path / "plain" / "cdd-000001-2024-02-20.db"))


def test_an_open_folder_is_not_converted(opened: Opener, data_dir: Path, province: tuple[str, str]) -> None:
    opened().set_facts(KEY, {"a": 1})
    with pytest.raises(UserError, match="เปิดข้อมูลในโฟลเดอร์นี้อยู่แล้ว"):
        encryption.enable(data_dir, [FIRST], province[1], CLOCK)


def test_a_wrong_clock_does_not_keep_from_encrypting(filled: Path, province: tuple[str, str]) -> None:
    clock = FixedClock(datetime(2000, 1, 1), CLOCK_IMPLAUSIBLE)
    converted = encryption.enable(filled, [FIRST], province[1], clock)
    assert converted.backups == 3
    assert check(filled, clock, key=converted.key).ok


@pytest.mark.parametrize("largest", [1_000, 60_000])
def test_a_disk_that_is_full_leaves_the_plain_folder(
    filled: Path, province: tuple[str, str], state_dir: Path, largest: int
) -> None:
    with Store.open(filled, CLOCK, state_dir=state_dir) as store:
        store.files.add(bytes(100_000))
    with full_disk(largest), pytest.raises(UserError, match="ดิสก์"):
        encryption.enable(filled, [FIRST], province[1], CLOCK)
    assert not (filled / swap.PREPARING).exists()
    assert not keyslots.present(filled)
    report = check(filled, CLOCK)
    assert report.ok, report.lines


def test_what_a_killed_decrypting_left_in_plain_text_is_told_by_readers_and_removed_by_the_next_writer(
    filled: Path, province: tuple[str, str], state_dir: Path
) -> None:
    key = enabled(filled, province)

    def leave() -> None:
        (filled / swap.PREPARING).mkdir()
        (filled / swap.PREPARING / DATABASE_NAME).write_bytes(b"SQLite format 3" + SECRET.encode())

    leave()
    with pytest.raises(UserError, match="หยุดกลางคัน"):
        check(filled, CLOCK, key=key)
    with pytest.raises(UserError, match="หยุดกลางคัน"):
        Store.open_reader(filled, CLOCK, key=key)
    assert plain_words(filled) == [DATABASE_NAME]
    assert keyring.unlock(filled, FIRST.person, FIRST.password) == key
    assert plain_words(filled) == []
    leave()
    Store.open(filled, CLOCK, state_dir=state_dir, key=key).close()
    assert plain_words(filled) == []
    assert check(filled, CLOCK, key=key).ok


def test_what_is_being_made_ready_is_left_to_whoever_makes_it(
    filled: Path, province: tuple[str, str], state_dir: Path
) -> None:
    key = enabled(filled, province)
    with Store.open(filled, CLOCK, state_dir=state_dir, key=key):
        (filled / swap.PREPARING).mkdir()
        assert keyring.unlock(filled, FIRST.person, FIRST.password) == key
        assert (filled / swap.PREPARING).exists()


KILLS = 60 if FULL else 6


@pytest.mark.parametrize("turned", ["on", "off"])
def test_a_kill_at_any_point_leaves_the_plain_folder_or_the_encrypted_one(
    filled: Path, province: tuple[str, str], tmp_path: Path, state_dir: Path, turned: str
) -> None:
    """The converting process dies before one of its steps on the disk, a later one each time."""
    recipient = province[1]
    if turned == "off":
        steps_of("converter", filled, recipient)
        recipient = ""
    steps = steps_of("converter", shutil.copytree(filled, tmp_path / "counted"), recipient)
    outcomes = []
    for number in range(KILLS):
        folder = shutil.copytree(filled, tmp_path / f"killed-{number}")
        die("converter", folder, recipient, before=number * steps // KILLS)
        outcomes.append(_outcome(folder, state_dir))
    assert set(outcomes) == {"plain", "encrypted"}
    assert outcomes == sorted(outcomes, reverse=turned == "on"), "there and back again"


def _outcome(folder: Path, state_dir: Path) -> str:
    swap.settle(folder)
    locked = keyslots.present(folder)
    key = keyring.unlock(folder, "p", PASSWORD) if locked else None
    with Store.open(folder, CLOCK, state_dir=state_dir, key=key) as store:
        assert store.facts(KEY) == {"text": SECRET, "a": 1}
        (name,) = store.named_files()
        assert store.files.read(name) == PHOTO
        assert len(store.backups()) >= 2
        assert all(info.intact() for info in store.backups())
    report = check(folder, CLOCK, key=key)
    assert report.ok, report.lines
    assert not (folder / swap.PREPARING).exists()
    assert not swap.pending(folder)
    if locked:
        assert plain_words(folder) == []
    return "encrypted" if locked else "plain"
