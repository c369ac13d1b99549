"""A document is on disk whole or not at all."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cdd_desktop.errors import UserError

_REASONS = {
    errno.ENOENT: "ไม่พบโฟลเดอร์ปลายทาง",
    errno.ENOTDIR: "ไม่พบโฟลเดอร์ปลายทาง",
    errno.EISDIR: "ชื่อไฟล์ปลายทางเป็นชื่อโฟลเดอร์",
    errno.ENODEV: "ปลายทางเป็นอุปกรณ์ ไม่ใช่ไฟล์",
    errno.EACCES: "ไม่มีสิทธิ์เขียน หรือไฟล์เดิมเปิดอยู่ในโปรแกรมอื่น",
    errno.EPERM: "ไม่มีสิทธิ์เขียน หรือไฟล์เดิมเปิดอยู่ในโปรแกรมอื่น",
    errno.EROFS: "ที่เก็บปลายทางอ่านได้อย่างเดียว",
    errno.ENOSPC: "ที่เก็บปลายทางเต็ม",
    errno.EDQUOT: "ที่เก็บปลายทางเต็ม",
    errno.EFBIG: "ไฟล์ใหญ่เกินกว่าที่เก็บปลายทางรับได้",
    errno.ENAMETOOLONG: "ชื่อไฟล์ยาวเกินไป",
}


@contextmanager
def replacing(out: Path) -> Iterator[Path]:
    """Give a temporary path beside ``out`` to write to; it takes the place of ``out`` only when all went well.

    Raises:
        UserError: the place cannot be written to; a file that stood there is as it was.
    """
    # beside the target, so that the rename stays on one disk; touched first, so that a bad place is known before work
    target = Path(os.path.realpath(out))  # a link stays a link
    temporary = target.with_name(f".cdd-{os.getpid()}{target.suffix}")
    try:
        if target.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if target.exists() and not target.is_file():  # renamed over, a device such as /dev/null would be gone
            raise OSError(errno.ENODEV, os.strerror(errno.ENODEV))
        temporary.touch()
    except OSError as error:
        raise _cannot_write(out, error) from error
    try:
        yield temporary
        _settle(temporary, target)
    except OSError as error:
        raise _cannot_write(out, error) from error
    finally:
        temporary.unlink(missing_ok=True)


def _settle(temporary: Path, out: Path) -> None:
    """Put the finished file on the disk for good, under its own name."""
    with temporary.open("rb+") as written:
        os.fsync(written.fileno())
    os.replace(temporary, out)  # noqa: PTH105 - the rename that is sure to overwrite, on Windows too


def _cannot_write(out: Path, error: OSError) -> UserError:
    reason = _REASONS.get(error.errno or 0, error.strerror or "เขียนไม่สำเร็จ")
    return UserError(f"เขียนไฟล์ {out.name} ไม่ได้: {reason} ไฟล์เดิม (ถ้ามี) ไม่เปลี่ยน", "เลือกที่เก็บหรือชื่ออื่น แล้วลองอีกครั้ง")
