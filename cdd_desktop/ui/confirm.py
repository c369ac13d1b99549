"""A question in its place, for the few things that undo cannot take back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QWidget

from cdd_desktop.ui.text import ThaiLabel
from cdd_desktop.ui.widgets import button, column


class Confirm(QFrame):
    """Says what will happen and asks once; hidden until it is wanted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "notice")
        self.setProperty("tone", "warn")
        self._act: Callable[[], object] | None = None
        self._back_to: QWidget | None = None
        self.text = ThaiLabel("")
        self.go = button("", "danger", on_click=self._go)
        self.go.setObjectName("confirm")
        self.stay = button("ไม่ทำ", on_click=self.put_aside)
        row = QHBoxLayout()
        row.addWidget(self.go)
        row.addWidget(self.stay)
        row.addStretch(1)
        layout = column(self, spacing=8, margins=(12, 8, 12, 12))
        layout.addWidget(self.text)
        layout.addLayout(row)
        self.hide()

    def ask(self, text: str, word: str, act: Callable[[], object]) -> None:
        """Ask; ``word`` says on the button what it does. The focus stands on the way back."""
        self._act = act
        self._back_to = self.window().focusWidget()
        self.text.setText(text)
        self.setAccessibleName(text)
        self.go.setText(word)
        self.show()
        self.stay.setFocus(Qt.FocusReason.OtherFocusReason)
        come_into_sight(self)

    def put_aside(self) -> None:
        """Do nothing."""
        self.hide()
        if self._back_to is not None and self._back_to.isVisible():
            self._back_to.setFocus()

    def _go(self) -> None:
        self.hide()
        if self._act is not None:
            self._act()


def come_into_sight(widget: QWidget) -> None:
    """Scroll to a widget that was shown just now, once it has its place."""

    def scroll() -> None:
        above = widget.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if above is not None:
            above.ensureWidgetVisible(widget)

    QTimer.singleShot(0, widget, scroll)
