"""When every password is forgotten: the office asks, the province answers with a code that is good for one time.

The province's secret is on paper alone. The program holds it only while a sheet is made or a request is answered.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from cdd_desktop.errors import UserError
from cdd_desktop.store import keyring, keyslots
from cdd_desktop.store.datakey import DataKey
from cdd_desktop.store.keyring import Login
from cdd_desktop.store.keyslots import Keyslots, Recovery

_GROUP: Final = 4
_LONGEST_NAME: Final = 120
_MOST_SEALED: Final = 4096  # an age header with thousands of recipients takes minutes
MOST_REQUEST: Final = 1 << 16


@dataclass(frozen=True)
class Request:
    """What an office sends to the province.

    Attributes:
        number: both sides read it out, so that no other request is answered.
        name: who asks, as the file says; nothing vouches for it.
        sealed: the code, readable with the province's secret alone.
    """

    number: str
    name: str
    sealed: bytes


# --- at the province ---------------------------------------------------------------------------------------------


def new_recovery_key() -> tuple[str, str]:
    """Return a province's secret identity and its public recipient (age)."""
    from pyrage import x25519

    identity = x25519.Identity.generate()
    return str(identity), str(identity.to_public())


def recipient_of(identity: str) -> str:
    """Return the public part of a province's secret; raises UserError."""
    from pyrage import IdentityError, x25519

    try:
        return str(x25519.Identity.from_str(identity.strip()).to_public())
    except IdentityError:
        raise _wrong_identity() from None


def read_request(content: bytes) -> Request:
    """Return what a file says that an office sent; raises UserError where it is no request."""
    try:
        found = json.loads(content)
        sealed, name = bytes.fromhex(found["sealed"]), str(found.get("name") or "")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise UserError("ไฟล์นี้ไม่ใช่คำขอกู้คืนรหัสผ่าน", "ใช้ไฟล์ที่โปรแกรมของอำเภอสร้างให้") from None
    printable = "".join(letter for letter in name if letter.isprintable())
    return Request(_number(sealed), printable[:_LONGEST_NAME], sealed)


def answer_request(content: bytes, identity: str) -> str:
    """Return the code to read out on the telephone; it is good for one time.

    Raises:
        UserError: not a request, made for another province, or not an identity.
    """
    from pyrage import DecryptError, IdentityError, decrypt, x25519

    sealed = read_request(content).sealed
    try:
        if len(sealed) > _MOST_SEALED:
            raise DecryptError
        return grouped(decrypt(sealed, [x25519.Identity.from_str(identity.strip())]).decode("ascii"))
    except IdentityError:
        raise _wrong_identity() from None
    except (DecryptError, UnicodeDecodeError):
        raise UserError("กุญแจนี้เปิดคำขอไม่ได้", "ตรวจว่าเป็นกุญแจกู้คืนที่อำเภอนี้ใช้ตอนเข้ารหัส และไฟล์ไม่เสียหาย") from None


def grouped(code: str) -> str:
    """Return a code in groups, to read out."""
    return "-".join(code[at : at + _GROUP] for at in range(0, len(code), _GROUP))


def _number(sealed: bytes) -> str:
    digits = f"{int.from_bytes(hashlib.sha256(sealed).digest()[:8]) % 10**6:06d}"
    return f"{digits[:3]}-{digits[3:]}"


def _wrong_identity() -> UserError:
    return UserError("กุญแจกู้คืนของจังหวัดไม่ถูกต้อง", "พิมพ์ตามใบกุญแจทุกตัว ขึ้นต้นด้วย AGE-SECRET-KEY-")


# --- at the office -----------------------------------------------------------------------------------------------


def recovery_request(data_dir: Path, name: str = "") -> bytes:
    """Return what the office sends to the province: nothing in it is secret to anyone but the province's identity.

    Args:
        name: who asks.

    Raises:
        UserError: the folder has no recovery key.
    """
    recovery = _recovery(keyslots.load(data_dir))
    facts: dict[str, Any] = {"cdd-recovery": 1, "recipient": recovery.recipient, "sealed": recovery.sealed}
    return json.dumps(facts | ({"name": name} if name else {})).encode("ascii")


def recover(data_dir: Path, code: str, login: Login) -> DataKey:
    """Open a folder by the province's code and give a person a new password; the code is used up.

    Raises:
        UserError: another code, a password that is too short, or the disk refuses; nothing changed.
    """
    keyring.check_length(login.password)
    slots = keyslots.load(data_dir)
    recovery = _recovery(slots)
    key = keyring.unwrap(recovery.slot, plain_code(code))
    if key is None or key.check != slots.check:
        raise UserError("รหัสกู้คืนไม่ถูกต้อง หรือใช้ไปแล้ว ไม่มีอะไรเปลี่ยน", "ตรวจทีละกลุ่มกับจังหวัด หรือสร้างคำขอใหม่")
    fresh = replace(slots, recovery=keyring.sealed_for(key, recovery.recipient))
    keyring.save(data_dir, fresh.with_slot(keyring.wrap(key, login.person, login.name, login.password)))
    return key


def change_recovery(data_dir: Path, key: DataKey, recipient: str) -> None:
    """Let another key of the province be the way back; raises UserError."""
    fresh = keyring.sealed_for(key, recipient)
    keyring.save(data_dir, replace(keyring.mine(data_dir, key), recovery=fresh))


def plain_code(text: str) -> str:
    """Return what was meant by a code as somebody typed it."""
    return "".join(letter for letter in text.upper() if letter.isascii() and letter.isalnum())


def recovery_sheet(data_dir: Path) -> tuple[str, ...]:
    """Return the lines of the office's sheet: what to do when every password is forgotten. Nothing on it is secret."""
    recovery = _recovery(keyslots.load(data_dir))
    return (
        "ใบวิธีเปิดข้อมูลเมื่อลืมรหัสผ่าน",
        "เก็บใบนี้ไว้ในสำนักงาน ใบนี้ไม่มีความลับ",
        f"กุญแจกู้คืนของจังหวัด (ส่วนเปิดเผย): {recovery.recipient}",
        "๑. ที่หน้าใส่รหัสผ่าน เลือก ลืมรหัสผ่าน แล้วบันทึกไฟล์คำขอ",
        "๒. ส่งไฟล์คำขอให้จังหวัด ไฟล์นี้ไม่มีข้อมูลของสำนักงานและไม่มีรหัสผ่าน",
        "๓. จังหวัดโทรกลับมา บอกเลขคำขอให้ตรงกัน แล้วฟังรหัสกู้คืนทางโทรศัพท์",
        "๔. พิมพ์รหัสกู้คืน แล้วตั้งรหัสผ่านใหม่ รหัสกู้คืนใช้ได้ครั้งเดียว",
    )


def _recovery(slots: Keyslots) -> Recovery:
    if slots.recovery is None:
        raise UserError("ข้อมูลนี้ไม่มีกุญแจกู้คืนของจังหวัด", "ใช้รหัสผ่านของคนอื่นในสำนักงาน")
    return slots.recovery
