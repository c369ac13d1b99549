"""Choosing one of many names by typing a few letters of it; arrows and Enter choose, tone marks are optional."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from cdd_desktop.thai.clean import fold
from cdd_desktop.ui.line_edit import FIELD, handle_enter

MOST_ROWS = 7
EDGES = 4  # the border and a little air


class Picker(QLineEdit):
    """A line whose text is always one of its choices, or empty.

    Signals:
        picked: id of the choice, "" when it was emptied.
    """

    picked = Signal(str)

    def __init__(self, placeholder: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(placeholder)
        self.setProperty(FIELD, "line")
        self._choices: list[tuple[str, str, str]] = []  # id, name, folded name
        self._chosen = ""
        self._list = QListWidget(self)
        self._list.setWindowFlags(Qt.WindowType.ToolTip)  # stands over everything, but leaves the focus in the line
        self._list.setProperty("role", "popup")
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.itemClicked.connect(self._take_item)
        self.textEdited.connect(self._filter)

    def set_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offer other (id, name) pairs; nothing is chosen then."""
        self._choices = [(key, name, fold(name)) for key, name in choices]
        self.choose("")

    def choose(self, key: str) -> None:
        """Show a choice without saying so; an unknown id empties the line."""
        name = next((name for found, name, _ in self._choices if found == key), "")
        self._chosen = key if name else ""
        self.setText(name)

    def chosen(self) -> str:
        """Return the id of the choice, "" for none."""
        return self._chosen

    def matches(self, text: str) -> list[tuple[str, str]]:
        """Return the choices that hold ``text``; those that start with it come first."""
        wanted = fold(text)
        found = [(not folded.startswith(wanted), key, name) for key, name, folded in self._choices if wanted in folded]
        return [(key, name) for _, key, name in sorted(found, key=lambda row: row[0])]

    def _filter(self, text: str) -> None:
        self._list.clear()
        for key, name in self.matches(text):
            item = QListWidgetItem(name, self._list)
            item.setData(Qt.ItemDataRole.UserRole, key)
        if not self._list.count():
            self._list.hide()
            return
        self._list.setCurrentRow(0)
        under = self.mapToGlobal(QPoint(0, self.height() + 2))
        row = max(self._list.sizeHintForRow(0), 1)
        room = max((self.screen().availableGeometry().bottom() - under.y()) // row, 1)  # no row half off the screen
        self._list.setFixedSize(self.width(), min(self._list.count(), MOST_ROWS, room) * row + EDGES)
        self._list.move(under)
        self._list.show()

    def _take_item(self, item: QListWidgetItem) -> None:
        self._take(str(item.data(Qt.ItemDataRole.UserRole)))

    def _take(self, key: str) -> None:
        self._list.hide()
        before = self._chosen
        self.choose(key)
        if self._chosen != before:
            self.picked.emit(self._chosen)

    def _settle(self) -> None:
        """Take the choice that the text means; text that means none goes back to what was chosen."""
        text = self.text().strip()
        if not text:
            self._take("")
            return
        current = next((name for key, name, _ in self._choices if key == self._chosen), "")
        if text == current:
            self._list.hide()
            return
        found = self.matches(text)
        item = self._list.currentItem() if self._list.isVisible() else None
        if item is not None:
            self._take_item(item)
        elif found:
            self._take(found[0][0])
        else:
            self._take(self._chosen)

    # --- Qt ------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            self._move(1 if event.key() == Qt.Key.Key_Down else -1)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._settle()
            handle_enter(self, event)
        elif event.key() == Qt.Key.Key_Escape and self._list.isVisible():
            self._list.hide()
            self.choose(self._chosen)
        else:
            super().keyPressEvent(event)

    def _move(self, step: int) -> None:
        if not self._list.isVisible():
            self._filter("" if self._chosen else self.text())
            return
        row = min(max(self._list.currentRow() + step, 0), self._list.count() - 1)
        self._list.setCurrentRow(row)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._settle()
            self._list.hide()

    def event(self, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.Move, QEvent.Type.Hide, QEvent.Type.WindowDeactivate}:
            self._list.hide()
        return super().event(event)
