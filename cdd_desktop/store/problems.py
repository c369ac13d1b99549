"""The one place where an error of SQLite or of the operating system becomes something a person can act on."""

from __future__ import annotations

import errno
import logging
from collections.abc import Mapping
from typing import Final

from cdd_desktop.errors import UserError
from cdd_desktop.store.canonical import Unreadable
from cdd_desktop.store.driver import UNREADABLE_TEXT, SqlError

_LOGGER: Final = logging.getLogger("cdd_desktop.store")

_KEPT: Final = " ข้อมูลที่บันทึกไว้ก่อนหน้านี้ยังอยู่ครบ"
_FULL: Final = ("พื้นที่ดิสก์เต็ม", "ลบหรือย้ายไฟล์ที่ไม่ใช้ออกจากดิสก์ แล้วลองอีกครั้ง")
_READ_ONLY: Final = ("โฟลเดอร์ข้อมูลเขียนไม่ได้", "ตรวจสิทธิ์ของโฟลเดอร์ หรือปลดสวิตช์กันเขียนของอุปกรณ์ แล้วลองอีกครั้ง")
_GONE: Final = ("ไม่พบโฟลเดอร์ข้อมูล", "ตรวจว่าไดรฟ์ยังต่ออยู่และโฟลเดอร์ไม่ถูกย้ายหรือลบ แล้วลองอีกครั้ง")
_NOT_ALLOWED: Final = ("ไม่มีสิทธิ์เปิดโฟลเดอร์หรือไฟล์ข้อมูล", "ตรวจสิทธิ์ของโฟลเดอร์และไฟล์ในนั้น แล้วลองอีกครั้ง")
_BUSY: Final = ("โปรแกรมอื่นกำลังใช้ไฟล์ข้อมูลอยู่", "รอสักครู่แล้วลองอีกครั้ง หากยังไม่ได้ ให้ปิดโปรแกรมที่เปิดไฟล์นี้")
_DISK: Final = ("อ่านหรือเขียนดิสก์ไม่สำเร็จ", "ตรวจว่าดิสก์ยังต่ออยู่และมีพื้นที่ว่าง แล้วลองอีกครั้ง")
_MEMORY: Final = ("หน่วยความจำของเครื่องไม่พอ", "ปิดโปรแกรมอื่น แล้วลองอีกครั้ง")
_NO_FOLDER: Final = ("ที่อยู่ของข้อมูลไม่ใช่โฟลเดอร์", "เลือกโฟลเดอร์ข้อมูลใหม่")
_NO_FILE: Final = (
    "ในโฟลเดอร์ข้อมูลมีโฟลเดอร์ที่ใช้ชื่อไฟล์ของโปรแกรม", "ย้ายหรือเปลี่ยนชื่อโฟลเดอร์ย่อย cdd.lock หรือ cdd.db แล้วลองอีกครั้ง"
)
_DAMAGED: Final = ("ไฟล์ข้อมูลเสียหาย", "")

# The program's statements fit its schema, as the tests show: where a file lacks a part of that, it is damaged.
_OF_DAMAGE: Final = (UNREADABLE_TEXT, "no such ", "has no column", "cannot join")

_BY_SQLITE: Final = {
    3: _READ_ONLY,  # PERM
    5: _BUSY,
    6: _BUSY,  # LOCKED
    7: _MEMORY,
    8: _READ_ONLY,
    10: _DISK,  # IOERR
    11: _DAMAGED,  # CORRUPT
    13: _FULL,
    14: _GONE,  # CANTOPEN
    15: _BUSY,  # PROTOCOL
    26: _DAMAGED,  # NOTADB
}
_BY_ERRNO: Final = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EFBIG: _FULL,
    errno.EACCES: _READ_ONLY,
    errno.EPERM: _READ_ONLY,
    errno.EROFS: _READ_ONLY,
    errno.ENOENT: _GONE,
    errno.ENOTDIR: _NO_FOLDER,
    errno.EEXIST: _NO_FOLDER,
    errno.EISDIR: _NO_FILE,
    errno.ESTALE: _GONE,
    errno.ENODEV: _GONE,
    errno.EBUSY: _BUSY,
    errno.EIO: _DISK,
}

