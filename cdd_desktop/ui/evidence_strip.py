"""The evidence of a mission under its form: what is asked for, what is there, and every way to bring more."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMenu, QProgressBar, QVBoxLayout, QWidget

from cdd_desktop.criteria.model import Indicator
from cdd_desktop.store import EntryKey
from cdd_desktop.store.evidence import Evidence
from cdd_desktop.store.intake import FILE_SUFFIXES, PICTURE_SUFFIXES
from cdd_desktop.store.proofs import missing_evidence, wanted_evidence
from cdd_desktop.ui.evidence_desk import EvidenceDesk, Offer, Report, offer_of
from cdd_desktop.ui.evidence_parts import DropZone, Wanted, report_lines, say_short
from cdd_desktop.ui.evidence_tiles import EvidenceTiles
from cdd_desktop.ui.text import ThaiLabel
from cdd_desktop.ui.widgets import Notice, button, rule
from cdd_desktop.ui.worker import Task
from cdd_desktop.ui.zoom import px

FOLDER = "evidence_folder"  # name of what this PC remembers
_ADD = "เพิ่มภาพหรือไฟล์"
_ROOMY = 560  # from this width the buttons of the head have words
_TOLD = 6  # lines of what came of an offer


class EvidenceStrip(QWidget):
    """Evidence of one mission in the open round.

    Signals:
        opened: an Evidence to look at.
    """

    opened = Signal(object)

    def __init__(self, desk: EvidenceDesk, indicator: Indicator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("evidence")
        self._desk = desk
        self._indicator = indicator
        self.proofs = wanted_evidence(indicator)
        self._names = {proof.id: proof.about or proof.text for proof in self.proofs}
        self._task: Task | None = None
        self._items: list[Evidence] = []
        self._locked = False
        self._key: EntryKey | None = None
        self.ask_files: Callable[[], list[Path]] = self._ask_files
        self.ask_folder: Callable[[], Path | None] = self._ask_folder
        self.ask_copy: Callable[[Evidence], Path | None] = self._ask_copy
        self.count = ThaiLabel("", "soft", wrap=False)
        self.count.setObjectName("evidenceCount")
        self.add = button(_ADD, icon="image-plus", on_click=self.add_files)
        self.folder = button("ทั้งโฟลเดอร์", "quiet", "folder-open", self.add_folder)
        self.paste = button("วาง", "quiet", "clipboard-paste", self.add_pasted)
        self.paste.setToolTip("วางภาพหรือไฟล์ที่คัดลอกไว้ (Ctrl+V เมื่ออยู่ที่หลักฐาน)")
        self.wanted = Wanted(self.proofs)
        self.notice = Notice()
        self.zone = DropZone()
        self.tiles = EvidenceTiles(desk.read)
        self.removed = button("", "link", on_click=self._show_removed)
        self._build()
        self._connect()

    # --- building ------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(ThaiLabel("หลักฐาน", "heading", wrap=False))
        head.addWidget(self.count, 1)
        for made in (self.paste, self.folder, self.add):
            head.addWidget(made)
        self._busy = QWidget()
        busy = QHBoxLayout(self._busy)
        busy.setContentsMargins(0, 0, 0, 0)
        self.progress = ThaiLabel("", "note", wrap=False)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self.cancel = button("ยกเลิก", "link", on_click=self._cancel)
        busy.addWidget(self.progress)
        busy.addWidget(self._bar, 1)
        busy.addWidget(self.cancel)
        self._busy.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        for widget in (rule(), self.wanted, self.notice, self._busy, self.zone, self.tiles):
            column.addWidget(widget)
        column.addWidget(self.removed, 0, Qt.AlignmentFlag.AlignLeft)
        self.wanted.setVisible(bool(self.proofs))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        short = self.width() < px(_ROOMY)
        say_short(self.paste, "วาง", "clipboard-paste", short=short)
        say_short(self.folder, "ทั้งโฟลเดอร์", "folder-open", short=short)
        self.add.setText("เพิ่ม" if short else _ADD)

    def minimumSizeHint(self) -> QSize:
        """Say that the head can be narrower than its words."""
        return QSize(0, super().minimumSizeHint().height())

    def _connect(self) -> None:
        desk, tiles = self._desk, self.tiles
        desk.progress.connect(self._show_progress)
        desk.taken.connect(self._taken)
        self.wanted.add_wanted.connect(self.add_files)
        tiles.opened.connect(self.opened)
        tiles.captioned.connect(desk.set_caption)
        tiles.moved.connect(desk.move)
        tiles.placed.connect(desk.place)
        tiles.removed.connect(desk.remove)
        tiles.pasted.connect(self.add_pasted)

    # --- showing -------------------------------------------------------------------------------------------------

    def show_entry(self, facts: Mapping[str, Any]) -> None:
        """Show the evidence of the mission in the open round, as it is stored; ``facts`` say what needs proof."""
        key = self._desk.session.key(self._indicator.id)
        locked = self._desk.is_locked(key)
        if (key, locked) != (self._key, self._locked):
            self.notice.hide()  # it was about another round, or about what cannot be altered any more
        self._items, self._key, self._locked = self._desk.of(key), key, locked
        self.tiles.set_locked(self._locked)
        self.tiles.show_evidence(self._items, self._names)
        for made in (self.paste, self.folder, self.add):
            made.setVisible(not self._locked)
        gone = len(self._desk.of(key, removed=True))
        self.removed.setText(f"ที่ลบไว้ {gone} รายการ")
        self.removed.setVisible(bool(gone) and not self._locked)
        self.tiles.setVisible(bool(self._items))
        self.zone.setVisible(not self._items and not self._locked)
        pictures = sum(item.kind == "picture" for item in self._items)
        files = len(self._items) - pictures
        self.count.setText(" · ".join([f"ภาพ {pictures}"] * bool(pictures) + [f"ไฟล์ {files}"] * bool(files)))
        self.show_facts(facts)

    def show_facts(self, facts: Mapping[str, Any]) -> None:
        """Show anew what needs proof, after a fact changed."""
        missing = {proof.id for proof in missing_evidence(self._indicator, self._items, facts)}
        counts: dict[str, int] = {}
        for item in self._items:
            counts[item.proves] = counts.get(item.proves, 0) + 1
        self.wanted.show_state(counts, missing, locked=self._locked)

    def items(self) -> list[Evidence]:
        """Return what is shown, in its order."""
        return self._items

    # --- bringing ------------------------------------------------------------------------------------------------

    def add_files(self, proves: str = "") -> None:
        """Ask for files, several at once, and take them in."""
        self.take(Offer(tuple(self.ask_files())), proves)

    def add_folder(self) -> None:
        """Ask for a folder and take in what fits in it."""
        folder = self.ask_folder()
        self.take(Offer((folder,)) if folder else Offer())

    def add_pasted(self) -> None:
        """Take in what lies on the clipboard."""
        offer = offer_of(QGuiApplication.clipboard().mimeData())
        if self._locked:
            self.notice.say("ภารกิจนี้ส่งแล้วหรือดูได้อย่างเดียว จึงไม่ได้เพิ่มหลักฐาน", tone="warn")
        elif offer:
            self.take(offer)
        else:
            self.notice.say("ยังไม่มีภาพหรือไฟล์ให้วาง คัดลอกภาพ หรือคัดลอกไฟล์จากโฟลเดอร์ก่อน แล้ววางอีกครั้ง", tone="warn")

    def take(self, offer: Offer, proves: str = "") -> None:
        """Take in what was offered (a drop, the clipboard, a choice); nothing, where that is nothing."""
        if not offer or self._locked:
            return
        self.notice.hide()
        task = self._task = self._desk.take(self._indicator, offer, proves)
        self.progress.setText("กำลังเตรียมหลักฐาน")
        self._bar.setRange(0, 0)
        self._busy.show()
        task.ended.connect(lambda: self._ended(task))

    def _show_progress(self, task: Task, done: int, whole: int) -> None:
        if task is self._task and not task.cancelled:
            self.progress.setText(f"กำลังเพิ่ม {done + 1} จาก {whole}")
            self._bar.setRange(0, whole)
            self._bar.setValue(done)

    def _ended(self, task: Task) -> None:
        if task is self._task:
            self._busy.hide()

    def _cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()
        self._busy.hide()
        self.notice.say("หยุดแล้ว ไม่มีหลักฐานใดเพิ่ม", tone="warn")

    def _taken(self, task: Task, report: Report) -> None:
        if task is not self._task:
            return
        lines = report_lines(report, self._place)
        if lines:
            shown = lines[:_TOLD] + ([f"และอีก {len(lines) - _TOLD} เรื่อง"] if len(lines) > _TOLD else [])
            self.notice.say("\n".join(shown), tone="warn")

    def _place(self, item: Evidence) -> str:
        pack = self._desk.session.packs.get(item.key.pack)
        indicator = pack.indicator_by_id.get(item.key.indicator) if pack else None
        if item.key == self._desk.session.key(self._indicator.id):
            return f"ภารกิจนี้ ({item.caption or item.name})"
        name = f"ภารกิจที่ {indicator.no}" if indicator else item.key.indicator
        return f"{name} รอบที่ {item.key.round}"

    def show_drop(self, *, held: bool) -> None:
        """Show that what is held above the page can be let go."""
        self.zone.set_held(held)
        self.zone.setVisible((held or not self._items) and not self._locked)

    # --- asking --------------------------------------------------------------------------------------------------

    def _start_folder(self) -> str:
        return str(self._desk.session.local(FOLDER, "") or Path.home())

    def _ask_files(self) -> list[Path]:
        endings = " ".join(f"*{suffix}" for suffix in sorted(PICTURE_SUFFIXES | FILE_SUFFIXES))
        chosen, _ = QFileDialog.getOpenFileNames(
            self, "เลือกภาพหรือไฟล์หลักฐาน", self._start_folder(), f"ภาพและไฟล์ ({endings});;ทุกไฟล์ (*)"
        )
        if chosen:
            self._desk.session.remember(FOLDER, str(Path(chosen[0]).parent))
        return [Path(name) for name in chosen]

    def _ask_folder(self) -> Path | None:
        chosen = QFileDialog.getExistingDirectory(self, "เลือกโฟลเดอร์ของหลักฐาน", self._start_folder())
        return Path(chosen) if chosen else None

    def _ask_copy(self, item: Evidence) -> Path | None:
        name = item.name if item.kind == "file" else Path(item.name).with_suffix(".jpg").name
        chosen, _ = QFileDialog.getSaveFileName(self, "บันทึกสำเนา", str(Path(self._start_folder()) / name))
        return Path(chosen) if chosen else None

    # --- menus ---------------------------------------------------------------------------------------------------

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        current = self.tiles.current()
        if current is None or not self.tiles.hasFocus():
            return
        where = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            where = self.tiles.mapToGlobal(self.tiles.visualRect(self.tiles.currentIndex()).center())
        self.menu_for(current).popup(where)

    def menu_for(self, item: Evidence) -> QMenu:
        """Return the menu of one tile."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("เปิดดู\tEnter", partial(self.opened.emit, item))
        menu.addAction("เปิดด้วยโปรแกรมอื่น", partial(self._desk.open_outside, item))
        menu.addAction("บันทึกสำเนา…", partial(self.save_copy, item))
        if self._locked:
            return menu
        menu.addAction("แก้คำบรรยาย\tF2", self.tiles.edit_caption)
        chosen = self.tiles.chosen() or [item]
        inner = menu.addMenu("ใช้ยืนยัน")
        for name, words in (*self._names.items(), ("", "ยังไม่ระบุ")):
            action = inner.addAction(words, partial(self._desk.set_proves, chosen, name))
            action.setCheckable(True)
            action.setChecked(item.proves == name)
        inner.setEnabled(bool(self._names))
        menu.addSeparator()
        menu.addAction("ย้ายไปก่อนหน้า\tCtrl+←", partial(self._desk.move, item, -1))
        menu.addAction("ย้ายไปถัดไป\tCtrl+→", partial(self._desk.move, item, 1))
        menu.addSeparator()
        many = f" {len(chosen)} รายการ" if len(chosen) > 1 else ""
        menu.addAction(f"ลบ{many}\tDelete", partial(self._desk.remove, chosen))
        return menu

    def save_copy(self, item: Evidence) -> None:
        """Ask where to and save a copy of one."""
        out = self.ask_copy(item)
        if out is not None:
            self._desk.save_copy(item, out)

    def _show_removed(self) -> None:
        self.removed_menu().popup(self.removed.mapToGlobal(QPoint(0, self.removed.height())))

    def removed_menu(self) -> QMenu:
        """Return the menu that brings removed ones back."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for item in self._desk.of(self._desk.session.key(self._indicator.id), removed=True):
            menu.addAction(f"นำกลับมา: {item.caption or item.name}", partial(self._desk.restore, item))
        return menu
