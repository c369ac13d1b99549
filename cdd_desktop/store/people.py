"""The people of the office: who they are, who is at the keyboard, who may do what.

Rights are kept by the program alone: they guard against mistakes, not against a technician with the file. A password
(``passwords``) is optional, belongs to this PC, and never enters the log, so that no package carries it away.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING, Final

from cdd_desktop.errors import UserError
from cdd_desktop.store import passwords
from cdd_desktop.store.canonical import Json
from cdd_desktop.store.keyring import Login
from cdd_desktop.store.keys import PERSON, natural_id
from cdd_desktop.store.records import Put
from cdd_desktop.thai.sorting import sort_key

if TYPE_CHECKING:
    from cdd_desktop.store.store import Store

NOBODY: Final = "ไม่ระบุชื่อ"


class Role(Enum):
    """In the order of a list of people."""

    HEAD = "head"
    ADMIN = "admin"
    CLERK = "clerk"
    VIEWER = "viewer"


class Right(Enum):
    READ = "read"
    ENTER = "enter"
    SUBMIT = "submit"  # and withdraw what is not certified yet
    CERTIFY = "certify"
    UNLOCK = "unlock"
    REOPEN = "reopen"  # let a round of a quarter that is over be altered
    SETTINGS = "settings"
    PEOPLE = "people"
    BACKUP = "backup"
    RESTORE = "restore"


_CLERK: Final = frozenset({Right.READ, Right.ENTER, Right.SUBMIT, Right.SETTINGS, Right.BACKUP})
_RIGHTS: Final[Mapping[Role, frozenset[Right]]] = {
    Role.VIEWER: frozenset({Right.READ}),
    Role.CLERK: _CLERK,
    Role.ADMIN: _CLERK | {Right.PEOPLE, Right.RESTORE, Right.REOPEN},
    Role.HEAD: frozenset(Right),
}
_ROLE_NAMES: Final[Mapping[Role, str]] = {
    Role.HEAD: "หัวหน้าสำนักงาน",
    Role.ADMIN: "ผู้ดูแลระบบ",
    Role.CLERK: "ผู้บันทึก",
    Role.VIEWER: "ผู้ชม",
}


def may(role: Role, right: Right) -> bool:
    """Return whether a role has a right."""
    return right in _RIGHTS[role]


def role_name(role: Role) -> str:
    """Return what a role is called (Thai)."""
    return _ROLE_NAMES[role]


@dataclass(frozen=True)
class Person:
    """Somebody of the office; one who has left is not active any more and stays in the history by name.

    Attributes:
        password: whether this PC asks for one.
    """

    id: str
    name: str
    position: str = ""
    role: Role = Role.CLERK
    active: bool = True
    password: bool = False


# --- who there is ------------------------------------------------------------------------------------------------


def people(store: Store, *, inactive: bool = False) -> tuple[Person, ...]:
    """Return the active people (or all), by role and name."""
    records = store.records(PERSON)
    secured = passwords.who_has(store, records)
    found = [_person(record, fields, password=record in secured) for record, fields in records.items()]
    order = list(Role)
    kept = [person for person in found if person.active or inactive]
    return tuple(sorted(kept, key=lambda person: (order.index(person.role), sort_key(person.name), person.id)))


def find_person(store: Store, text: str) -> Person | None:
    """Return the person of an id or, where just one has it, of a name; None: there is none."""
    return pick(people(store, inactive=True), text)


def pick(everyone: Sequence[Person], text: str) -> Person | None:
    """As ``find_person``, among these."""
    named = [person for person in everyone if person.name == text]
    return next((person for person in everyone if person.id == text), named[0] if len(named) == 1 else None)


def names(store: Store) -> dict[str, str]:
    """Return every person's name by id, also of people removed."""
    found = {**store.records(PERSON), **store.records(PERSON, deleted=True)}
    return {record: str(fields.get("name") or "") for record, fields in found.items()}


def _person(record: str, fields: Mapping[str, Json], *, password: bool = False) -> Person:
    role = fields.get("role")
    return Person(
        id=record,
        name=str(fields.get("name") or ""),
        position=str(fields.get("position") or ""),
        role=Role(role) if role in {item.value for item in Role} else Role.VIEWER,  # a newer program's: the least
        active=fields.get("active") is not False,
        password=password,
    )