WITHIN: Final = (
    "ที่เก็บสำเนานี้อยู่ในโฟลเดอร์ข้อมูลเอง ถ้าโฟลเดอร์ข้อมูลเสียหาย สำเนาจะเสียไปด้วย",
    "เลือกโฟลเดอร์นอกโฟลเดอร์ข้อมูล เช่น ในแฟลชไดรฟ์หรือไดรฟ์อื่น",
)
_AGAIN: Final = "แล้วสำรองข้อมูลอีกครั้ง"
_AT_SECOND_PLACE: Final = {  # the same of another folder, which is mended in another way
    _GONE: ("ไม่พบที่เก็บที่สอง", f"ต่อไดรฟ์ที่ใช้เก็บสำเนา {_AGAIN}"),
    _FULL: ("ที่เก็บที่สองเต็ม", f"ลบหรือย้ายไฟล์ที่ไม่ใช้ออกจากที่เก็บที่สอง หรือเลือกที่เก็บอื่น {_AGAIN}"),
    _READ_ONLY: ("ที่เก็บที่สองเขียนไม่ได้", f"ปลดสวิตช์กันเขียนของไดรฟ์ ตรวจสิทธิ์ของโฟลเดอร์ หรือเลือกที่เก็บอื่น {_AGAIN}"),
    _NO_FOLDER: ("ที่เก็บที่สองหรือโฟลเดอร์สำเนาในนั้นเป็นไฟล์ ไม่ใช่โฟลเดอร์", f"เลือกโฟลเดอร์อื่นเป็นที่เก็บที่สอง {_AGAIN}"),
    _NO_FILE: ("ในที่เก็บที่สองมีโฟลเดอร์ที่ใช้ชื่อไฟล์สำเนา", f"เลือกโฟลเดอร์อื่นเป็นที่เก็บที่สอง {_AGAIN}"),
    _DISK: ("อ่านหรือเขียนที่เก็บที่สองไม่สำเร็จ", f"ตรวจว่าไดรฟ์ยังต่ออยู่ หรือเลือกที่เก็บอื่น {_AGAIN}"),
}

WHEN_DAMAGED: Final = (
    "ไฟล์ยังอยู่ที่เดิม โปรแกรมไม่ได้แก้หรือเขียนทับ",
    "คัดลอกทั้งโฟลเดอร์ข้อมูลเก็บไว้ก่อน แล้วกู้คืนจากสำเนาสำรองในโฟลเดอร์ backups",
)


class Damaged(UserError):
    """The database file cannot be trusted; it is left as it is."""

    def __init__(self, what: str) -> None:
        super().__init__(f"ไฟล์ข้อมูลเสียหาย ({what}) {WHEN_DAMAGED[0]}", WHEN_DAMAGED[1])


class SecondPlaceFailed(UserError):
    """There is a backup, but no copy of it at the second place."""


def known(error: Exception) -> bool:
    """Return whether an error is of the machine's making; anything else is a bug and must stay visible."""
    return _sentence(error) is not None


def of_damage(error: Exception) -> bool:
    """Return whether an error says that the file is damaged, and not that something stood in the way of looking."""
    return isinstance(error, Damaged) or (isinstance(error, SqlError) and _sentence(error) in {None, _DAMAGED})


def reading_failed(error: Exception) -> UserError:
    """Return what to tell when something could not be opened or read; a bug is raised as it is."""
    sentence = _reported(error)
    if sentence is _DAMAGED:
        return Damaged("อ่านบางส่วนไม่ได้")
    if isinstance(error, PermissionError):  # reading writes nothing; what is forbidden then is to open
        sentence = _NOT_ALLOWED
    return UserError(f"{sentence[0]} จึงเปิดข้อมูลไม่ได้ ไม่มีอะไรเปลี่ยน", sentence[1])


