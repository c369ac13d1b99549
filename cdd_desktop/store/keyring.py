"""Unlocking an encrypted folder: passwords, the province's recovery key, the code that is good for one time.

The data key itself never changes with a password. Whoever kept an old copy of the folder can still open that copy with
the old password.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from cdd_desktop.errors import UserError
from cdd_desktop.store import keyslots, problems, swap
from cdd_desktop.store.datakey import DataKey
from cdd_desktop.store.keyslots import Keyslots, Recovery, Slot
from cdd_desktop.thai.clean import canonical

SHORTEST: Final = 8
OPS: Final = 3
MEMORY: Final = 64 << 20
_ALPHABET: Final = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # no I, O, 0, 1: it is read out on the telephone
_CODE_LETTERS: Final = 24  # 120 bits
_GROUP: Final = 4
_MOST_SEALED: Final = 4096  # an age header with thousands of recipients takes minutes
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


def encrypted(data_dir: Path) -> bool:
    """Return whether a data folder is encrypted; raises UserError (somebody holds a folder that is half way)."""
    swap.settle(data_dir)
    return keyslots.present(data_dir)


def who_can_unlock(data_dir: Path) -> tuple[tuple[str, str], ...]:
    """Return id and name of everybody who has a password; raises UserError."""
    return tuple((slot.person, slot.name) for slot in keyslots.load(data_dir).slots)


def unlock(data_dir: Path, person: str, password: str) -> DataKey:
    """Return the key of a folder.

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
            return key
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
    return Keyslots(key.check, slots, _new_recovery(key, recipient))


def check_new(logins: Sequence[Login], recipient: str) -> None:
    """Raise UserError where a folder cannot be encrypted for these people with this recovery key."""
    if not logins:
        raise UserError("ต้องกำหนดรหัสผ่านอย่างน้อยหนึ่งคน ไม่มีอะไรเปลี่ยน", "เลือกผู้ใช้งาน แล้วตั้งรหัสผ่าน")
    for login in logins:
        check_length(login.password)
    _recipient(recipient)


def add_slot(data_dir: Path, key: DataKey, login: Login) -> None:
    """Give a person a password, or another one (also when it was forgotten); raises UserError."""
    check_length(login.password)
    slots = _mine(data_dir, key)
    _save(data_dir, slots.with_slot(wrap(key, login.person, login.name, login.password)))


def rename_slot(data_dir: Path, key: DataKey, person: str, name: str) -> None:
    """Show a person's new name before anything is unlocked; whoever has no slot stays without. Raises UserError."""
    slots = _mine(data_dir, key)
    slot = slots.slot_of(person)
    if slot is not None and slot.name != name:
        _save(data_dir, slots.with_slot(replace(slot, name=name)))


def remove_slot(data_dir: Path, key: DataKey, person: str) -> None:
    """Take a person's way in; raises UserError where nobody would be left."""
    slots = _mine(data_dir, key)
    left = tuple(slot for slot in slots.slots if slot.person != person)
    if not left:
        raise UserError("ต้องเหลือผู้ที่เปิดข้อมูลได้อย่างน้อยหนึ่งคน ไม่มีอะไรเปลี่ยน", "ตั้งรหัสผ่านให้คนอื่นก่อน")
    _save(data_dir, replace(slots, slots=left))


def _mine(data_dir: Path, key: DataKey) -> Keyslots:
    check_key(data_dir, key)
    return keyslots.load(data_dir)


def _save(data_dir: Path, slots: Keyslots) -> None:
    try:
        keyslots.save(data_dir, slots)
    except OSError as error:
        raise problems.not_saved(error) from None


def check_length(password: str) -> None:
    """Raise UserError for a password that is too short."""
    if len(password) < SHORTEST:
        raise UserError(f"รหัสผ่านสั้นเกินไป ต้องมีอย่างน้อย {SHORTEST} ตัว ไม่มีอะไรเปลี่ยน", "ตั้งใหม่ให้ยาวขึ้น เช่น สามคำต่อกัน")


# --- the forgotten password -----------------------------------------------------------------------------------------


def new_recovery_key() -> tuple[str, str]:
    """Return a province's secret identity and its public recipient (age)."""
    from pyrage import x25519

    identity = x25519.Identity.generate()
    return str(identity), str(identity.to_public())


def recovery_request(data_dir: Path) -> bytes:
    """Return what the office sends to the province: nothing in it is secret to anyone but the province's identity.

    Raises:
        UserError: the folder has no recovery key.
    """
    recovery = _recovery(keyslots.load(data_dir))
    return json.dumps({"cdd-recovery": 1, "recipient": recovery.recipient, "sealed": recovery.sealed}).encode("ascii")


