"""Building blocks of the screens: headings, rules, buttons, empty states, notices, a thin bar, the side sheet."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QGraphicsDropShadowEffect,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from cdd_desktop.ui.grades import GradeBadge, GradeLook, GradeShape, look_of
from cdd_desktop.ui.icons import set_icon
from cdd_desktop.ui.line_edit import repolish
from cdd_desktop.ui.marks import Mark
from cdd_desktop.ui.text import ThaiLabel
from cdd_desktop.ui.theme import tokens
from cdd_desktop.ui.zoom import fit, px

__all__ = [
    "Card",
    "EmptyState",
    "GradeBadge",
    "GradeLook",
    "GradeShape",
    "Mark",
    "Notice",
    "ProgressBarThin",
    "SideSheet",
    "button",
    "column",
    "heading",
    "icon_button",
    "labelled",
    "look_of",
    "page_head",
    "page_scroll",
    "rule",
    "title",
]


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
    made.setAutoDefault(True)  # Enter presses it as Space does, also where no dialog is
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


def column(
    parent: QWidget | None = None, *, spacing: int = 0, margins: tuple[int, int, int, int] = (0, 0, 0, 0)
) -> QVBoxLayout:
    """Return a vertical layout on the grid (left, top, right, bottom margins)."""
    layout = QVBoxLayout(parent) if parent is not None else QVBoxLayout()
    layout.setSpacing(spacing)
    layout.setContentsMargins(*margins)
    return layout


def labelled(label: str, field: QWidget, note: str = "") -> QVBoxLayout:
    """Return a field under its name, which screen readers get too, and over a note."""
    box = column(spacing=4)
    box.addWidget(ThaiLabel(label, "subheading"))
    box.addWidget(field)
    if note:
        box.addWidget(ThaiLabel(note, "note"))
    box.addStretch(1)
    field.setAccessibleName(label)
    field.setAccessibleDescription(note)
    return box


def page_head(text: str, on_back: Callable[[], object], back: str = "กลับไปหน้าเอกสาร (Esc)") -> QHBoxLayout:
    """Return the title of a page beside another page, with the way back; put buttons of the page behind it."""
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addWidget(icon_button("chevron-left", back, on_back))
    row.addWidget(title(text), 1)
    return row


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


class Card(QFrame):
    """A group on white with a hairline round it; put things into ``body``."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.body = column(self, spacing=8, margins=(16, 12, 16, 16))
        if text:
            self.body.addWidget(heading(text))


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
        layout = column(self, spacing=12, margins=(24, 32, 24, 32))
        picture = QToolButton()
        picture.setEnabled(False)
        picture.setProperty("kind", "picture")
        set_icon(picture, icon, "ink_soft", 32)
        self.sentence = ThaiLabel(sentence, "soft")
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        fit(self.sentence, max_width=440)
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


class Notice(QFrame):
    """A bar that says what has happened, with an action ("เลิกทำ") and a way to put it aside.

    Signals:
        action_pressed: the person took the action offered.
    """

    action_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "notice")
        self.mark = Mark("met")
        self.text = ThaiLabel("")
        self.action = button("", "link", on_click=self._act)
        self.close_button = icon_button("x", "ปิดข้อความนี้", self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 12, 4)
        row.setSpacing(10)
        row.addWidget(self.mark)
        row.addWidget(self.text, 1)
        row.addWidget(self.action)
        row.addWidget(self.close_button)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        self.hide()

    def say(self, text: str, *, tone: str = "good", action: str = "", seconds: int = 0) -> None:
        """Show a message; ``tone`` is "good", "warn" or "danger"; it goes after ``seconds`` (0: it stays)."""
        self.setProperty("tone", tone)
        repolish(self)
        self.mark.set_kind({"good": "met", "warn": "warn"}.get(tone, "problem"))
        self.text.setText(text)
        self.setAccessibleName(text)
        self.action.setText(action)
        self.action.setVisible(bool(action))
        self.show()
        self._timer.stop()
        if seconds:
            self._timer.start(seconds * 1000)

    def _act(self) -> None:
        self.hide()
        self.action_pressed.emit()


class SideSheet(QFrame):
    """Detail over the right edge of its parent (history, citation, conflict); Esc closes it.

    Put things into ``body``. It gives the focus back to where it was.
    """

    closed = Signal()

    def __init__(self, parent: QWidget, *, width: int = 400) -> None:
        super().__init__(parent)
        self.setProperty("role", "sheet")
        self._over = parent
        self._wanted = width
        self._back_to: QWidget | None = None
        self.title = ThaiLabel("", "heading")
        self.close_button = icon_button("x", "ปิด (Esc)", self.close_sheet)
        self.page = QWidget()
        self.body = column(self.page, spacing=8, margins=(20, 8, 20, 20))
        head = QHBoxLayout()
        head.setContentsMargins(20, 12, 8, 8)
        head.addWidget(self.title, 1)
        head.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        layout = column(self)
        layout.addLayout(head)
        layout.addWidget(rule())
        layout.addWidget(page_scroll(self.page), 1)
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(24)
        shadow.setOffset(-4, 0)
        shadow.setColor(QColor(0, 0, 0, 50))
        self.setGraphicsEffect(shadow)
        parent.installEventFilter(self)
        self.hide()

    def clear(self) -> None:
        """Take everything out of the body."""
        while (item := self.body.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()

    def open(self, text: str) -> None:
        """Show the sheet with a heading."""
        if not self.isVisible():
            self._back_to = self.window().focusWidget()
        self.title.setText(text)
        self.setAccessibleName(text)
        self._fit()
        self.show()
        self.raise_()
        self.close_button.setFocus()

    def close_sheet(self) -> None:
        self.hide()
        if self._back_to is not None and self._back_to.isVisible():
            self._back_to.setFocus()
        self._back_to = None
        self.closed.emit()

    def _fit(self) -> None:
        area = self._over.rect()
        width = min(px(self._wanted), area.width())
        self.setGeometry(area.width() - width, 0, width, area.height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._fit()
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_sheet()
        else:
            super().keyPressEvent(event)
