"""The wording of memos and letters, edited on one page and looked at as the paper it becomes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cdd_desktop.errors import UserError
from cdd_desktop.reports import office_letters
from cdd_desktop.reports.template import Template, read_template
from cdd_desktop.ui.controls import Select
from cdd_desktop.ui.flow import SplitRow
from cdd_desktop.ui.letter_fields import LetterFields
from cdd_desktop.ui.letter_number import LetterNumberCard
from cdd_desktop.ui.letterhead_card import LetterheadCard
from cdd_desktop.ui.line_edit import SCOPE
from cdd_desktop.ui.page import Page
from cdd_desktop.ui.papers import Paper
from cdd_desktop.ui.round_papers import letter_paper
from cdd_desktop.ui.session import Change, Session
from cdd_desktop.ui.widgets import button, column, page_head, page_scroll
from cdd_desktop.ui.zoom import fit

WIDTH = 820
_LEAST = 240  # width of the list of templates beside its button


class LetterPage(Page):
    """One template at a time; the wording is the office's own as soon as it is altered, for every round.

    Signals:
        wanted: "preview", "print" or "pdf", and a function that makes the paper.
        said: a sentence about what was done.
        failed: a UserError.
        closed: go back to the documents.
    """

    wanted = Signal(str, object)
    said = Signal(str)
    failed = Signal(object)
    closed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("letter")
        self._session = session
        self._templates: dict[str, Template] = {}
        self._shown: Template | None = None
        self.choice = Select()
        self.choice.setAccessibleName("แม่แบบหนังสือ")
        self.choice.currentIndexChanged.connect(self._chosen)
        self.number = LetterNumberCard(session)
        self.number.register_wanted.connect(self._register)
        self.fields = LetterFields()
        self.fields.altered.connect(self._keep)
        self.letterhead = LetterheadCard(session)
        self.letterhead.kept.connect(self._show_number)
        self.letterhead.said.connect(self.said)
        self.letterhead.failed.connect(self.failed)
        self.another = button("เพิ่มแม่แบบจากฉบับนี้", icon="plus", on_click=self._add)
        self.bundled = button("ใช้ข้อความเดิมของโปรแกรม", "quiet", "undo-2", self._use_bundled)
        self._build()
        session.changed.connect(self._on_change)

    def _build(self) -> None:
        page = QWidget()
        page.setProperty(SCOPE, "letter")
        parts = column(page, spacing=12, margins=(28, 8, 28, 28))
        copying = QHBoxLayout()
        copying.addWidget(self.another)
        parts.addWidget(SplitRow(_only(self.choice), copying, least=_LEAST))
        parts.addWidget(self.number)
        parts.addWidget(self.fields)
        parts.addWidget(self.bundled, 0, Qt.AlignmentFlag.AlignRight)
        parts.addWidget(self.letterhead)
        parts.addStretch(1)
        fit(page, max_width=WIDTH + 56)
        box = column(self)
        box.addWidget(self._head())
        box.addWidget(page_scroll(page), 1)

    def _head(self) -> SplitRow:
        """Return title and buttons, which stay in sight while the fields are scrolled."""
        row = QHBoxLayout()
        row.setSpacing(8)
        self.preview = button("ดูตัวอย่าง", "primary", "eye", lambda: self.want("preview"))
        row.addWidget(self.preview)
        row.addWidget(button("พิมพ์", "", "printer", lambda: self.want("print")))
        row.addWidget(button("PDF", "", "download", lambda: self.want("pdf")))
        row.addStretch(1)
        return SplitRow(page_head("บันทึกข้อความและหนังสือ", self.closed.emit), row, (28, 16, 28, 8))

    # --- showing -------------------------------------------------------------------------------------------------

    def enter(self) -> None:
        self.choice.setFocus(Qt.FocusReason.OtherFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.show_templates()

    def show_templates(self) -> None:
        """Show the wording as it is kept, and the number that comes next."""
        try:
            found = office_letters.templates(self._session.store)
        except UserError as error:
            self.failed.emit(error)
            return
        self._templates = {item.id: item for item in found}
        self._offer(sorted(found, key=lambda one: (one.form != "memo", not one.id.endswith("report"))))
        self.letterhead.show_letterhead()
        self._show()

    def _offer(self, found: Sequence[Template]) -> None:
        """Fill the list of templates anew, the same one chosen where it is still there."""
        chosen = self.choice.currentData()
        self.choice.blockSignals(True)
        self.choice.clear()
        for item in found:
            self.choice.addItem(item.title, item.id)
        self.choice.setCurrentIndex(max(self.choice.findData(chosen), 0))
        self.choice.blockSignals(False)

    def _show_number(self) -> None:
        """Show the number of this letter of the open round."""
        try:
            self.number.show_number(self._shown)
        except UserError as error:
            self.failed.emit(error)

    def _on_change(self, change: Change) -> None:
        if self.isVisible() and (change.everything or change.outside):
            self._show_number()
            if self._shown is None or self.fields.worded(self._shown) == self._shown:  # else it could not be kept
                self.show_templates()

    def open_form(self, form: str) -> None:
        """Show the first template of a form ("memo", "letter")."""
        self.show_templates()
        wanted = [at for at in range(self.choice.count()) if self._templates[self.choice.itemData(at)].form == form]
        if wanted:
            self.choice.setCurrentIndex(wanted[0])

    def _chosen(self, _row: int) -> None:
        self.leave()
        self._show()

    def _show(self) -> None:
        chosen = self._templates.get(str(self.choice.currentData()))
        self._shown = chosen
        self._show_number()
        if chosen is None:
            return
        self.fields.show_template(chosen)
        added = office_letters.is_added(chosen.id)
        self.fields.name.setVisible(added)
        self.bundled.setText("ลบแม่แบบนี้" if added else "ใช้ข้อความเดิมของโปรแกรม")
        self.bundled.setVisible(office_letters.is_own(self._session.store, chosen.id))

    # --- doing ---------------------------------------------------------------------------------------------------

    def leave(self) -> None:
        """Keep what was altered and can be read."""
        self.letterhead.leave()
        self._keep()

    def _keep(self) -> None:
        if self._shown is None or (worded := self.fields.worded(self._shown)) == self._shown:
            return
        try:
            office_letters.keep_template(self._session.store, worded)
        except UserError as error:
            self.failed.emit(error)
            return
        self._shown = self._templates[worded.id] = worded
        self.bundled.setVisible(True)
        self._session.reload()

    def _use_bundled(self) -> None:
        if self._shown is None:
            return
        try:
            office_letters.forget_template(self._session.store, self._shown)
        except UserError as error:
            self.failed.emit(error)
            return
        done = "ลบแม่แบบแล้ว เลิกทำได้ด้วย Ctrl+Z" if office_letters.is_added(self._shown.id) else "ใช้ข้อความเดิมของโปรแกรมแล้ว"
        self._shown = None
        self._session.reload()
        self.show_templates()
        self.said.emit(done)

    def _add(self) -> None:
        self.leave()
        if self._shown is None:
            return
        try:
            made = office_letters.add_template(self._session.store, self._shown, f"{self._shown.title} (สำเนา)")
        except UserError as error:
            self.failed.emit(error)
            return
        self._session.reload()
        self.show_templates()
        self.choice.setCurrentIndex(self.choice.findData(made))
        self.fields.title.setFocus(Qt.FocusReason.OtherFocusReason)
        self.said.emit("เพิ่มแม่แบบแล้ว ตั้งชื่อและแก้ข้อความได้")

    def want(self, what: str) -> None:
        """Make the paper to look at, print or save; asked first where its number is another letter's."""
        self.leave()
        if self._shown is None:
            return
        try:
            self.number.when_free(self.fields.worded(self._shown), lambda: self.wanted.emit(what, self.paper))
        except UserError as error:
            self.failed.emit(error)

    def paper(self) -> Paper:
        """Return the paper as it is worded now; raises UserError."""
        if self._shown is None:
            raise UserError("ยังไม่ได้เลือกแม่แบบ", "เลือกแม่แบบหนังสือก่อน")
        worded = self.fields.worded(self._shown)
        return letter_paper(self._session, read_template(worded.id, worded.to_fields()), self.number.numbered())

    def _register(self) -> None:
        try:
            if self._shown is None:
                return
            self.leave()
            given = self.number.register(self.fields.worded(self._shown))
        except UserError as error:
            self.failed.emit(error)
            return
        self._session.reload()
        self.said.emit(f"ลงทะเบียนหนังสือเลขที่ {given} แล้ว")


def _only(part: QWidget) -> QVBoxLayout:
    box = column()
    box.addWidget(part)
    return box
