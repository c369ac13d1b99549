"""Notes: several lines of text that save themselves on focus out and after a pause."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QFontMetricsF, QKeyEvent, QKeySequence, Qt
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from cdd_desktop.ui.line_edit import FIELD, popup_menu

PAUSE_MS = 1500
_FEWEST, _MOST = 3, 10  # lines in sight


class NoteEdit(QPlainTextEdit):
    """Grows with its text from ``fewest`` lines on. ``committed`` carries the whole text, "" when it was emptied."""

    committed = Signal(str)

    def __init__(self, parent: QWidget | None = None, *, pause_ms: int = PAUSE_MS, fewest: int = _FEWEST) -> None:
        super().__init__(parent)
        self._fewest = fewest
        self._settled = ""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(pause_ms)
        self._pause.timeout.connect(self.commit)
        self.setProperty(FIELD, "note")
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.textChanged.connect(self._typed)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._fit())
        self._fit()

    def set_text(self, text: str) -> None:
        """Show a stored note; says nothing. A note that is being typed just now stays."""
        typing = self.hasFocus() and self.toPlainText() != self._settled
        self._settled = text
        if not typing and self.toPlainText() != text:
            self.setPlainText(text)
            self._pause.stop()

    def commit(self) -> None:
        """Commit the text, if it differs from what was committed last."""
        self._pause.stop()
        text = self.toPlainText()
        if text != self._settled:
            self._settled = text
            self.committed.emit(text)

    def _typed(self) -> None:
        if self.toPlainText() != self._settled:
            self._pause.start()

    def _fit(self) -> None:
        line = ceil(QFontMetricsF(self.font()).lineSpacing())  # the layout gives each line whole pixels
        lines = min(max(int(self.document().size().height()), self._fewest), _MOST)
        self.setFixedHeight(line * lines + 22)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._leaves(event):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._leaves(event):
            event.ignore()
            return
        super().keyPressEvent(event)

    def _leaves(self, event: QKeyEvent) -> bool:
        """Return whether the key is an undo or redo that belongs to the window: nothing was typed to take back."""
        undo, redo = event.matches(QKeySequence.StandardKey.Undo), event.matches(QKeySequence.StandardKey.Redo)
        text = self.document()
        return (undo and not text.isUndoAvailable()) or (redo and not text.isRedoAvailable())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.commit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        popup_menu(self, event)
