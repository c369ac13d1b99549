"""One piece of evidence, large, over the mission: fitted or at its own size, with its caption and what it proves."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QHideEvent, QImage, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from cdd_desktop.errors import UserError
from cdd_desktop.store.evidence import Evidence
from cdd_desktop.store.intake import suffix_of
from cdd_desktop.store.paper_pages import DrawnPage
from cdd_desktop.store.proofs import Proof
from cdd_desktop.ui.evidence_desk import EvidenceDesk
from cdd_desktop.ui.evidence_fields import EvidenceFields
from cdd_desktop.ui.evidence_parts import FileCard, say_short
from cdd_desktop.ui.image_view import ImageView
from cdd_desktop.ui.line_edit import SCOPE
from cdd_desktop.ui.text import ThaiLabel
from cdd_desktop.ui.widgets import button, icon_button
from cdd_desktop.ui.worker import Task
from cdd_desktop.ui.zoom import px

FIT, FULL, WIDE = "พอดีจอ", "ขนาดจริง", "เต็มความกว้าง"
_ROOMY = 920  # from this width the buttons have words
_TIGHT = 520  # below this not even the way back has a word
_TALL = 380  # lower, the picture needs the room of what is known of it
_OPENING = "กำลังเปิดเอกสาร"
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class EvidenceViewer(QFrame):
    """Lies over its parent; Esc closes it, the focus stays inside meanwhile.

    Signals:
        closed: with the Evidence shown last.
        captioned: an Evidence and its new caption.
        proof_chosen: an Evidence and the id of what it proves.
        removed: an Evidence.
        copy_wanted: an Evidence.
        outside_wanted: an Evidence to open with another program.
    """

    closed = Signal(object)
    captioned = Signal(object, str)
    proof_chosen = Signal(object, str)
    removed = Signal(object)
    copy_wanted = Signal(object)
    outside_wanted = Signal(object)

    def __init__(self, over: QWidget, desk: EvidenceDesk, proofs: Sequence[Proof]) -> None:
        super().__init__(over)
        self.setObjectName("evidenceViewer")
        self.setProperty("role", "panel")
        self.setProperty(SCOPE, "viewer")
        self._over = over
        self._desk = desk
        self._items: list[Evidence] = []
        self._at = 0
        self._page, self._pages = 0, 1  # of a PDF
        self._drawing: Task | None = None
        self.view = ImageView()
        self.card = FileCard(lambda: self.outside_wanted.emit(self.current()))
        self.stack = QStackedWidget()
        self.stack.addWidget(self.view)
        self.stack.addWidget(self.card)
        self.view.setMinimumHeight(1)  # a low window cuts the picture, not the fields below it
        self.title = ThaiLabel("", "subheading", wrap=False)
        self.fields = EvidenceFields(proofs)
        self.fields.captioned.connect(lambda text: self.captioned.emit(self.current(), text))
        self.fields.proof_chosen.connect(lambda proof: self.proof_chosen.emit(self.current(), proof))
        self.caption, self.proof, self.facts = self.fields.caption, self.fields.proof, self.fields.facts
        self.size_button = button(FULL, "quiet", "scan", self.switch_size)
        self.size_button.setToolTip("พอดีจอ หรือขยาย (เว้นวรรค)")
        self.back = icon_button("chevron-left", "ก่อนหน้า (←)", lambda: self.step(-1))
        self.on = icon_button("chevron-right", "ถัดไป (→)", lambda: self.step(1))
        self.page_back = icon_button("chevron-up", "หน้าก่อน (PageUp)", lambda: self.turn(-1))
        self.page_on = icon_button("chevron-down", "หน้าถัดไป (PageDown)", lambda: self.turn(1))
        self.page_number = ThaiLabel("", "note", wrap=False)
        wanted = self.outside_wanted
        self.outside = button("เปิดด้วยโปรแกรมอื่น", "quiet", "external-link", lambda: wanted.emit(self.current()))
        self.outside.setToolTip("เปิดสำเนาแบบอ่านอย่างเดียว หลักฐานในโปรแกรมไม่เปลี่ยน (Ctrl+Enter)")
        self.copy = button("บันทึกสำเนา…", "quiet", "download", lambda: self.copy_wanted.emit(self.current()))
        self.close_button = button("กลับ", "quiet", "chevron-left", self.close_viewer)
        self.close_button.setToolTip("กลับไปภารกิจ (Esc)")
        self.delete = button("ลบ", "quiet", "trash-2", lambda: self.removed.emit(self.current()))
        self._build()
        over.installEventFilter(self)
        self.hide()

    def _build(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(12, 6, 12, 6)
        bar.setSpacing(8)
        bar.addWidget(self.close_button)
        bar.addWidget(self.title, 1)
        papers = (self.page_back, self.page_number, self.page_on)
        for made in (*papers, self.back, self.on, self.size_button, self.outside, self.copy, self.delete):
            bar.addWidget(made)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(self.stack, 1)
        column.addWidget(self.fields)

    def _fit(self) -> None:
        """Cut the words of buttons where the window is narrow, and what is known of a picture where it is low."""
        short = self.width() < px(_ROOMY)
        large = WIDE if self.view.is_page else FULL
        say_short(self.size_button, large if self.view.fitted else FIT, "scan", short=short)
        say_short(self.outside, "เปิดด้วยโปรแกรมอื่น", "external-link", short=short)
        say_short(self.copy, "บันทึกสำเนา…", "download", short=short)
        say_short(self.delete, "ลบ", "trash-2", short=short)
        say_short(self.close_button, "กลับ", "chevron-left", short=self.width() < px(_TIGHT))
        self.facts.setVisible(self.height() >= px(_TALL))

    # --- showing -------------------------------------------------------------------------------------------------

    def open_at(self, items: Sequence[Evidence], item: Evidence, *, locked: bool = False) -> None:
        """Show one of several."""
        self._items = list(items)
        self._at = next((at for at, one in enumerate(self._items) if one.id == item.id), 0)
        self.fields.set_locked(locked)
        self.delete.setVisible(not locked)
        self.setGeometry(self._over.rect())
        self.show()
        self.raise_()
        self._show_current()
        self._focus_shown()

    def refresh(self, items: Sequence[Evidence]) -> None:
        """Show what has become of them; closes where none is left."""
        if not self.isVisible():
            return
        shown = self.current().id
        self._items = list(items)
        if not self._items:
            self.close_viewer()
            return
        self._at = next((at for at, one in enumerate(self._items) if one.id == shown), min(self._at, len(items) - 1))
        self._show_current()

    def current(self) -> Evidence:
        return self._items[self._at]

    def step(self, steps: int) -> None:
        """Go to the next (or an earlier) one; the ends hold."""
        self.caption.commit()
        at = min(max(self._at + steps, 0), len(self._items) - 1)
        if at != self._at:
            inside = self.window().focusWidget() in {self.view, self.card.open}
            self._at = at
            self._show_current()
            if inside:
                self._focus_shown()

    def turn(self, pages: int) -> None:
        """Go to another page of a PDF; the ends hold."""
        page = min(max(self._page + pages, 0), self._pages - 1)
        if page != self._page:
            self._page = page
            self._draw_page(self.current())

    def switch_size(self) -> None:
        """Go from fitted to large, or back."""
        self.view.set_fitted(not self.view.fitted)
        self._fit()

    def _focus_shown(self) -> None:
        shown = self.view if self.stack.currentWidget() is self.view else self.card
        shown.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_viewer(self) -> None:
        """Go back to the mission."""
        self.caption.commit()
        self.hide()

    def _show_current(self) -> None:
        item = self.current()
        sort = "ภาพ" if item.kind == "picture" else "ไฟล์"
        at, count = self._at + 1, len(self._items)
        self.title.setText(f"{at}/{count}" if self.width() < px(_TIGHT) else f"{sort}ที่ {at} จาก {count}")
        self.title.setToolTip(item.name)
        self.back.setEnabled(self._at > 0)
        self.on.setEnabled(self._at < len(self._items) - 1)
        self.fields.show_item(item)
        self.view.setAccessibleName(item.caption or item.name)
        self._show_content(item)

    def _show_content(self, item: Evidence) -> None:
        self._leave_page()
        paper = item.kind == "file" and suffix_of(item.name) == ".pdf"
        self.size_button.setVisible(item.kind == "picture" or paper)
        self.outside.setVisible(item.kind == "picture" or paper)  # the card has a button of its own
        self.stack.setCurrentWidget(self.view if item.kind == "picture" or paper else self.card)
        if paper:
            self._draw_page(item)
        elif item.kind == "picture":
            self.view.show_image(*self._image(item))
        else:
            self.card.show_file(item, self._desk.state(item))
        self._fit()

    def _image(self, item: Evidence) -> tuple[QImage, str]:
        try:
            image = QImage.fromData(self._desk.read(item.sha256))
        except UserError as error:
            return QImage(), str(error)
        return image, "ไฟล์ภาพเสีย กู้คืนจากสำเนาสำรอง หรือเพิ่มภาพเดิมอีกครั้ง"

    # --- pages of a PDF --------------------------------------------------------------------------------------------

    def _draw_page(self, item: Evidence) -> None:
        """Have the page drawn on the worker; what was asked before is not wanted any more."""
        if self._drawing is not None:
            self._drawing.cancel()
        if self.view.image.isNull() or not self.view.is_page:
            self.view.show_image(QImage(), _OPENING, is_page=True)
        task = self._drawing = self._desk.draw_page(item, self._page)
        task.done.connect(lambda drawn: self._show_page(task, drawn))
        task.failed.connect(lambda error: self._show_page(task, error))

    def _show_page(self, task: Task, drawn: DrawnPage | UserError) -> None:
        if task is not self._drawing:
            return
        if isinstance(drawn, UserError):
            self.view.show_image(QImage(), str(drawn), is_page=True)
            return
        self._pages = drawn.pages
        self.view.show_image(QImage.fromData(drawn.image), is_page=True)
        for widget in (self.page_back, self.page_number, self.page_on):
            widget.setVisible(self._pages > 1)
        self.page_number.setText(f"หน้า {self._page + 1} จาก {self._pages}")
        self.page_back.setEnabled(self._page > 0)
        self.page_on.setEnabled(self._page < self._pages - 1)

    def _leave_page(self) -> None:
        if self._drawing is not None:
            self._drawing.cancel()
        self._drawing, self._page, self._pages = None, 0, 1
        self.view.show_image(QImage())
        for widget in (self.page_back, self.page_number, self.page_on):
            widget.hide()

    # --- Qt ------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys: dict[int, Callable[[], object]] = {
            Qt.Key.Key_Escape: self.close_viewer,
            Qt.Key.Key_Left: lambda: self.step(-1),
            Qt.Key.Key_Right: lambda: self.step(1),
            Qt.Key.Key_PageUp: lambda: self._leaf(-1),
            Qt.Key.Key_PageDown: lambda: self._leaf(1),
            Qt.Key.Key_Home: lambda: self.step(-len(self._items)),
            Qt.Key.Key_End: lambda: self.step(len(self._items)),
            Qt.Key.Key_Space: self.switch_size,
            Qt.Key.Key_F2: lambda: self.caption.setFocus(Qt.FocusReason.ShortcutFocusReason),
        }
        if event.key() in keys and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            keys[event.key()]()
        elif event.key() in _ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.outside_wanted.emit(self.current())
        elif event.key() == Qt.Key.Key_Delete and self.delete.isVisible():
            self.removed.emit(self.current())
        else:
            super().keyPressEvent(event)

    def _leaf(self, pages: int) -> None:
        """Go through the pages of a PDF; else to the next one."""
        (self.turn if self._pages > 1 else self.step)(pages)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Keep Tab inside while the mission lies hidden below."""
        buttons = [*self.findChildren(type(self.delete)), self.page_back, self.page_on, self.back, self.on]
        stops: list[QWidget] = [self.view, self.caption, self.proof, *buttons]
        open_stops = [stop for stop in stops if stop.isVisible() and stop.isEnabled()]
        focus = self.window().focusWidget()
        at = open_stops.index(focus) if focus in open_stops else -1
        following = open_stops[(at + (1 if forward else -1)) % len(open_stops)]
        following.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self.setGeometry(self._over.rect())
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._leave_page()  # a large picture is not kept, and no page drawn for nobody
        if self._items:
            self.closed.emit(self.current())
