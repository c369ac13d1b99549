"""What stands in the place of the program when its data cannot be opened. Nothing is overwritten."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QWidget

from cdd_desktop.errors import UserError
from cdd_desktop.store import Damaged
from cdd_desktop.store.salvage import Damage
from cdd_desktop.ui.backup_card import contents_text
from cdd_desktop.ui.busy_page import CentredPage
from cdd_desktop.ui.due import moment_text
from cdd_desktop.ui.marks import Mark
from cdd_desktop.ui.text import ThaiLabel
from cdd_desktop.ui.widgets import button, column, rule
from cdd_desktop.ui.zoom import fit

WIDTH = 760
FOUND_SHOWN = 4


class FailurePage(CentredPage):
    """Says what happened, what is safe and what to do.

    Signals:
        again: try to open once more.
        restore_wanted: put the newest intact backup in the place of the damaged file.
        salvage_wanted: save out of the damaged file what is genuine.
        folder_wanted: path of another data folder to open.
        quit_wanted: close the program.
    """

    again = Signal()
    restore_wanted = Signal()
    salvage_wanted = Signal()
    folder_wanted = Signal(object)
    quit_wanted = Signal()

    def __init__(self, error: UserError, data_dir: Path) -> None:
        super().__init__(WIDTH)
        self.setObjectName("failure")
        self._data_dir = data_dir
        self.ask_folder: Callable[[], str] = self._ask_folder
        self.message = ThaiLabel(error.message, "heading")
        self.message.setObjectName("failureMessage")
        self.hint = ThaiLabel(error.hint)
        self.hint.setVisible(not isinstance(error, Damaged))  # the ways below take its place
        self.ways = QWidget()
        self.found = ThaiLabel("", "note")
        self.restore, self.restore_text = self._way("กู้คืนจากสำเนาล่าสุด", "history", self.restore_wanted.emit)
        self.salvage, self.salvage_text = self._way("กู้รายการจากไฟล์เดิม", "file-text", self.salvage_wanted.emit)
        damaged = isinstance(error, Damaged)
        self.restore.setVisible(damaged)
        self.salvage.hide()
        self._build()
        self.found.setVisible(damaged)
        self.found.setText("กำลังตรวจว่ากู้อะไรได้บ้าง" if damaged else "")
        self.ways.setVisible(damaged)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(Mark("problem", size=32), 0, Qt.AlignmentFlag.AlignTop)
        words = column(spacing=8)
        words.addWidget(self.message)
        words.addWidget(self.hint)
        self.safe = ThaiLabel("ไม่มีสิ่งใดถูกเขียนทับ ไม่ว่าเลือกทางใด ไฟล์เดิมจะถูกเก็บไว้เสมอ", "soft")
        words.addWidget(self.safe)
        words.addWidget(ThaiLabel(f"โฟลเดอร์ข้อมูล: {self._data_dir}", "note"))
        words.addWidget(self.found)
        head.addLayout(words, 1)
        body = self.card.body
        body.addLayout(head)
        ways = column(self.ways, spacing=8)
        for way, text in ((self.restore, self.restore_text), (self.salvage, self.salvage_text)):
            row = QHBoxLayout()
            row.setSpacing(16)
            row.addWidget(text, 1)
            row.addWidget(way)
            ways.addWidget(rule())
            ways.addLayout(row)
        ways.addWidget(rule())
        body.addWidget(self.ways)
        row = QHBoxLayout()
        row.addWidget(button("เปิดโฟลเดอร์ข้อมูล", icon="folder-open", on_click=self._open_folder))
        self.other = button("ใช้โฟลเดอร์อื่น…", on_click=self._choose_folder)
        self.other.setObjectName("otherFolder")
        row.addWidget(self.other)
        row.addStretch(1)
        row.addWidget(button("ปิดโปรแกรม", on_click=self.quit_wanted.emit))
        self.retry = button("ลองอีกครั้ง", "primary", "refresh-cw", self.again.emit)
        row.addWidget(self.retry)
        body.addSpacing(8)
        body.addLayout(row)

    def _way(self, words: str, icon: str, act: Callable[[], object]) -> tuple[QPushButton, ThaiLabel]:
        made = button(words, icon=icon, on_click=act)
        fit(made, min_width=208)
        return made, ThaiLabel("", "note")

    def show_damage(self, damage: Damage) -> None:
        """Show what was found wrong, and which ways out there are with what each would give."""
        told = [line for line in damage.what if line.partition("(")[0] not in self.message.text()]
        lines = told[:FOUND_SHOWN]
        more = len(told) - len(lines)
        self.found.setText("\n".join((*lines, *([f"และอีก {more} รายการ"] if more else []))))
        self.restore.setVisible(bool(damage.backups))
        self.restore_text.setVisible(bool(damage.backups))
        if damage.backups:
            newest = damage.backups[0]
            self.restore_text.setText(
                f"สำเนาที่สมบูรณ์ {len(damage.backups)} ชุด ล่าสุด {moment_text(newest.wall, newest.clock)} "
                f"({contents_text(newest)}) สิ่งที่แก้หลังจากนั้นไม่อยู่ในสำเนา"
            )
        self.salvage.setVisible(damage.salvageable > 0)
        self.salvage_text.setVisible(damage.salvageable > 0)
        self.salvage_text.setText(
            f"อ่านการแก้ไขที่พิสูจน์ได้ว่าถูกต้อง {damage.salvageable:,} จาก {damage.known:,} รายการ ใช้เมื่อต้องการสิ่งที่แก้หลังสำเนาล่าสุด"
        )
        self.ways.setVisible(bool(damage.backups) or damage.salvageable > 0)
        if self.ways.isHidden():
            self.found.setText(f"{self.found.text()}\nไม่มีสำเนาในเครื่องนี้ และอ่านไฟล์เดิมไม่ได้ ใช้สำเนาจากที่เก็บที่สองหรือจากจังหวัด")

        self.found.setVisible(bool(self.found.text()))

    def say(self, error: UserError) -> None:
        """Say what a way out met; the way stays open."""
        self.message.setText(error.message)
        self.hint.setText(error.hint)
        self.hint.show()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.retry.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_folder(self) -> None:
        folder = self._data_dir if self._data_dir.is_dir() else self._data_dir.parent
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    def _choose_folder(self) -> None:
        chosen = self.ask_folder()
        if chosen:
            self.folder_wanted.emit(Path(chosen))

    def _ask_folder(self) -> str:
        return QFileDialog.getExistingDirectory(self, "เลือกโฟลเดอร์ข้อมูล", str(self._data_dir.parent))
