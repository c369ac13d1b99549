"""Small controls drawn by hand: the two-part yes/no, chips, a drop-down that the wheel does not turn."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QFocusEvent,
    QFont,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QComboBox, QSizePolicy, QWidget

from cdd_desktop.ui.line_edit import FIELD, handle_enter
from cdd_desktop.ui.text import text_width
from cdd_desktop.ui.theme import FIELD_HEIGHT, RADIUS, font, tokens
from cdd_desktop.ui.zoom import px

CONTROL_WIDTH = 168  # holds 999,999,999.99; fields below each other are of one width
CLEAR_KEYS = {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}


def draw_tick(painter: QPainter, area: QRectF, colour: str, width: float = 2.0) -> None:
    """Draw a check mark filling ``area``."""
    pen = QPen(QColor(colour), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    path = QPainterPath(QPointF(area.left(), area.center().y() + area.height() * 0.05))
    path.lineTo(area.left() + area.width() * 0.36, area.bottom() - area.height() * 0.12)
    path.lineTo(area.right(), area.top() + area.height() * 0.12)
    painter.drawPath(path)


class Segmented(QWidget):
    """A question with two answers, or none yet. Left and right choose, space goes on, Delete takes the answer back.

    Signals:
        chosen: True, False, or None for an answer taken back; only by the person's hand.
    """

    chosen = Signal(object)

    def __init__(self, yes: str = "มี", no: str = "ไม่มี", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = (yes, no)
        self._value: bool | None = None
        self._hover = -1
        self._locked = False
        self._problem = False
        self._description = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setProperty(FIELD, "choice")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def value(self) -> bool | None:
        return self._value

    def set_value(self, value: bool | None) -> None:
        self._value = value
        self.describe(self._description)
        self.update()

    def describe(self, text: str) -> None:
        """Say to screen readers what is asked, after what is answered."""
        self._description = text
        answer = "ยังไม่ได้ตอบ" if self._value is None else f"ตอบ {self._words[0 if self._value else 1]}"
        self.setAccessibleDescription(" · ".join(part for part in (answer, text) if part))

    def set_locked(self, locked: bool) -> None:
        self._locked = locked
        self.update()

    def set_problem(self, problem: bool) -> None:
        self._problem = problem
        self.update()

    def sizeHint(self) -> QSize:
        bold = font(weight=QFont.Weight.DemiBold)
        half = max(text_width(word, bold) + px(34) for word in self._words)
        return QSize(max(half * 2, px(CONTROL_WIDTH)), px(FIELD_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _choose(self, value: bool | None) -> None:
        if not self._locked and value is not self._value:
            self.set_value(value)
            self.chosen.emit(value)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        first = event.text()[:1]
        if handle_enter(self, event):
            return
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier & ~Qt.KeyboardModifier.ShiftModifier:
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Left or first in {self._words[0][0], "1", "๑", "y", "Y"}:
            self._choose(value=True)
        elif event.key() == Qt.Key.Key_Right or (first and first in {self._words[1][0], "0", "๐", "n", "N"}):
            self._choose(value=False)
        elif event.key() == Qt.Key.Key_Space:
            self._choose(value=not self._value)
        elif event.key() in CLEAR_KEYS:
            self._choose(None)
        else:
            super().keyPressEvent(event)

    def _half_at(self, x: float) -> int:
        return 0 if x < self.width() / 2 else 1

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self._choose(self._half_at(event.position().x()) == 0)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        half = self._half_at(event.position().x())
        if half != self._hover:
            self._hover = half
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._hover = -1
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        edge = look.danger if self._problem else look.edge
        painter.setPen(QPen(QColor(edge), look.border))
        painter.setBrush(QColor(look.canvas if self._locked else look.paper))
        painter.drawRoundedRect(whole, RADIUS, RADIUS)
        middle = self.width() / 2
        painter.setPen(QPen(QColor(look.hairline), 1))
        painter.drawLine(QPointF(middle, 7), QPointF(middle, self.height() - 7))
        for half in (0, 1):
            self._draw_half(painter, half)
        if self.hasFocus():
            painter.setPen(QPen(QColor(look.focus), look.ring))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), RADIUS, RADIUS)
        painter.end()

    def _draw_half(self, painter: QPainter, half: int) -> None:
        look = tokens()
        chosen = self._value is not None and self._value == (half == 0)
        middle = self.width() / 2
        area = QRectF(0 if half == 0 else middle, 0, middle, self.height())
        inner = area.adjusted(3, 3, -3, -3)
        if chosen:
            painter.setPen(QPen(QColor(look.accent), look.border))
            painter.setBrush(QColor(look.accent_soft))
            painter.drawRoundedRect(inner.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS - 2, RADIUS - 2)
        elif half == self._hover and not self._locked:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(look.hover))
            painter.drawRoundedRect(inner, RADIUS - 2, RADIUS - 2)
        written = font(weight=QFont.Weight.DemiBold if chosen else QFont.Weight.Normal)
        painter.setFont(written)
        painter.setPen(QColor(look.ink if chosen or self._value is None else look.ink_soft))
        word = self._words[half]
        if chosen:
            width = text_width(word, written)
            left = area.center().x() - (width + px(18)) / 2
            painter.drawText(QRectF(left + px(18), 0, width + 4, area.height()), Qt.AlignmentFlag.AlignVCenter, word)
            draw_tick(painter, QRectF(left, area.center().y() - px(5), px(11), px(10)), look.accent)
        else:
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, word)


class Chip(QAbstractButton):
    """A choice that is on or off; ``single`` draws a round mark in place of the tick box."""

    moved = Signal(int)  # an arrow key: -1 or 1
    cleared = Signal()

    def __init__(self, text: str, parent: QWidget | None = None, *, single: bool = False) -> None:
        super().__init__(parent)
        self._single = single
        self.setText(text)
        self.setAccessibleName(text)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setProperty(FIELD, "chip")

    def sizeHint(self) -> QSize:
        return QSize(text_width(self.text(), font(weight=QFont.Weight.DemiBold)) + px(44), px(FIELD_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if handle_enter(self, event):
            return
        if event.key() in {Qt.Key.Key_Left, Qt.Key.Key_Up}:
            self.moved.emit(-1)
        elif event.key() in {Qt.Key.Key_Right, Qt.Key.Key_Down}:
            self.moved.emit(1)
        elif event.key() in CLEAR_KEYS:
            self.cleared.emit()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self.isChecked()
        gap = look.ring + 1.5 if self.hasFocus() else 0.5  # the ring stands off: a chosen chip's edge is like it
        area = QRectF(self.rect()).adjusted(gap, gap, -gap, -gap)
        ground = look.accent_soft if on else look.hover if self.underMouse() and self.isEnabled() else look.paper
        painter.setPen(QPen(QColor(look.accent if on else look.edge), look.border))
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(area, area.height() / 2, area.height() / 2)
        if self.hasFocus():
            painter.setPen(QPen(QColor(look.focus), look.ring))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), self.height() / 2, self.height() / 2)
        box = QRectF(px(14), (self.height() - px(10)) / 2, px(11), px(10))
        if on and not self._single:
            draw_tick(painter, box, look.accent)
        elif on:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(look.accent))
            painter.drawEllipse(box.center(), px(5), px(5))
        else:
            painter.setPen(QPen(QColor(look.edge), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(box.center(), px(5) - 0.5, px(5) - 0.5)
        painter.setFont(font(weight=QFont.Weight.DemiBold if on else QFont.Weight.Normal))
        painter.setPen(QColor(look.ink if self.isEnabled() or on else look.ink_soft))
        words = QRectF(px(32), 0, self.width() - px(40), self.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.text())
        painter.end()


class Tick(QCheckBox):
    """A box to tick without words of its own, drawn in the theme's colours; its accessible name says what it is for."""

    SIDE = 20

    def sizeHint(self) -> QSize:
        return QSize(px(self.SIDE) + 6, px(self.SIDE) + 6)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = px(self.SIDE)
        box = QRectF(3.5, (self.height() - side) / 2 + 0.5, side - 1, side - 1)
        ticked = self.isChecked() and self.isEnabled()
        painter.setPen(QPen(QColor(colours.focus if self.hasFocus() else colours.edge), 2 if self.hasFocus() else 1))
        painter.setBrush(QColor(colours.accent if ticked else colours.paper))
        if not self.isEnabled():
            painter.setPen(QPen(QColor(colours.hairline)))
        painter.drawRoundedRect(box, 4, 4)
        if self.isChecked():
            draw_tick(painter, box.adjusted(3, 3, -3, -3), colours.on_accent if ticked else colours.ink_soft)
        painter.end()


class Select(QComboBox):
    """A drop-down that the wheel does not turn and that draws its own arrow."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty(FIELD, "select")

    def minimumSizeHint(self) -> QSize:
        """Say that a long choice may be cut where the window is narrow: the list shows it whole."""
        wanted = super().minimumSizeHint()
        return QSize(min(wanted.width(), px(CONTROL_WIDTH)), wanted.height())

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not handle_enter(self, event):
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(QColor(tokens().ink_soft), 1.8)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        x, y = self.width() - 17.0, self.height() / 2 + 0.5
        painter.drawPolyline([QPointF(x - 4, y - 2), QPointF(x, y + 2), QPointF(x + 4, y - 2)])
        painter.end()
