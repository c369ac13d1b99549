"""A line of text that is committed as a whole: on Enter, Tab and focus out, never while it is typed."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QMenu, QPlainTextEdit, QScrollArea, QWidget

FIELD = "field"  # set on whatever Enter goes to; the value is not used
SCOPE = "fieldScope"  # set on the form inside which Enter goes round
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_AROUND = 80  # pixels kept in sight over and under a field: its label and its problem
_CURSOR_STAYS = {
    Qt.FocusReason.MouseFocusReason,
    Qt.FocusReason.PopupFocusReason,
    Qt.FocusReason.ActiveWindowFocusReason,
}
_STANDARD_WORDS = {
    "edit-undo": "เลิกทำ",
    "edit-redo": "ทำซ้ำ",
    "edit-cut": "ตัด",
    "edit-copy": "คัดลอก",
    "edit-paste": "วาง",
    "edit-delete": "ลบ",
    "select-all": "เลือกทั้งหมด",
}


def fields_of(widget: QWidget) -> list[QWidget]:
    """Return the fields that can be entered now, in tab order, of the form that ``widget`` belongs to."""
    scope = widget
    while (above := scope.parentWidget()) is not None and not scope.isWindow() and scope.property(SCOPE) is None:
        scope = above
    return [
        step
        for step in _chain(widget.window())
        if step.property(FIELD) is not None and scope.isAncestorOf(step) and step.isVisible() and step.isEnabled()
    ]


def _chain(start: QWidget, *, back: bool = False) -> Iterator[QWidget]:
    """Yield the widgets after ``start`` in tab order, once round."""
    step = start.previousInFocusChain() if back else start.nextInFocusChain()
    while step is not None and step is not start:
        yield step
        step = step.previousInFocusChain() if back else step.nextInFocusChain()


def go_to_field(widget: QWidget, steps: int) -> bool:
    """Move the focus ``steps`` fields on (negative: back) and return whether there was such a field."""
    fields = fields_of(widget)
    if widget not in fields:
        return False
    place = fields.index(widget) + steps
    if not 0 <= place < len(fields):
        return False
    reason = Qt.FocusReason.TabFocusReason if steps > 0 else Qt.FocusReason.BacktabFocusReason
    fields[place].setFocus(reason)
    show_whole(fields[place])
    return True


def show_whole(widget: QWidget) -> None:
    """Scroll to the widget, as Qt does for Tab alone; later, for what was committed on the way may move it."""
    QTimer.singleShot(0, widget, partial(_scroll_to, widget))


def _scroll_to(widget: QWidget) -> None:
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(widget, 0, _AROUND)
        above = above.parentWidget()


def handle_enter(widget: QWidget, event: QKeyEvent) -> bool:
    """Go to the next field on Enter and back on Shift+Enter; return whether the key was one of these."""
    if event.key() not in _ENTER or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
        return False
    back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    if not go_to_field(widget, -1 if back else 1):
        _leave(widget, back=back)
    event.accept()
    return True


def _leave(widget: QWidget, *, back: bool) -> None:
    """Go on from the last field (back from the first) to whatever takes the focus there, as Tab would."""
    for step in _chain(widget, back=back):
        if step.focusPolicy() & Qt.FocusPolicy.TabFocus and step.isVisible() and step.isEnabled():
            step.setFocus(Qt.FocusReason.BacktabFocusReason if back else Qt.FocusReason.TabFocusReason)
            show_whole(step)
            return


def is_copy_previous(event: QKeyEvent) -> bool:
    """Return whether the key is Ctrl+D, which copies what stands before, as it copies from above in Excel."""
    return event.key() == Qt.Key.Key_D and event.modifiers() == Qt.KeyboardModifier.ControlModifier


def in_thai(menu: QMenu) -> QMenu:
    """Give the standard editing menu Thai words, keeping the keys it shows."""
    for action in menu.actions():
        word = _STANDARD_WORDS.get(action.objectName())
        if word:
            key = action.text().partition("\t")[2]
            action.setText(f"{word}\t{key}" if key else word)
    return menu


def popup_menu(edit: QLineEdit | QPlainTextEdit, event: QContextMenuEvent) -> None:
    """Show the Thai editing menu of a text field."""
    menu = edit.createStandardContextMenu()
    if menu is not None:
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        in_thai(menu).popup(event.globalPos())


def repolish(widget: QWidget) -> None:
    """Let the style sheet look at the widget's properties again."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


class CommitLine(QLineEdit):
    """A line edit with a settled text; what differs from it is not yet committed.

    Signals:
        entered: the new text, once, when it is committed.
        pasted_many: several pieces (cells) pasted at once; nothing was inserted.
    """

    entered = Signal(str)
    pasted_many = Signal(list)

    def __init__(self, parent: QWidget | None = None, *, number: bool = False) -> None:
        super().__init__(parent)
        self._settled = ""
        self.setProperty(FIELD, "line")
        if number:
            self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def settled(self) -> str:
        """Return the text committed last."""
        return self._settled

    def settle(self, text: str) -> None:
        """Show ``text`` as committed; the text undo starts anew."""
        self._settled = text
        if self.text() != text:
            self.setText(text)
            if not self.hasFocus():
                self.setCursorPosition(0)

    def is_dirty(self) -> bool:
        return self.text() != self._settled

    def commit(self) -> None:
        """Commit what has been typed, if it differs from the settled text."""
        if self.is_dirty():
            self._settled = self.text()
            self.entered.emit(self.text())

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            undo, redo = event.matches(QKeySequence.StandardKey.Undo), event.matches(QKeySequence.StandardKey.Redo)
            # text undo until the text is committed; after that the key belongs to the window
            if (undo and not self.is_dirty()) or (redo and not self.isRedoAvailable()):
                event.ignore()
                return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            self.commit()
            if not handle_enter(self, event):
                event.ignore()
        elif event.key() == Qt.Key.Key_Escape and self.is_dirty():
            self.setText(self._settled)
            self.selectAll()
        elif event.matches(QKeySequence.StandardKey.Paste) and self._paste_many():
            event.accept()
        elif is_copy_previous(event) or (event.matches(QKeySequence.StandardKey.Undo) and not self.is_dirty()):
            event.ignore()  # the field's or the window's business
        else:
            super().keyPressEvent(event)

    def _paste_many(self) -> bool:
        text = QGuiApplication.clipboard().text().strip("\r\n")
        if self.isReadOnly() or not ("\t" in text or "\n" in text):
            return False
        self.pasted_many.emit([piece.strip() for line in text.splitlines() for piece in line.split("\t")])
        return True

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() not in _CURSOR_STAYS:
            self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.commit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        popup_menu(self, event)