# --- who is at the keyboard --------------------------------------------------------------------------------------


def at_keyboard(store: Store) -> Person | None:
    """Return who is at the keyboard, None where that is nobody of the list."""
    return next((person for person in people(store) if person.id == store.person), None)


def allowed(store: Store, right: Right) -> bool:
    """Return whether whoever is at the keyboard has a right.

    Before there are people, everybody may do everything; afterwards, nobody in particular is a clerk.
    """
    person = at_keyboard(store)
    if person is not None:
        return may(person.role, right)
    return not people(store) or may(Role.CLERK, right)


def alone_with(store: Store, person: Person, right: Right) -> bool:
    """Return whether a person is the only one who has a right."""
    return [item.id for item in _holders(store, right)] == [person.id]


def _holders(store: Store, right: Right) -> list[Person]:
    return [person for person in people(store) if may(person.role, right)]


def require(store: Store, right: Right) -> None:
    """Raise UserError where whoever is at the keyboard lacks a right."""
    if not allowed(store, right):
        raise refusal(right)


def refusal(right: Right) -> UserError:
    """Return what to tell whoever lacks a right."""
    holders = " หรือ ".join(role_name(role) for role in Role if may(role, right))
    return UserError(f"ทำรายการนี้ได้เฉพาะ{holders} ไม่มีอะไรเปลี่ยน", "เลือกผู้ใช้งานที่มีหน้าที่นี้ แล้วลองอีกครั้ง")


def sign_in(store: Store, person: str, password: str = "") -> Person:
    """Put a person at the keyboard; every change carries them from now on.

    Raises:
        UserError: nobody active of this id, or another password.
    """
    found = next((item for item in people(store) if item.id == person), None)
    if found is None:
        raise UserError("ไม่มีผู้ใช้งานนี้ หรือเลิกใช้งานแล้ว", "เลือกชื่ออื่น")
    if not check_password(store, person, password):
        raise UserError("รหัสผ่านไม่ถูกต้อง", "พิมพ์อีกครั้ง หากลืม ให้หัวหน้าหรือผู้ดูแลระบบตั้งให้ใหม่")
    store.person = person
    return found


# --- changing them -----------------------------------------------------------------------------------------------


def first_people(store: Store) -> tuple[Person, ...]:
    """Make the people whom the office's own record names and who never were there; return all active ones.

    Called at the opening and after the office was set up. Whoever was removed or renamed does not come back.
    """
    store.put_many(_to_come(store), action="")
    return people(store)


def foreseen(store: Store) -> tuple[Person, ...]:
    """Return everyone, also inactive, as ``first_people`` would leave them; nothing is written."""
    return (*people(store, inactive=True), *(_person(put.record, put.fields) for put in _to_come(store)))


def follow_head(store: Store, before: str) -> None:
    """Let whom the office's record names be its only head after another was named; who was it stays as a clerk.

    Args:
        before: the name that stood there.
    """
    office = store.office()
    if office is None or office.head in {"", before}:
        return
    everyone = first_people(store)
    head = pick(everyone, office.head)
    old = next((item for item in everyone if item.name == before and item.role is Role.HEAD), None)
    if head is None:  # two have the name, or nobody active
        return
    roles = {head.id: Role.HEAD} | ({old.id: Role.CLERK} if old is not None and old.id != head.id else {})
    puts = [Put(PERSON, {"role": role.value}, person) for person, role in roles.items()]
    store.put_many(puts, action=f"เปลี่ยนหัวหน้าสำนักงานเป็น {office.head}")


def _to_come(store: Store) -> list[Put]:
    office = store.office()
    if office is None:
        return []
    there = {person.name for person in people(store)}
    named = {office.head: (office.head_position, Role.HEAD)} | {
        name: ("", Role.CLERK) for name in office.officers if name != office.head
    }
    puts = [
        Put(PERSON, _fields(name, position, role), natural_id(PERSON, office.code, name), (office.code, name))
        for name, (position, role) in named.items()
        if name.strip() and name not in there
    ]
    return [put for put in puts if store.record(put.record) is None]


