"""Unlocking an encrypted folder by the passwords of its people, and who can.

A password that is changed or taken opens neither the folder nor its backups any more: every slot that lies there is
renewed, those at the second place with the next backup. What lies elsewhere is out of reach: whoever kept an old copy,
even of a key file alone, opens it with the old password, and as the data key stays the same, what comes out opens the
data of today too. A new data key comes with switching the encryption off and on again.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from cdd_desktop.errors import UserError
from cdd_desktop.store import backup, keyslots, problems, swap
from cdd_desktop.store.datakey import DataKey
from cdd_desktop.store.keyslots import Keyslots, Recovery, Slot
from cdd_desktop.thai.clean import canonical

SHORTEST: Final = 8
OPS: Final = 3
MEMORY: Final = 64 << 20
ALPHABET: Final = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # no I, O, 0, 1: it is read out on the telephone
_CODE_LETTERS: Final = 24  # 120 bits
_CODE: Final = "recovery"


class Locked(UserError):
    """The folder is encrypted, and no key was given."""

    def __init__(self) -> None:
        super().__init__("ข้อมูลในโฟลเดอร์นี้เข้ารหัสไว้ ต้องใส่รหัสผ่านก่อน", "เลือกชื่อ แล้วพิมพ์รหัสผ่าน")


class WrongPassword(UserError):
    """The password opens nothing; the data is whole."""

    def __init__(self) -> None:
        super().__init__("รหัสผ่านไม่ถูกต้อง ข้อมูลยังอยู่ครบ", "พิมพ์อีกครั้ง หากลืม ให้ขอรหัสกู้คืนจากจังหวัด")


@dataclass(frozen=True)
class Login:
    """A person who can unlock: id, the name to show, and the password."""

    person: str
    name: str
    password: str = field(repr=False)


# --- unlocking ---------------------------------------------------------------------------------------------------


def who_can_unlock(data_dir: Path) -> tuple[tuple[str, str], ...]:
    """Return id and name of everybody who has a password; raises UserError."""
    return tuple((slot.person, slot.name) for slot in keyslots.load(data_dir).slots)


def unlock(data_dir: Path, person: str, password: str) -> DataKey:
    """Return the key of a folder; as ``unlocked``."""
    return unlocked(data_dir, person, password)[1]


def unlocked(data_dir: Path, person: str, password: str) -> tuple[str, DataKey]:
    """Return the id of who has unlocked a folder, and its key.

    Args:
        person: id or name.

    Raises:
        WrongPassword: it is not this person's, or nobody of this name can unlock.
        UserError: the key file is damaged, the PC lacks memory.
    """
    swap.settle(data_dir)
    slots = keyslots.load(data_dir)
    named = [slot for slot in slots.slots if person in {slot.person, slot.name}]
    for slot in named:
        key = unwrap(slot, password)
        if key is not None and key.check == slots.check:
            return slot.person, key
    raise WrongPassword


def check_key(data_dir: Path, key: DataKey | None) -> DataKey | None:
    """Return the key to open a folder with; told before SQLite can call a locked file damaged.

    Raises:
        UserError: ``Locked`` without a key, ``WrongPassword`` with that of another folder.
    """
    if not keyslots.present(data_dir):
        return None
    if key is None:
        raise Locked
    if keyslots.load(data_dir).check != key.check:
        raise WrongPassword
    return key


# --- changing who can unlock --------------------------------------------------------------------------------------


def new_slots(key: DataKey, logins: Sequence[Login], recipient: str) -> Keyslots:
    """Return the slots of a folder that is being encrypted; raises UserError."""
    check_new(logins, recipient)
    slots = tuple(wrap(key, login.person, login.name, login.password) for login in logins)
    return Keyslots(key.check, slots, sealed_for(key, recipient))


def check_new(logins: Sequence[Login], recipient: str) -> None:
    """Raise UserError where a folder cannot be encrypted for these people with this recovery key."""
    if not logins:
        raise UserError("ต้องกำหนดรหัสผ่านอย่างน้อยหนึ่งคน ไม่มีอะไรเปลี่ยน", "เลือกผู้ใช้งาน แล้วตั้งรหัสผ่าน")
    for login in logins:
        check_length(login.password)
    if not recipient.strip():
        hint = "ขอจากสำนักงานพัฒนาชุมชนจังหวัด แล้ววางบรรทัดที่ขึ้นต้นด้วย age1"
        raise UserError("ยังไม่ได้ใส่กุญแจกู้คืนของจังหวัด ซึ่งต้องมี ไม่มีอะไรเปลี่ยน", hint)
    _recipient(recipient)


def add_slot(data_dir: Path, key: DataKey, login: Login) -> None:
    """Give a person a password, or another one (also when it was forgotten); raises UserError."""
    check_length(login.password)
    slots = mine(data_dir, key)
    save(data_dir, slots.with_slot(wrap(key, login.person, login.name, login.password)))


def rename_slot(data_dir: Path, key: DataKey, person: str, name: str) -> None:
    """Show a person's new name before anything is unlocked; whoever has no slot stays without. Raises UserError."""
    slots = mine(data_dir, key)
    slot = slots.slot_of(person)
    if slot is not None and slot.name != name:
        save(data_dir, slots.with_slot(replace(slot, name=name)))


