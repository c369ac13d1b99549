"""A report of a problem for whoever helps: versions, the machine, counts, and where the log says something went wrong.

It holds no fact, name, place or path: of the log only when, how grave, which part and which line of the program.
"""

from __future__ import annotations

import platform
import re
from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QPlainTextEdit

from cdd_desktop import __version__
from cdd_desktop.errors import UserError
from cdd_desktop.store import keys
from cdd_desktop.ui.crash import LOG_NAME
from cdd_desktop.ui.papers import save
from cdd_desktop.ui.session import Session
from cdd_desktop.ui.text import ThaiLabel
from cdd_desktop.ui.theme import tokens
from cdd_desktop.ui.widgets import SideSheet, button
from cdd_desktop.ui.zoom import fit

NAME = "รายงานปัญหา CDD Desktop.txt"
_TAIL = 200
_HEAD = re.compile(r"(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d),\d+ ([A-Z]+) (cdd_desktop[a-z_.]*) ", re.ASCII)
_FRAME = re.compile(r"  [a-z_]+\.py:\d+ [A-Za-z_]\w*", re.ASCII)
_ERROR = re.compile(r"[A-Za-z_]\w*(\.\w+)*(Error|Exception|Warning)", re.ASCII)
_KINDS = (keys.PERSON, keys.DUTY, keys.SUBMISSION, keys.CERTIFICATION, keys.UNLOCK, keys.EVIDENCE, keys.DOCUMENT)


def problem_text(session: Session, data_dir: Path) -> str:
    """Return the whole report; raises UserError where the store cannot be counted."""
    parts = [*_machine(), "", *_counts(session), "", f"log ({_TAIL} lines at most)", *_log_tail(data_dir / LOG_NAME)]
    return "\n".join(parts) + "\n"


def _machine() -> Iterator[str]:
    yield f"CDD Desktop {__version__}"
    yield f"Python {platform.python_version()}, Qt {qVersion()}"
    yield f"{platform.system()} {platform.release()} {platform.machine()}"
    for screen in QGuiApplication.screens():
        size = screen.size()
        yield f"screen {size.width()}x{size.height()} at {screen.devicePixelRatio():g}"
    yield f"theme {tokens().name}"


def _counts(session: Session) -> Iterator[str]:
    """Yield how many there are of what; never what they are."""
    yield f"pack {session.pack.id} revision {session.pack.revision}, round {session.round_id}"
    for item in session.pack.rounds:
        entries = [session.entry(one.id, item.id) for one in session.pack.indicators_in(item.id)]
        filled = sum(not entry.untouched for entry in entries)
        unread = sum(bool(entry.problems) for entry in entries)
        yield f"round {item.id}: missions {len(entries)}, begun {filled}, with problems {unread}"
    for kind in _KINDS:
        yield f"{kind}: {len(session.store.records(kind))}"
    yield f"backups: {len(session.store.backups())}"
    yield f"saving: {session.saving.value}"


def _log_tail(log: Path) -> list[str]:
    """Return the last lines of the log, each reduced to what cannot hold anything that a person entered."""
    try:
        with log.open(encoding="utf-8", errors="replace") as lines:
            return list(deque((kept for line in lines if (kept := _safe(line.rstrip("\n")))), maxlen=_TAIL))
    except OSError:
        return ["no log"]


def _safe(line: str) -> str:
    if found := _HEAD.match(line):
        return " ".join(found.groups())
    return line if _FRAME.fullmatch(line) or _ERROR.fullmatch(line) else ""


def ask_where(sheet: SideSheet) -> Path | None:
    """Ask for the file; None: not now."""
    chosen, _ = QFileDialog.getSaveFileName(sheet.window(), "บันทึกรายงานปัญหา", NAME, "ข้อความ (*.txt)")
    return Path(chosen) if chosen else None


def show_report(
    sheet: SideSheet,
    text: str,
    saved: Callable[[Path], object],
    failed: Callable[[UserError], object],
    ask: Callable[[SideSheet], Path | None] = ask_where,
) -> None:
    """Show exactly what the file will hold, and offer to save it."""

    def save_it() -> None:
        out = ask(sheet)
        if out is None:
            return
        try:
            save(text.encode("utf-8"), out)
        except UserError as error:
            failed(error)
            return
        saved(out)

    sheet.clear()
    words = "รายงานมีเพียงรุ่นของโปรแกรม ชนิดเครื่อง จำนวนรายการ และจุดที่ผิดพลาด ไม่มีข้อมูลที่กรอก ชื่อคน หรือชื่อโฟลเดอร์"
    sheet.body.addWidget(ThaiLabel(words))
    sheet.body.addWidget(ThaiLabel("บันทึกเป็นไฟล์แล้วส่งให้ผู้ดูแลพร้อมบอกว่าทำอะไรอยู่ โปรแกรมไม่ส่งเอง", "note"))
    shown = QPlainTextEdit(text)
    shown.setReadOnly(True)
    shown.setTabChangesFocus(True)
    shown.setAccessibleName("เนื้อหาของรายงาน")
    fit(shown, min_height=320)
    sheet.body.addWidget(shown, 1)
    made = button("บันทึกรายงาน…", "primary", "save", save_it)
    made.setObjectName("saveProblem")
    sheet.body.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
    sheet.open("รายงานปัญหา")
