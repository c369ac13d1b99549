"""The backups in the settings: the last one, what is in each, a second place, the way back, the weekly rehearsal."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from cdd_desktop.errors import UserError
from cdd_desktop.store import BackupInfo, drill, people
from cdd_desktop.store.glimpse import Glimpse
from cdd_desktop.store.people import Right
from cdd_desktop.ui.confirm import Confirm
from cdd_desktop.ui.due import moment_text
from cdd_desktop.ui.flow import FlowLayout
from cdd_desktop.ui.keeping import AUTO, EXIT, MANUAL, MOVED, Keeper
from cdd_desktop.ui.requests import Restore
from cdd_desktop.ui.restore_words import question
from cdd_desktop.ui.session import Session
from cdd_desktop.ui.text import ThaiLabel
from cdd_desktop.ui.widgets import Card, button, column, rule

SHOWN = 5
_REASONS = {
    MANUAL: "สั่งสำรองเอง",
    AUTO: "สำรองให้เองระหว่างทำงาน",
    EXIT: "สำรองให้เองเมื่อปิดโปรแกรม",
    MOVED: "สำเนาเพื่อย้ายเครื่อง",
    "start": "สำรองให้เองเมื่อเปิดโปรแกรม",
    "migration": "ก่อนปรับรุ่นข้อมูล",
}
_COUNTS = (("entries", "ภารกิจที่กรอก"), ("changes", "การแก้ไข"), ("files", "ภาพและไฟล์"), ("lost", "ไฟล์ที่เสียหาย"))
_DAMAGED = "คำอธิบายเสียหาย เวลาและจำนวนอาจผิด"
_UNSEALED = "คำอธิบายแบบเดิม ตรวจความถูกต้องไม่ได้"


class BackupCard(Card):
    """Shows the backups as they are on the disk.

    Signals:
        said: a sentence about what was done.
        failed: a UserError.
        asked: a request to the program.
    """

    said = Signal(str)
    failed = Signal(object)
    asked = Signal(object)

    def __init__(self, session: Session, data_dir: Path, keeper: Keeper, parent: QWidget | None = None) -> None:
        super().__init__("ข้อมูลและสำเนาสำรอง", parent)
        self.setObjectName("backups")
        self._session = session
        self._data_dir = data_dir
        self._keeper = keeper
        self._all = False
        self.ask_folder: Callable[[str], str] = self._ask_folder
        self.last = ThaiLabel("")
        self.barred = ThaiLabel("ผู้ชมสั่งสำรองหรือเปลี่ยนที่เก็บไม่ได้ โปรแกรมยังสำรองให้เองตามปกติ", "note")
        self.drilled = ThaiLabel("", "note")
        self.second = ThaiLabel("", "note")
        self.confirm = Confirm()
        self._rows = column(spacing=0)
        self.more = button("", "link", on_click=self._show_more)
        self.note = ThaiLabel("", "note")
        self._build()
        keeper.made.connect(self._made)
        keeper.drilled.connect(lambda _drilled: self._refresh())

    def _build(self) -> None:
        self.body.addWidget(ThaiLabel(f"ข้อมูลอยู่ในโฟลเดอร์ {self._data_dir}", "note"))
        self.body.addWidget(self.last)
        self.body.addWidget(ThaiLabel("โปรแกรมสำรองให้เองทุก 30 นาทีที่มีการแก้ไข เมื่อเปิดและเมื่อปิดโปรแกรม", "note"))
        self.now = button("สำรองเดี๋ยวนี้", icon="save", on_click=self._back_up)
        self.now.setObjectName("backUpNow")
        self.body.addWidget(self.barred)
        self._line(self.now, button("เปิดโฟลเดอร์ข้อมูล", icon="folder-open", on_click=self._open_folder))
        self.body.addWidget(rule())
        self.body.addWidget(ThaiLabel("ที่เก็บที่สอง", "subheading"))
        self.body.addWidget(self.second)
        self.choose = button("เลือกโฟลเดอร์…", icon="usb", on_click=self._choose_second)
        self.choose.setObjectName("chooseSecond")
        self.drop = button("เลิกใช้ที่เก็บที่สอง", on_click=lambda: self._set_second(""))
        self.drop.setObjectName("dropSecond")
        self._line(self.choose, self.drop)
        self.body.addWidget(rule())
        self.body.addWidget(ThaiLabel("ซ้อมกู้คืนทุกสัปดาห์", "subheading"))
        self.body.addWidget(self.drilled)
        self.rehearse = button("ซ้อมเดี๋ยวนี้", icon="refresh-cw", on_click=self._rehearse)
        self._line(self.rehearse)
        self.body.addWidget(rule())
        self.body.addWidget(ThaiLabel("สำเนาที่มี", "subheading"))
        self.body.addWidget(self.note)
        self.body.addWidget(self.confirm)
        self.body.addLayout(self._rows)
        self._line(self.more)

    def _line(self, *widgets: QWidget) -> None:
        row = FlowLayout()
        for widget in widgets:
            row.addWidget(widget)
        self.body.addLayout(row)

    # --- showing -------------------------------------------------------------------------------------------------

    def show_backups(self) -> None:
        """Show everything as it is stored."""
        try:
            found = self._session.store.backups()
        except UserError as error:
            self.last.setText(str(error))
            return
        self.last.setText(f"สำเนาล่าสุด {_when(found[0])}" if found else "ยังไม่มีสำเนาสำรอง กดสำรองเดี๋ยวนี้เพื่อทำชุดแรก")
        self._show_second()
        self._show_drill()
        self._show_rows(found)
        self._show_may()

    def _show_may(self) -> None:
        may = people.allowed(self._session.store, Right.BACKUP)
        for one in (self.now, self.choose, self.drop):
            one.setEnabled(may)
        self.barred.setVisible(not may)

    def _show_rows(self, found: list[BackupInfo]) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        may = people.allowed(self._session.store, Right.RESTORE)
        for info in found if self._all else found[:SHOWN]:
            self._rows.addWidget(self._row(info, may=may))
            self._rows.addWidget(rule())
        self.more.setVisible(len(found) > SHOWN and not self._all)
        self.more.setText(f"ดูทั้งหมด {len(found)} ชุด")
        self.note.setVisible(bool(found) and not may)
        self.note.setText("กู้คืนได้เฉพาะหัวหน้าสำนักงานหรือผู้ดูแลระบบ เลือกชื่อผู้ใช้งานบนแถบบนสุดก่อน")

    def _row(self, info: BackupInfo, *, may: bool) -> QWidget:
        made = QWidget()
        words = column(spacing=0)
        words.addWidget(ThaiLabel(f"{_when(info)}"))
        words.addWidget(ThaiLabel(f"{_REASONS.get(info.reason, info.reason)} · {contents_text(info)}", "note"))
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 4, 0, 4)
        row.addLayout(words, 1)
        if may:
            back = button("กู้คืน…", icon="history", on_click=lambda: self._look_into(info))
            back.setObjectName(f"restore_{info.number}")
            back.setAccessibleName(f"กู้คืนจากสำเนา {_when(info)}")
            row.addWidget(back)
        return made

    def _show_second(self) -> None:
        place = self._keeper.second_place()
        self.drop.setVisible(bool(place))
        without = "ยังไม่ได้ตั้ง ถ้าเครื่องนี้เสีย สำเนาจะหายไปพร้อมกัน ควรเลือกไดรฟ์อื่น"
        failed = self._keeper.second_state()
        words = [f"คัดลอกสำเนาทุกชุดไปที่ {place} ด้วย", *([f"ครั้งล่าสุด: {failed}"] if failed else [])]
        self.second.setText("\n".join(words) if place else without)

    def _show_drill(self) -> None:
        last = drill.last_drill(self._session.store)
        words = "\n".join(last.lines) if last else "ยังไม่ได้ซ้อม โปรแกรมจะซ้อมให้เองระหว่างที่เปิดอยู่ โดยไม่แตะข้อมูลจริง"
        self.drilled.setText(words)

    # --- doing ---------------------------------------------------------------------------------------------------

    def _back_up(self) -> None:
        task = self._keeper.back_up(MANUAL)
        if task is not None:
            self.now.setEnabled(False)
            task.ended.connect(self._show_may)  # somebody else may be here by then
            task.done.connect(self._say_made)

    def _say_made(self, info: BackupInfo) -> None:
        if not info.second:  # else the window says what is missing
            self.said.emit(f"สำรองข้อมูลแล้ว: {info.path.name}")

    def _made(self, _info: BackupInfo) -> None:
        self._refresh()

    def _refresh(self) -> None:
        if self.isVisible():
            self.show_backups()

    def _rehearse(self) -> None:
        self.rehearse.setEnabled(False)
        task = self._keeper.rehearse()
        task.ended.connect(lambda: self.rehearse.setEnabled(True))

    def _show_more(self) -> None:
        self._all = True
        self.show_backups()

    def _choose_second(self) -> None:
        chosen = self.ask_folder(self._keeper.second_place())
        if chosen:
            self._set_second(chosen)

    def _set_second(self, folder: str) -> None:
        try:
            self._keeper.set_second_place(folder)
        except UserError as error:
            self.failed.emit(error)
            return
        self._show_second()
        if folder:  # at once, so that a place that does not work is known now
            self._back_up()
        else:
            self.said.emit("เลิกใช้ที่เก็บที่สองแล้ว สำเนาที่อยู่ที่นั่นยังอยู่")

    def _ask_folder(self, before: str) -> str:
        return QFileDialog.getExistingDirectory(self, "เลือกโฟลเดอร์ที่เก็บสำเนาชุดที่สอง", before)

    def _look_into(self, info: BackupInfo) -> None:
        """Show what is in a backup and what would be lost, before it can be chosen."""
        try:
            self._session.flush()
        except UserError as error:
            self.failed.emit(error)
            return
        task = self._keeper.look_into(info)
        task.done.connect(lambda seen: self._confirm(info, seen))
        task.failed.connect(self.failed)

    def _confirm(self, info: BackupInfo, seen: Glimpse) -> None:
        words = question(info, seen, self._session.packs)
        self.confirm.ask(words, "กู้คืนชุดนี้", lambda: self.asked.emit(Restore(str(info.number))))

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._data_dir)))


def contents_text(info: BackupInfo) -> str:
    """Return what is in a backup, in one line."""
    parts = [f"{word} {info.counts[name]:,}" for name, word in _COUNTS if info.counts.get(name)]
    marks = [word for word, shown in (("เข้ารหัส", info.keyslots), (_UNSEALED, not info.sealed)) if shown]
    return " · ".join([_DAMAGED] if info.damaged else [*parts, size_text(info.size), *marks])


def size_text(size: int) -> str:
    """Return a size as a person reads it."""
    return f"{size / (1 << 20):,.1f} MB" if size >= 1 << 20 else f"{max(size // 1024, 1):,} KB"


def _when(info: BackupInfo) -> str:
    return moment_text(info.wall, info.clock)