def remove_slot(data_dir: Path, key: DataKey, person: str) -> None:
    """Take a person's way in; raises UserError where nobody would be left."""
    slots = mine(data_dir, key)
    left = tuple(slot for slot in slots.slots if slot.person != person)
    if not left:
        raise UserError("ต้องเหลือผู้ที่เปิดข้อมูลได้อย่างน้อยหนึ่งคน ไม่มีอะไรเปลี่ยน", "ตั้งรหัสผ่านให้คนอื่นก่อน")
    save(data_dir, replace(slots, slots=left))


def mine(data_dir: Path, key: DataKey) -> Keyslots:
    """Return the slots of a folder that this key belongs to; raises UserError."""
    check_key(data_dir, key)
    return keyslots.load(data_dir)


def save(data_dir: Path, slots: Keyslots) -> None:
    """Write the slots, here and into every backup; raises UserError."""
    try:
        newer = keyslots.save(data_dir, slots)
    except OSError as error:
        raise problems.not_saved(error) from None
    backup.renew_slots(data_dir / backup.FOLDER, newer)


def check_length(password: str) -> None:
    """Raise UserError for a password that is too short."""
    if len(password) < SHORTEST:
        raise UserError(f"รหัสผ่านสั้นเกินไป ต้องมีอย่างน้อย {SHORTEST} ตัว ไม่มีอะไรเปลี่ยน", "ตั้งใหม่ให้ยาวขึ้น เช่น สามคำต่อกัน")


# --- the way back -------------------------------------------------------------------------------------------------


def sealed_for(key: DataKey, recipient: str) -> Recovery:
    """Return a fresh way back: a code that only the province can read, and the data key wrapped by it."""
    from pyrage import encrypt

    code = "".join(secrets.choice(ALPHABET) for _ in range(_CODE_LETTERS))
    sealed = encrypt(code.encode("ascii"), [_recipient(recipient)])
    return Recovery(recipient.strip(), sealed.hex(), wrap(key, _CODE, "", code))


def _recipient(text: str) -> Any:
    from pyrage import RecipientError, x25519

    try:
        return x25519.Recipient.from_str(text.strip())
    except RecipientError:
        raise UserError("กุญแจกู้คืนของจังหวัดไม่ถูกต้อง ไม่มีอะไรเปลี่ยน", "คัดลอกใหม่ทั้งบรรทัด ขึ้นต้นด้วย age1") from None


# --- wrapping ----------------------------------------------------------------------------------------------------


def wrap(key: DataKey, person: str, name: str, password: str) -> Slot:
    """Return the data key wrapped by a password; raises UserError where the PC lacks memory."""
    from nacl.secret import Aead

    salt = secrets.token_bytes(16)
    box = Aead(_stretched(password, salt, OPS, MEMORY)).encrypt(key.raw, person.encode("utf-8"))
    return Slot(person, name, OPS, MEMORY, salt.hex(), bytes(box).hex())


def unwrap(slot: Slot, password: str) -> DataKey | None:
    """Return the data key, None for another password; raises UserError where the PC lacks memory."""
    from nacl.exceptions import CryptoError
    from nacl.secret import Aead

    try:
        stretched = _stretched(password, bytes.fromhex(slot.salt), slot.ops, slot.memory)
        return DataKey(Aead(stretched).decrypt(bytes.fromhex(slot.box), slot.person.encode("utf-8")))
    except (CryptoError, ValueError):
        return None


def _stretched(password: str, salt: bytes, ops: int, memory: int) -> bytes:
    from nacl.exceptions import RuntimeError as OutOfMemory

    argon2id: Any = _argon2id()
    text = canonical(password).encode("utf-8", "surrogatepass")  # the same however its marks were typed
    try:
        return bytes(argon2id.kdf(32, text, salt, opslimit=ops, memlimit=memory))
    except (OutOfMemory, MemoryError):
        raise UserError("หน่วยความจำของเครื่องไม่พอ ไม่มีอะไรเปลี่ยน", "ปิดโปรแกรมอื่น แล้วลองอีกครั้ง") from None


def _argon2id() -> Any:
    from nacl.pwhash import argon2id  # loads a library; a folder that is not encrypted has no need of it

    return argon2id