def answer_request(request: bytes, identity: str) -> str:
    """Return, at the province, the code to read out on the telephone; it is good for one time.

    Raises:
        UserError: not a request, made for another province, or not an identity.
    """
    from pyrage import DecryptError, IdentityError, decrypt, x25519

    try:
        sealed = bytes.fromhex(json.loads(request)["sealed"])
    except (ValueError, KeyError, TypeError, RecursionError):
        raise UserError("ไฟล์นี้ไม่ใช่คำขอกู้คืนรหัสผ่าน", "ใช้ไฟล์ที่โปรแกรมของอำเภอสร้างให้") from None
    try:
        if len(sealed) > _MOST_SEALED:
            raise DecryptError
        return grouped(decrypt(sealed, [x25519.Identity.from_str(identity.strip())]).decode("ascii"))
    except IdentityError:
        raise UserError("กุญแจกู้คืนของจังหวัดไม่ถูกต้อง", "พิมพ์ตามใบกุญแจทุกตัว ขึ้นต้นด้วย AGE-SECRET-KEY-") from None
    except (DecryptError, UnicodeDecodeError):
        raise UserError("กุญแจนี้เปิดคำขอไม่ได้", "ตรวจว่าเป็นกุญแจกู้คืนที่อำเภอนี้ใช้ตอนเข้ารหัส และไฟล์ไม่เสียหาย") from None


def recover(data_dir: Path, code: str, login: Login) -> DataKey:
    """Open a folder by the province's code and give a person a new password; the code is used up.

    Raises:
        UserError: another code, a password that is too short, or the disk refuses; nothing changed.
    """
    check_length(login.password)
    slots = keyslots.load(data_dir)
    recovery = _recovery(slots)
    key = unwrap(recovery.slot, plain_code(code))
    if key is None or key.check != slots.check:
        raise UserError("รหัสกู้คืนไม่ถูกต้อง หรือใช้ไปแล้ว ไม่มีอะไรเปลี่ยน", "ตรวจทีละกลุ่มกับจังหวัด หรือสร้างคำขอใหม่")
    fresh = replace(slots, recovery=_new_recovery(key, recovery.recipient))
    _save(data_dir, fresh.with_slot(wrap(key, login.person, login.name, login.password)))
    return key


def change_recovery(data_dir: Path, key: DataKey, recipient: str) -> None:
    """Let another province's key be the way back; raises UserError."""
    _save(data_dir, replace(_mine(data_dir, key), recovery=_new_recovery(key, recipient)))


def grouped(code: str) -> str:
    """Return a code in groups, to read out."""
    return "-".join(code[at : at + _GROUP] for at in range(0, len(code), _GROUP))


def plain_code(text: str) -> str:
    """Return what was meant by a code as somebody typed it."""
    return "".join(letter for letter in text.upper() if letter.isascii() and letter.isalnum())


def _recovery(slots: Keyslots) -> Recovery:
    if slots.recovery is None:
        raise UserError("ข้อมูลนี้ไม่มีกุญแจกู้คืนของจังหวัด", "ใช้รหัสผ่านของคนอื่นในสำนักงาน")
    return slots.recovery


def _new_recovery(key: DataKey, recipient: str) -> Recovery:
    from pyrage import encrypt

    code = "".join(secrets.choice(_ALPHABET) for _ in range(_CODE_LETTERS))
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


# --- on paper ----------------------------------------------------------------------------------------------------


def recovery_sheet(data_dir: Path) -> tuple[str, ...]:
    """Return the lines of the office's sheet: what to do when every password is forgotten. Nothing on it is secret."""
    recovery = _recovery(keyslots.load(data_dir))
    return (
        "ใบวิธีเปิดข้อมูลเมื่อลืมรหัสผ่าน",
        "เก็บใบนี้ไว้ในสำนักงาน ใบนี้ไม่มีความลับ",
        f"กุญแจกู้คืนของจังหวัด (ส่วนเปิดเผย): {recovery.recipient}",
        "๑. ที่หน้าใส่รหัสผ่าน เลือก ลืมรหัสผ่าน แล้วบันทึกไฟล์คำขอ",
        "๒. ส่งไฟล์คำขอให้จังหวัด ไฟล์นี้ไม่มีข้อมูลของสำนักงานและไม่มีรหัสผ่าน",
        "๓. จังหวัดอ่านรหัสกู้คืนให้ฟังทางโทรศัพท์ หลังตรวจว่าผู้ขอเป็นเจ้าหน้าที่จริง",
        "๔. พิมพ์รหัสกู้คืน แล้วตั้งรหัสผ่านใหม่ รหัสกู้คืนใช้ได้ครั้งเดียว",
    )


def identity_sheet(identity: str) -> tuple[str, ...]:
    """Return the lines of the province's sheet: the secret itself, for the safe. Raises UserError."""
    from pyrage import IdentityError, x25519

    try:
        recipient = str(x25519.Identity.from_str(identity.strip()).to_public())
    except IdentityError:
        raise UserError("กุญแจกู้คืนของจังหวัดไม่ถูกต้อง", "ขึ้นต้นด้วย AGE-SECRET-KEY-") from None
    return (
        "กุญแจกู้คืนของจังหวัด — ลับ เก็บในตู้นิรภัย",
        "ผู้ที่มีกุญแจนี้และไฟล์คำขอจากอำเภอ เปิดข้อมูลของอำเภอนั้นได้",
        f"กุญแจลับ: {identity.strip()}",
        f"ส่วนเปิดเผย ส่งให้ทุกอำเภอ: {recipient}",
        "ตรวจทุกปีว่ายังอ่านได้ โดยตอบคำขอทดลองหนึ่งครั้ง",
    )
