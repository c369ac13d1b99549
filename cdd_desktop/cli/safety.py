"""Commands for backups, restoring, salvaging and encryption."""

from __future__ import annotations

import argparse
from functools import cache
from typing import TYPE_CHECKING, Any

from cdd_desktop.cli.files import reason, say, spare_data, to_json
from cdd_desktop.cli.secret import giver_of, key_of, open_to_write, read_secret, require_right
from cdd_desktop.clock import CLOCK_OK, Clock
from cdd_desktop.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cdd_desktop.store import BackupInfo
    from cdd_desktop.store.datakey import DataKey
    from cdd_desktop.store.encryption import Converted

_FAILED = 1
_NO_PASSWORDS = "อ่านรหัสผ่านปัจจุบันจากไฟล์ที่เสียหายไม่ได้ จึงใช้รหัสผ่านที่อยู่ในสำเนา ตรวจและตั้งรหัสผ่านใหม่"
_LOCKED = "สำเนานี้เข้ารหัสไว้ ตรวจแล้วเพียงว่าไฟล์ตรงกับตอนสำรอง ยังไม่ได้ตรวจข้อมูลข้างใน ใช้คำสั่ง check ซึ่งจะถามรหัสผ่าน"


def backup(arguments: argparse.Namespace, clock: Clock) -> int:
    """Make a backup, and copy it to another place where one is named."""
    from cdd_desktop.store import Store, safekeeping
    from cdd_desktop.store.people import Right

    to = None if arguments.to is None else safekeeping.check_place(arguments.to, arguments.data_dir)
    giver = giver_of(arguments, clock)
    require_right(arguments, clock, giver, Right.BACKUP)
    Store.open_reader(arguments.data_dir, clock, key=giver.key).close()  # where there is no data, none is made
    with open_to_write(arguments, clock, giver) as store:
        info = store.back_up()
    say(f"สำรองแล้ว หมายเลข {info.number} {info.path.name}")
    if info.second:
        say(info.second)
    if to is not None:
        say(str(safekeeping.copy_to(info, to, arguments.data_dir, giver.key).path))
    return 0


def backups(arguments: argparse.Namespace, _clock: Clock) -> int:
    """Print the backups and what is in each, as JSON, newest first."""
    from cdd_desktop.store import backup as backing
    from cdd_desktop.store.files import FOLDER, Files

    state = cache(Files(arguments.data_dir / backing.FOLDER / FOLDER).state)  # most backups name the same files
    print(to_json([_shown(info, state) for info in backing.existing(arguments.data_dir)], indent=2))
    return 0


def _shown(info: BackupInfo, state: Callable[[str], str]) -> dict[str, Any]:
    from cdd_desktop.store.restore import missing_in

    missing = missing_in(info, state)
    return {
        "number": info.number,
        "name": info.path.name,
        "reason": info.reason,
        "time": info.wall,
        "clock_ok": info.clock == CLOCK_OK,
        "size": info.size,
        "counts": info.counts,
        "encrypted": info.keyslots is not None,
        "verified": info.intact() and not missing,
        "files_verified": None if missing is None else not missing,
        "description_sealed": info.sealed,  # else an older program's: nothing tells whether the words above still hold
    }


def restore(arguments: argparse.Namespace, clock: Clock) -> int:
    """Put a backup back; what was there is kept. Of an encrypted folder the password is asked for."""
    from cdd_desktop.store import restore as put_back
    from cdd_desktop.store import swap
    from cdd_desktop.store.people import Right

    if not arguments.name.strip():  # an empty variable of a script is no choice
        raise UserError("ไม่ได้ระบุสำเนา ไม่มีอะไรเปลี่ยน", "ดูรายชื่อด้วยคำสั่ง backups แล้วระบุหมายเลขหรือชื่อไฟล์")
    swap.settle(arguments.data_dir)  # what was begun is finished first, as it is without a key
    giver = giver_of(arguments, clock)
    require_right(arguments, clock, giver, Right.RESTORE)
    done = put_back(arguments.data_dir, clock, name=arguments.name, key=giver.key)
    print(f"กู้คืนจากสำเนาหมายเลข {done.backup.number} แล้ว ไฟล์แนบที่นำกลับมา {done.files}")
    if not done.verified:
        print(_LOCKED)
    if not done.passwords:
        print(_NO_PASSWORDS)
    if done.aside is not None:
        say(f"ข้อมูลเดิมเก็บไว้ที่ {done.aside}")
    if done.broken:
        say("\n".join(("ไฟล์แนบที่เสียหายหรือหายไป และในสำเนาไม่มีฉบับสมบูรณ์ แนบไฟล์เดิมอีกครั้ง", *done.broken)))
    return _FAILED if done.broken else 0


def drill(arguments: argparse.Namespace, clock: Clock) -> int:
    """Rehearse a restore in a temporary folder; 1 when it fails."""
    from cdd_desktop.store.drill import rehearse

    found = rehearse(arguments.data_dir, clock, key_of(arguments))
    say("\n".join(found.lines))
    return 0 if found.ok else _FAILED


def salvage(arguments: argparse.Namespace, clock: Clock) -> int:
    """Say what is wrong with the data and what can be saved; with ``--apply``, save it."""
    from cdd_desktop.store import salvage as salvaging
    from cdd_desktop.store.people import Right

    giver = giver_of(arguments, clock)
    if arguments.apply:
        require_right(arguments, clock, giver, Right.RESTORE)
    told = salvaging.diagnose(arguments.data_dir, clock, giver.key)
    if told is None:
        print("ข้อมูลสมบูรณ์ ไม่มีอะไรต้องกู้")
        return 0
    say("\n".join(told.what))
    print(f"สำเนาสำรองที่ใช้กู้คืนได้ {len(told.backups)} ชุด")
    if told.sound:
        return _mended(arguments, clock, giver.key)
    print(f"รายการที่กู้จากไฟล์ที่เสียหายได้ {told.salvageable:,} จาก {told.known:,}")
    if arguments.apply:
        done = salvaging.salvage(arguments.data_dir, clock, giver.key)
        say(f"กู้แล้ว {done.changes:,} รายการ ไฟล์ที่เสียหายเก็บไว้ที่ {done.aside}")
    return 0 if arguments.apply else _FAILED


