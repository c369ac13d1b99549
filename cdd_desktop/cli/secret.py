"""Who gives a command, by a password from the terminal or a line of the input; never from the arguments.

Of an encrypted folder that is whoever opens it. Of another one somebody is named who wants to be, and where those who
may do something have a password: elsewhere anybody may do it, as in the window by a click on the name.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cdd_desktop.clock import Clock
from cdd_desktop.errors import UserError

if TYPE_CHECKING:
    from cdd_desktop.store import Store
    from cdd_desktop.store.datakey import DataKey
    from cdd_desktop.store.people import Person, Right


@dataclass(frozen=True)
class Giver:
    """Who gives a command.

    Attributes:
        key: of an encrypted data folder.
        person: id, "" for nobody in particular.
    """

    key: DataKey | None = None
    person: str = ""


def giver_of(arguments: argparse.Namespace, clock: Clock) -> Giver:
    """Return who gives the command, after their password where there is one.

    Raises:
        UserError: a wrong password, nobody of this name, or it is not said whose password it is.
    """
    from cdd_desktop.store import keyslots, swap

    swap.settle(arguments.data_dir)
    if keyslots.present(arguments.data_dir):
        return _unlocked(arguments)
    return Giver(person=_named(arguments, clock)) if arguments.unlock else Giver()


def key_of(arguments: argparse.Namespace) -> DataKey | None:
    """As ``giver_of``, for what everybody may do: the key of an encrypted data folder, None of an ordinary one."""
    from cdd_desktop.store import keyslots, swap

    swap.require_settled(arguments.data_dir)
    return _unlocked(arguments).key if keyslots.present(arguments.data_dir) else None


def _unlocked(arguments: argparse.Namespace) -> Giver:
    from cdd_desktop.store import keyring

    known = keyring.who_can_unlock(arguments.data_dir)
    person: str = arguments.unlock
    if not person and len(known) == 1:
        person = known[0][0]
    if not person:
        names = " ".join(name for _person, name in known)
        raise UserError("ข้อมูลในโฟลเดอร์นี้เข้ารหัสไว้ ต้องบอกว่าใครเปิด", f"ระบุ --unlock ตามด้วยชื่อ: {names}")
    found, key = keyring.unlocked(arguments.data_dir, person, read_secret(f"รหัสผ่านของ {person}: "))
    return Giver(key, found)


def _named(arguments: argparse.Namespace, clock: Clock) -> str:
    """Return the id of who is named in a folder that is not encrypted, "" where nobody can be known there."""
    from cdd_desktop.store import Store
    from cdd_desktop.store.people import pick, sign_in

    everyone = _people(arguments, clock, Giver())
    if not everyone:
        return ""
    person = pick(everyone, arguments.unlock)
    if person is None:
        known = ", ".join(one.name for one in everyone)
        raise UserError(f"ไม่พบผู้ใช้งาน {arguments.unlock} ไม่มีอะไรเปลี่ยน", f"ที่มี: {known}")
    if person.password:
        given = read_secret(f"รหัสผ่านของ {person.name}: ")
        with Store.open_reader(arguments.data_dir, clock) as store:
            sign_in(store, person.id, given)
    return person.id


def _people(arguments: argparse.Namespace, clock: Clock, giver: Giver) -> list[Person]:
    """Return the active people, nobody where the data is damaged or lost: the way back must stay open then."""
    from cdd_desktop.store import Store
    from cdd_desktop.store.people import foreseen

    try:
        with Store.open_reader(arguments.data_dir, clock, key=giver.key) as store:
            return [person for person in foreseen(store) if person.active]
    except UserError:
        return []


def require_right(arguments: argparse.Namespace, clock: Clock, giver: Giver, right: Right) -> None:
    """Raise UserError where who gives the command lacks a right, or is not named though a password stands before it.

    Whoever is not in the list of people, and nobody in particular, is a clerk.
    """
    from cdd_desktop.store.people import Role, may, pick, refusal

    everyone = _people(arguments, clock, giver)
    person = pick(everyone, giver.person)
    if not everyone or may(person.role if person else Role.CLERK, right):
        return
    holders = [one for one in everyone if may(one.role, right)]
    if giver.person:
        raise refusal(right)
    if any(one.password for one in holders):
        names = ", ".join(one.name for one in holders)
        raise UserError("รายการนี้มีรหัสผ่านคุ้มครองอยู่ ต้องบอกว่าใครสั่ง ไม่มีอะไรเปลี่ยน", f"ระบุ --unlock ตามด้วยชื่อ: {names}")


def open_to_write(arguments: argparse.Namespace, clock: Clock, giver: Giver) -> Store:
    """Open the data folder for what is recorded under the name of whoever gives the command; raises UserError."""
    from cdd_desktop.store import Store
    from cdd_desktop.store.people import first_people

    store = Store.open(arguments.data_dir, clock, key=giver.key, person=giver.person)
    try:
        if giver.person:
            first_people(store)  # the office's record alone may know them: the history needs the name
    except UserError:
        store.close()
        raise
    return store


def read_secret(prompt: str) -> str:
    """Return one line that is not shown; raises UserError where there is none."""
    if sys.stdin.isatty():
        import getpass

        return getpass.getpass(prompt)
    line = sys.stdin.readline()
    if not line:
        raise UserError("ไม่ได้รับรหัสผ่าน", "พิมพ์ในหน้าจอ หรือส่งทางอินพุตบรรทัดละหนึ่งรหัส")
    return line.rstrip("\r\n")
