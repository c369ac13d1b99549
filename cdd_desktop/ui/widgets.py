"""Building blocks of the screens: headings, rules, buttons, empty states, a thin bar."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from cdd_desktop.ui.icons import set_icon
from cdd_desktop.ui.text import ThaiLabel
from cdd_desktop.ui.theme import tokens


def title(text: str) -> ThaiLabel:
    """Return the one title of a page."""
    return ThaiLabel(text, "title")


def heading(text: str) -> ThaiLabel:
    """Return the heading of a section."""
    return ThaiLabel(text, "heading")


def rule(*, upright: bool = False) -> QFrame:
    """Return a hairline."""
    line = QFrame()
    line.setProperty("role", "upright" if upright else "hairline")
    return line


def button(text: str, kind: str = "", icon: str = "", on_click: Callable[[], object] | None = None) -> QPushButton:
    """Return a button that says what happens; ``kind`` is "primary", "quiet", "link", "danger" or ""."""
    made = QPushButton(text)
    if kind:
        made.setProperty("kind", kind)
    if icon:
        colour = {"primary": "on_accent", "link": "accent", "danger": "danger"}.get(kind, "ink")
        set_icon(made, icon, colour)
    if on_click is not None:
        made.clicked.connect(lambda _checked: on_click())
    return made


def icon_button(icon: str, words: str, on_click: Callable[[], object] | None = None) -> QToolButton:
    """Return a quiet button with an icon; ``words`` are its tool tip and its name."""
    made = QToolButton()
    made.setProperty("kind", "quiet")
    made.setToolTip(words)
    made.setAccessibleName(words)
    set_icon(made, icon)
    if on_click is not None:
        made.clicked.connect(lambda _checked: on_click())
    return made


def page_scroll(page: QWidget) -> QScrollArea:
    """Return a scroll area around a page that grows downwards only."""
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    page.setProperty("role", page.property("role") or "page")
    area.setWidget(page)
    return area


class ProgressBarThin(QWidget):
    """How much of something is done: a 4-pixel bar; the words belong beside it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._done, self._all = 0, 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_progress(self, done: int, whole: int) -> None:
        self._done, self._all = done, whole
        self.setAccessibleName(f"กรอกแล้ว {done} จาก {whole}")
        self.setToolTip(self.accessibleName())
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(96, 4)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        area = QRectF(0, (self.height() - 4) / 2, self.width(), 4)
        painter.setBrush(QColor(look.hairline))
        painter.drawRoundedRect(area, 2, 2)
        if self._all and self._done:
            area.setWidth(max(self.width() * min(self._done / self._all, 1), 4))
            painter.setBrush(QColor(look.accent))
            painter.drawRoundedRect(area, 2, 2)
        painter.end()


class EmptyState(QWidget):
    """Nothing here yet: one sentence that teaches and, where it helps, one button."""

    pressed = Signal()

    def __init__(self, sentence: str, action: str = "", icon: str = "inbox", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setSpacing(12)
        layout.setContentsMargins(24, 32, 24, 32)
        picture = QToolButton()
        picture.setEnabled(False)
        picture.setProperty("kind", "picture")
        set_icon(picture, icon, "ink_soft", 32)
        self.sentence = ThaiLabel(sentence, "soft")
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.sentence.setMaximumWidth(440)
        layout.addStretch(1)
        layout.addWidget(picture, 0, Qt.AlignmentFlag.AlignHCenter)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.sentence, 4)
        row.addStretch(1)
        layout.addLayout(row)
        self.action = button(action, "primary", on_click=self.pressed.emit)
        self.action.setVisible(bool(action))
        layout.addWidget(self.action, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(1)