def add_person(store: Store, name: str, position: str = "", role: Role = Role.CLERK) -> Person:
    """Enter somebody new; raises UserError."""
    require(store, Right.PEOPLE)
    fields = _fields(_checked_name(name), position.strip(), role)
    record = store.put(PERSON, None, fields, action=f"เพิ่มผู้ใช้งาน {name.strip()}")
    return _person(record, fields)


def change_person(store: Store, person: Person) -> None:
    """Save a person's name, position, role and whether they are active; who has left loses their password.

    Raises:
        UserError: no right to, no name, nobody would be left who may look after the people, or who can unlock.
    """
    require(store, Right.PEOPLE)
    keeps = person.active and may(person.role, Right.PEOPLE)
    if not keeps and not any(item.id != person.id for item in _holders(store, Right.PEOPLE)):
        raise UserError("ต้องมีหัวหน้าหรือผู้ดูแลระบบที่ใช้งานอยู่อย่างน้อยหนึ่งคน ไม่มีอะไรเปลี่ยน", "กำหนดหน้าที่นี้ให้คนอื่นก่อน")
    name = _checked_name(person.name)
    if not person.active:
        passwords.drop(store, person.id)
    fields = _fields(name, person.position.strip(), person.role, active=person.active)
    before = names(store).get(person.id, name)
    store.put(PERSON, person.id, fields, action=f"แก้ผู้ใช้งาน {name}")
    passwords.rename(store, person.id, name)
    office = store.office()
    if office is not None and before != name and before in {office.head, *office.officers}:
        officers = tuple(name if item == before else item for item in office.officers)
        store.set_office(replace(office, head=name if office.head == before else office.head, officers=officers))


def _fields(name: str, position: str, role: Role, *, active: bool = True) -> dict[str, Json]:
    return {"name": name.strip(), "position": position, "role": role.value, "active": active}


def _checked_name(name: str) -> str:
    if not name.strip():
        raise UserError("ยังไม่ได้ระบุชื่อ", "พิมพ์ชื่อและนามสกุล")
    return name.strip()


# --- passwords ---------------------------------------------------------------------------------------------------


def set_password(store: Store, person: Person, new: str | None, *, old: str = "") -> None:
    """Set or (None) clear the password of a person on this PC; in an encrypted folder it is what opens the folder.

    Args:
        old: the present one; whoever looks after the people need not know it.

    Raises:
        UserError: it is somebody else's, the present one is another, the new one is too short, nobody would be left
            who can unlock the folder, or the PC lacks memory.
    """
    if not may_set_password(store, person):
        hint = "เลือกชื่อของตนที่แถบบนสุดก่อน หรือให้หัวหน้าหรือผู้ดูแลระบบตั้งให้"
        raise UserError("ตั้งรหัสผ่านได้เฉพาะของตนเอง รหัสผ่านไม่เปลี่ยน", hint)
    if store.key is not None and not passwords.who_has(store, [person.id]):
        require(store, Right.PEOPLE)  # a first password is a way into the folder
    if not (allowed(store, Right.PEOPLE) or check_password(store, person.id, old)):
        raise UserError("รหัสผ่านเดิมไม่ถูกต้อง รหัสผ่านไม่เปลี่ยน", "พิมพ์อีกครั้ง หากลืม ให้หัวหน้าหรือผู้ดูแลระบบตั้งให้ใหม่")
    if new is None:
        passwords.drop(store, person.id)
    else:
        passwords.keep(store, Login(person.id, person.name, new))


def may_set_password(store: Store, person: Person) -> bool:
    """Return whether whoever is at the keyboard may set a person's password: everybody their own.

    Else whoever comes by could lock the head out of an office that has no passwords.
    """
    here = at_keyboard(store)
    return allowed(store, Right.PEOPLE) or (here is not None and here.id == person.id)


def check_password(store: Store, person: str, password: str) -> bool:
    """Return whether this is the person's password, and True where they have none; raises UserError."""
    return passwords.matches(store, person, password)
