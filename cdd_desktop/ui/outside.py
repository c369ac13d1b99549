"""Copies of kept files for other programs: read-only, in a folder of their own that goes when the program ends."""

from __future__ import annotations

import stat
import sys
import tempfile
import weakref
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from cdd_desktop.errors import UserError
from cdd_desktop.store import intake
from cdd_desktop.store.child import Unfit
from cdd_desktop.store.evidence import Evidence

_KEPT = "หลักฐานในโปรแกรมยังอยู่ครบ"
_OFFLINE_MARK = "[ZoneTransfer]\r\nZoneId=3\r\n"  # Windows: Word and Excel open it in their protected view


def open_with_system(path: Path) -> bool:
    """Let the system open a file with its own program; return whether it has one."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


class OutsideCopies:
    """Hands copies of evidence to other programs.

    Args:
        opens: gives a path to the system.
    """

    def __init__(self, opens: Callable[[Path], bool] = open_with_system) -> None:
        self.opens = opens
        self._folder: tempfile.TemporaryDirectory[str] | None = None

    def open(self, item: Evidence, data: bytes) -> None:
        """Open a copy of one with the system's program for it.

        Raises:
            UserError: of a sort that is never handed on, no room for the copy, or no program for it.
        """
        name = _checked_name(item, data)
        try:
            path = self._copy(item.sha256, name, data)
        except OSError as error:
            raise UserError(f"ทำสำเนาเพื่อเปิดไม่ได้ {_KEPT}", "ตรวจว่าดิสก์ไม่เต็ม หรือบันทึกสำเนาไปที่อื่นแล้วเปิด") from error
        if not self.opens(path):
            hint = "ติดตั้งโปรแกรมของไฟล์ชนิดนี้ หรือบันทึกสำเนาไปเปิดในเครื่องอื่น"
            raise UserError(f"เครื่องนี้ไม่มีโปรแกรมที่เปิด “{name}” ได้ {_KEPT}", hint)

    def _copy(self, sha256: str, name: str, data: bytes) -> Path:
        if self._folder is None:
            # what another program still holds open at the end stays where the system keeps what is temporary
            self._folder = tempfile.TemporaryDirectory(prefix="cdd-", ignore_cleanup_errors=True)
            weakref.finalize(self, self._folder.cleanup)  # asked to go; left to itself it complains
        path = Path(self._folder.name) / sha256[:12] / name  # two files may have one name
        if not path.exists():
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(data)
            if sys.platform == "win32":
                with suppress(OSError):
                    Path(f"{path}:Zone.Identifier").write_text(_OFFLINE_MARK, encoding="ascii")
            path.chmod(stat.S_IREAD)
        return path


def _checked_name(item: Evidence, data: bytes) -> str:
    """Return a harmless name whose ending is true: a record may come from another PC and say anything."""
    name = intake.clean_name(item.name)
    if item.kind == "picture":
        name = f"{Path(name).stem}.jpg"
    try:
        intake.kind_of(name, data)
    except Unfit as error:
        raise UserError(f"ไม่เปิด “{name}” เพราะ{error.message} {_KEPT}", "ตรวจไฟล์กับผู้ที่เพิ่มไว้ก่อน") from None
    return name
