"""Small drawn marks: met, not met, unknown, a problem. Their words stand in the accessible name."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from cdd_desktop.criteria.result import Truth
from cdd_desktop.ui import icons
from cdd_desktop.ui.controls import draw_tick
from cdd_desktop.ui.theme import font, tokens
from cdd_desktop.ui.zoom import px

WORDS = {"met": "ผ่าน", "not_met": "ไม่ผ่าน", "unknown": "ยังไม่ทราบ", "problem": "แก้ไข", "warn": "ระวัง"}


class IconMark(QLabel):
    """An icon that stands for itself, drawn anew in the colours of another theme."""

    def __init__(self, name: str = "", colour: str = "accent", size: int = 18, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown, self._size = (name, colour), size
        self._draw()

    def set_icon(self, name: str, colour: str = "accent") -> None:
        """Show another icon; ``colour`` is the name of a token."""
        self._shown = (name, colour)
        self._draw()

    def _draw(self) -> None:
        if self._shown[0]:
            self.setPixmap(icons.icon(*self._shown).pixmap(px(self._size)))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._draw()


class Mark(QWidget):
    """✓ ✗ ? or !, drawn so that each has its own shape as well as its colour."""

    def __init__(self, kind: str | Truth = "unknown", *, size: int = 18, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size = size
        self._kind = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_kind(kind)

    def kind(self) -> str:
        return self._kind

    def set_kind(self, kind: str | Truth) -> None:
        """Show "met", "not_met", "unknown", "problem" or "warn" (or the Truth of a condition)."""
        self._kind = kind.value if isinstance(kind, Truth) else kind
        self.setAccessibleName(WORDS[self._kind])
        self.update()

    def sizeHint(self) -> QSize:
        margins = self.contentsMargins()
        return QSize(
            px(self._size) + margins.left() + margins.right(), px(self._size) + margins.top() + margins.bottom()
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(QPointF(self.contentsRect().topLeft()), QSizeF(px(self._size), px(self._size)))
        draw_mark(painter, area, self._kind)
        painter.end()


def draw_mark(painter: QPainter, area: QRectF, kind: str) -> None:
    """Draw a mark into ``area`` (a square)."""
    look = tokens()
    size = area.width()
    stroke = max(size / 9, 1.6)
    if kind == "met":
        inset = size * 0.2
        draw_tick(painter, area.adjusted(inset, inset, -inset, -inset), look.good, stroke)
    elif kind == "not_met":
        inset = size * 0.25
        cross = area.adjusted(inset, inset, -inset, -inset)
        painter.setPen(QPen(QColor(look.danger), stroke, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawLine(cross.topLeft(), cross.bottomRight())
        painter.drawLine(cross.topRight(), cross.bottomLeft())
    else:
        _draw_ringed(painter, area, kind)


def _draw_ringed(painter: QPainter, area: QRectF, kind: str) -> None:
    look = tokens()
    colour = QColor({"problem": look.danger, "warn": look.warn}.get(kind, look.ink_soft))
    size = area.width()
    ring = area.adjusted(1.25, 1.25, -1.25, -1.25)
    pen = QPen(colour, 1.5)
    if kind == "unknown":
        pen.setDashPattern([2.2, 1.8])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(ring)
    if kind == "unknown":
        painter.setPen(colour)
        letter = font(weight=QFont.Weight.DemiBold)
        letter.setPixelSize(max(round(size * 0.66), 1))
        painter.setFont(letter)
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, "?")
        return
    middle = area.center()
    painter.setPen(QPen(colour, 1.8, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawLine(QPointF(middle.x(), middle.y() - size * 0.2), QPointF(middle.x(), middle.y() + size * 0.06))
    painter.drawPoint(QPointF(middle.x(), middle.y() + size * 0.22))