def not_saved(error: Exception) -> UserError:
    """Return what to tell when it is certain that the last edit is not on the disk."""
    sentence = _reported(error)
    if sentence is _DAMAGED:
        return UserError(f"การแก้ไขล่าสุดยังไม่ได้บันทึก เพราะไฟล์ข้อมูลเสียหาย {WHEN_DAMAGED[0]}", WHEN_DAMAGED[1])
    return UserError(f"การแก้ไขล่าสุดยังไม่ได้บันทึก เพราะ{sentence[0]}{_kept(sentence)}", sentence[1])


def not_known(error: Exception) -> UserError:
    """Return what to tell when the file cannot be reached to see whether the last edit is on the disk."""
    sentence = _reported(error)
    return UserError(f"ยังยืนยันไม่ได้ว่าการแก้ไขล่าสุดบันทึกแล้วหรือไม่ เพราะ{sentence[0]}", sentence[1])


def backup_failed(error: Exception) -> UserError:
    """Return what to tell when a backup could not be made; the database itself is as it was."""
    sentence = _reported(error)
    return UserError(f"สำรองข้อมูลไม่สำเร็จ เพราะ{sentence[0]}{_kept(sentence)}", sentence[1])


def restore_failed(error: Exception) -> UserError:
    """Return what to tell when a backup could not be put back."""
    sentence = _reported(error)
    return UserError(f"กู้คืนไม่สำเร็จ เพราะ{sentence[0]} ข้อมูลเดิมยังอยู่", sentence[1])


def conversion_failed(error: Exception, *, begun: bool) -> UserError:
    """Return what to tell when the encryption could not be switched; ``begun``: the new stands, the rest follows."""
    sentence = _reported(error)
    rest = "ส่วนที่เหลือจะทำต่อเมื่อเปิดโปรแกรมครั้งหน้า" if begun else "ข้อมูลเดิมยังอยู่ครบ ไม่มีอะไรเปลี่ยน"
    return UserError(f"เปลี่ยนการเข้ารหัสไม่เสร็จ เพราะ{sentence[0]} {rest}", sentence[1])


def second_place_failed(error: Exception) -> SecondPlaceFailed:
    """Return what to tell when a backup could not be copied to the second place."""
    sentence = _reported(error)
    return no_second_place(_AT_SECOND_PLACE.get(sentence, sentence))


def no_second_place(why: tuple[str, str]) -> SecondPlaceFailed:
    """As ``second_place_failed``, where it is known why, and what to do about it."""
    return SecondPlaceFailed(f"ยังไม่ได้คัดลอกสำเนาไปยังที่เก็บที่สอง เพราะ{why[0]} สำเนาในเครื่องนี้ครบถ้วน", why[1])


def held(holder: Mapping[str, str]) -> UserError:
    """Return what to tell the second one who wants to write to a data folder."""
    person = holder.get("person") or "ไม่ระบุชื่อ"
    return UserError(f"โปรแกรมเปิดข้อมูลในโฟลเดอร์นี้อยู่แล้ว (ผู้ใช้: {person}) จึงยังแก้ไขจากที่นี่ไม่ได้", "ปิดหน้าต่างนั้นก่อน แล้วลองอีกครั้ง")


def cannot_open(error: Exception) -> bool:
    """Return whether SQLite could not open or make a file that it needs."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in {8, 14}


def _kept(sentence: tuple[str, str]) -> str:
    """Say what is safe, unless nothing can be known of it."""
    return "" if sentence is _GONE else _KEPT


def _reported(error: Exception) -> tuple[str, str]:
    sentence = _sentence(error)
    if sentence is None:
        raise error
    # names and numbers only: the text of an error might hold a value
    name = getattr(error, "sqlite_errorname", None) or type(error).__name__
    _LOGGER.info("store: %s %s", name, getattr(error, "errno", None) or "")
    return sentence


def _sentence(error: Exception) -> tuple[str, str] | None:
    if isinstance(error, Unreadable):
        return _DAMAGED
    if isinstance(error, SqlError):
        if any(words in str(error) for words in _OF_DAMAGE):
            return _DAMAGED
        return _BY_SQLITE.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
    if isinstance(error, OSError):
        return _BY_ERRNO.get(error.errno or 0, _DISK)
    return None
