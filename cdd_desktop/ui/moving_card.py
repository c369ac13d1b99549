"""Moving to a new PC, and a second PC in one office: the steps, with the buttons that do them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from cdd_desktop.clock import CLOCK_IMPLAUSIBLE
from cdd_desktop.errors import UserError
from cdd_desktop.store import BackupInfo, backup, people
from cdd_desktop.store.people import Right
from cdd_desktop.ui.confirm import Confirm
from cdd_desktop.ui.due import moment_text
from cdd_desktop.ui.keeping import Keeper
from cdd_desktop.ui.requests import Restore
from cdd_desktop.ui.session import Session
from cdd_desktop.ui.text import ThaiLabel
from cdd_desktop.ui.widgets import Card, button


def newest_in(folder: Path) -> BackupInfo | None:
    """Return the newest backup whose file is whole, in a folder or in the folders of backups inside it.

    In one folder the number tells which is the newest, whatever the clock said; between folders only the time can, and
    one that nobody can believe comes last.
    """
    places = [folder, *sorted(folder.glob("cdd-backups-*")), folder / backup.FOLDER]
    newest = [next((info for info in backup.in_folder(place) if info.intact()), None) for place in places]
    found = [info for info in newest if info is not None]
    return max(found, key=lambda info: (info.clock != CLOCK_IMPLAUSIBLE, info.wall), default=None)


def no_copy() -> UserError:
    """Return what to tell of a folder without a whole copy."""
    return UserError("ไม่พบสำเนาที่สมบูรณ์ในโฟลเดอร์นี้ ไม่มีอะไรเปลี่ยน", "เลือกโฟลเดอร์ที่ชื่อขึ้นต้นด้วย cdd-backups")


class MovingCard(Card):
    """Copies the data with its files to a stick, and opens such a copy here.

    Signals:
        said: a sentence about what was done.
        failed: a UserError.
        asked: a request to the program.
    """

    said = Signal(str)
    failed = Signal(object)
    asked = Signal(object)

    def __init__(self, session: Session, keeper: Keeper, parent: QWidget | None = None) -> None:
        super().__init__("ย้ายไปเครื่องใหม่ หรือใช้เครื่องที่สอง", parent)
        self.setObjectName("moving")
        self._session = session
        self._keeper = keeper
        self.ask_folder: Callable[[str], str] = self._ask_folder
        self.copy = button("ทำสำเนาข้อมูลของฉัน…", icon="usb", on_click=self._copy)
        self.copy.setObjectName("copyData")
        self.take = button("เปิดจากสำเนา…", icon="download", on_click=self._take)
        self.take.setObjectName("takeData")
        self.confirm = Confirm()
        self._step("1  ที่เครื่องเดิม: ทำสำเนาลงแฟลชไดรฟ์", "มีข้อมูล ประวัติ และภาพหลักฐานครบ โปรแกรมตรวจสำเนาให้ก่อนบอกว่าเสร็จ")
        self.body.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignLeft)
        self._step("2  ที่เครื่องใหม่: ติดตั้งโปรแกรม เสียบแฟลชไดรฟ์ แล้วเปิดจากสำเนา", "ข้อมูลเดิมของเครื่องนั้นเก็บไว้ในโฟลเดอร์ replaced")
        self.body.addWidget(self.confirm)
        self.body.addWidget(self.take, 0, Qt.AlignmentFlag.AlignLeft)
        self._step(
            "3  ย้ายเครื่อง: เลิกใช้เครื่องเดิม  เครื่องที่สอง: ใช้ต่อได้ทั้งสองเครื่อง",
            "แต่ละเครื่องมีหมายเลขของตัวเอง สิ่งที่แก้ในเครื่องหนึ่งยังไม่ไปถึงอีกเครื่อง การรวมข้อมูลของสองเครื่องด้วยไฟล์รับส่ง"
            "จะมาในรุ่นถัดไป ระหว่างนี้ให้แบ่งภารกิจกันทำ อย่ากรอกภารกิจเดียวกันทั้งสองเครื่อง",
        )

    def _step(self, words: str, note: str) -> None:
        self.body.addWidget(ThaiLabel(words))
        self.body.addWidget(ThaiLabel(note, "note"))

    def show_state(self) -> None:
        """Offer to make a copy to those who may back up, and to take one in to those who may restore."""
        self.copy.setEnabled(people.allowed(self._session.store, Right.BACKUP))
        self.copy.setToolTip("" if self.copy.isEnabled() else "ผู้ชมทำสำเนาไม่ได้")
        self.take.setEnabled(people.allowed(self._session.store, Right.RESTORE))
        self.take.setToolTip("" if self.take.isEnabled() else "ทำได้เฉพาะหัวหน้าสำนักงานหรือผู้ดูแลระบบ")

    def _copy(self) -> None:
        chosen = self.ask_folder("เลือกโฟลเดอร์หรือแฟลชไดรฟ์ที่จะเก็บสำเนา")
        if not chosen:
            return
        try:
            self._session.flush()
            task = self._keeper.copy_to(Path(chosen))
        except UserError as error:
            self.failed.emit(error)
            return
        self.copy.setEnabled(False)
        task.ended.connect(self.show_state)  # somebody else may be here by then
        task.done.connect(lambda info: self.said.emit(f"ทำสำเนาและตรวจแล้ว อยู่ที่ {info.path.parent}"))
        task.failed.connect(self.failed)

    def _take(self) -> None:
        chosen = self.ask_folder("เลือกโฟลเดอร์ที่มีสำเนา")
        if not chosen:
            return
        info = newest_in(Path(chosen))
        if info is None:
            self.failed.emit(no_copy())
            return
        self.confirm.ask(
            f"ใช้ข้อมูลจากสำเนาของ {moment_text(info.wall, info.clock)} ในเครื่องนี้ ข้อมูลปัจจุบันของเครื่องนี้จะถูกเก็บไว้ ไม่ถูกลบ",
            "เปิดจากสำเนานี้",
            lambda: self.asked.emit(Restore(str(info.path))),
        )

    def _ask_folder(self, words: str) -> str:
        return choose_folder(self, words)


def choose_folder(parent: QWidget, words: str = "เลือกโฟลเดอร์ที่มีสำเนา") -> str:
    """Ask for a folder, "" for none."""
    return QFileDialog.getExistingDirectory(parent, words)