def _mended(arguments: argparse.Namespace, clock: Clock, key: DataKey | None) -> int:
    """Bring files back beside a database that is whole, where that is asked for; 1 while something is wrong."""
    from cdd_desktop.store.mending import mend

    if not arguments.apply:
        print("ฐานข้อมูลสมบูรณ์ สั่ง salvage --apply เพื่อนำไฟล์แนบกลับจากสำเนา")
        return _FAILED
    report, brought = mend(arguments.data_dir, clock, key)
    say("\n".join((f"ไฟล์แนบที่นำกลับจากสำเนา {brought:,}", *report.wrong)))
    return 0 if report.ok else _FAILED


def encrypt(arguments: argparse.Namespace, clock: Clock) -> int:
    """Encrypt a data folder for one person; others get their passwords in the window."""
    from cdd_desktop.store import Store, encryption
    from cdd_desktop.store.keyring import Login
    from cdd_desktop.store.people import Right, find_person

    with Store.open_reader(arguments.data_dir, clock) as store:
        person = find_person(store, arguments.person)
    require_right(arguments, clock, giver_of(arguments, clock), Right.PEOPLE)
    if person is None:
        raise UserError(f"ไม่มีผู้ใช้งานชื่อ {arguments.person} ไม่มีอะไรเปลี่ยน", "ใช้ชื่อตามรายชื่อผู้ใช้งานในโปรแกรม")
    login = Login(person.id, person.name, read_secret("รหัสผ่านใหม่: "))
    return _said(encryption.enable(arguments.data_dir, [login], arguments.recovery, clock), "เข้ารหัสข้อมูลแล้ว")


def decrypt(arguments: argparse.Namespace, clock: Clock) -> int:
    """Take the encryption off."""
    from cdd_desktop.store import encryption
    from cdd_desktop.store.people import Right

    giver = giver_of(arguments, clock)
    if giver.key is None:
        raise UserError("ข้อมูลไม่ได้เข้ารหัส ไม่มีอะไรเปลี่ยน")
    require_right(arguments, clock, giver, Right.PEOPLE)
    return _said(encryption.disable(arguments.data_dir, giver.key, clock), "เลิกเข้ารหัสข้อมูลแล้ว")


def _said(done: Converted, what: str) -> int:
    print(f"{what} รวมสำเนาสำรอง {done.backups} ชุด")
    if done.notice:
        say(done.notice)
    return 0


def recovery_key(_arguments: argparse.Namespace, _clock: Clock) -> int:
    """At the province: make a recovery key and print it."""
    from cdd_desktop.store import paper_key, recovery

    identity, recipient = recovery.new_recovery_key()
    print(f"กุญแจลับ เก็บในตู้นิรภัย: {identity}")
    print("\n".join(paper_key.rows_of(identity)))
    print(f"ส่วนเปิดเผย ส่งให้ทุกอำเภอ: {recipient}")
    return 0


def recovery_request(arguments: argparse.Namespace, _clock: Clock) -> int:
    """At the office: write the request that goes to the province."""
    from cdd_desktop.reports.files import replacing
    from cdd_desktop.store import recovery

    _require_encrypted(arguments.data_dir)
    content = recovery.recovery_request(arguments.data_dir)
    spare_data(arguments.out, arguments.data_dir)
    with replacing(arguments.out) as out:
        out.write_bytes(content)
    say(f"เขียน {arguments.out} แล้ว ส่งไฟล์นี้ให้จังหวัด เลขคำขอ {recovery.read_request(content).number}")
    return 0


def _require_encrypted(data_dir: Path) -> None:
    """Raise UserError where there is no lock, before its key is called damaged."""
    from cdd_desktop.store import keyslots

    if not keyslots.present(data_dir):
        raise UserError("ไม่มีข้อมูลที่เข้ารหัสในโฟลเดอร์นี้ ไม่มีอะไรเปลี่ยน", "ตรวจชื่อโฟลเดอร์ข้อมูล")


def recovery_answer(arguments: argparse.Namespace, _clock: Clock) -> int:
    """At the province: print the code for a request; the identity comes from the input."""
    from cdd_desktop.store import recovery

    try:
        request = arguments.request.read_bytes()
    except OSError as error:
        raise UserError(f"อ่านไฟล์ {arguments.request} ไม่ได้: {reason(error)}", "ตรวจชื่อไฟล์") from None
    print(recovery.answer_request(request, read_secret("กุญแจลับของจังหวัด: ")))
    return 0


def recovery_use(arguments: argparse.Namespace, _clock: Clock) -> int:
    """At the office: give a person a new password by the province's code."""
    from cdd_desktop.store import keyring, recovery

    _require_encrypted(arguments.data_dir)
    known = keyring.who_can_unlock(arguments.data_dir)
    person, name = next((item for item in known if arguments.person in item), (arguments.person, arguments.person))
    code, password = read_secret("รหัสกู้คืน: "), read_secret("รหัสผ่านใหม่: ")
    recovery.recover(arguments.data_dir, code, keyring.Login(person, name, password))
    print("ตั้งรหัสผ่านใหม่แล้ว รหัสกู้คืนนี้ใช้อีกไม่ได้")
    return 0
