"""The tour's small card, and the frame round the control that it speaks of; neither is in the way of working."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from cdd_desktop.ui.text import ThaiLabel
from cdd_desktop.ui.theme import tokens
from cdd_desktop.ui.widgets import button, column, icon_button
from cdd_desktop.ui.zoom import px

WIDTH = 380
GAP = 16
EDGE = 4


class Halo(QWidget):
    """A frame round a control; the mouse goes through it."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def frame(self, target: QWidget | None) -> None:
        """Stand round a control, None for none."""
        area = area_in(target, self._over)
        if area is None:
            self.hide()
            return
        self.setGeometry(area.adjusted(-EDGE, -EDGE, EDGE, EDGE).intersected(self._over.rect()))
        self.show()
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tokens().focus), 3))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5), 8, 8)
        painter.end()


class TourCard(QFrame):
    """One step in words, with the way on, back and out.

    Signals:
        next_wanted, back_wanted, closed: by button or key.
    """

    next_wanted = Signal()
    back_wanted = Signal()
    closed = Signal()

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self.setObjectName("tour")
        self.setProperty("role", "popup")
        self._over = over
        self.count = ThaiLabel("", "note", wrap=False)
        self.title = ThaiLabel("", "heading")
        self.text = ThaiLabel("")
        self.state = ThaiLabel("", "good", wrap=False)
        self.back = button("ย้อนกลับ", "quiet", on_click=self.back_wanted.emit)
        self.back.setShortcut("Shift+F9")
        self.go_on = button("ต่อไป (F9)", "primary", on_click=self.next_wanted.emit)
        self.go_on.setObjectName("tourNext")
        self.go_on.setShortcut("F9")
        head = QHBoxLayout()
        head.addWidget(self.count, 1)
        head.addWidget(icon_button("x", "ปิดคำแนะนำ เปิดอีกครั้งได้ที่เมนูช่วยเหลือ", self.closed.emit))
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.state, 1)
        foot.addWidget(self.back)
        foot.addWidget(self.go_on)
        self._body = body = column(self, spacing=8, margins=(16, 8, 12, 12))
        body.addLayout(head)
        body.addWidget(self.title)
        body.addWidget(self.text)
        body.addLayout(foot)
        self.hide()

    def show_step(self, title: str, text: str, number: int, whole: int) -> None:
        """Show a step, not done yet."""
        self.count.setText(f"แนะนำการใช้งาน {number} จาก {whole}")
        self.title.setText(title)
        self.text.setText(text)
        self.setAccessibleName(f"{title} {text}")
        self.state.setText("")
        self.back.setEnabled(number > 1)
        words = "จบ (F9)" if number == whole else "ต่อไป (F9)"
        self.go_on.setText(words)
        self.go_on.setShortcut("F9")  # a new text takes the key away
        self.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def show_done(self) -> None:
        """Say that the person has done what the step asks for."""
        self.state.setText("✓ ทำแล้ว")

    def place(self, *clear_of: QWidget | None) -> None:
        """Stand in the corner that leaves most of these controls in sight."""
        room = self._over.rect()
        width = min(px(WIDTH), room.width() - 2 * GAP)
        size = QSize(width, self._body.totalHeightForWidth(width))
        right, low = room.width() - size.width() - GAP, room.height() - size.height() - GAP - 32
        corners = [QPoint(right, low), QPoint(GAP, low), QPoint(right, GAP + 96), QPoint(GAP, GAP + 96)]
        taken = [area for area in (area_in(one, self._over) for one in clear_of) if area is not None]

        def covered(corner: QPoint) -> int:
            areas = (QRect(corner, size).intersected(area) for area in taken)
            return sum(area.width() * area.height() for area in areas)

        self.setGeometry(QRect(min(corners, key=covered), size))
        self.raise_()


def area_in(widget: QWidget | None, over: QWidget) -> QRect | None:
    """Return where a widget is seen in another one, None where it is not."""
    if widget is None or not widget.isVisible() or not over.isAncestorOf(widget):
        return None
    seen = widget.visibleRegion().boundingRect()
    return seen.translated(widget.mapTo(over, QPoint(0, 0))) if not seen.isEmpty() else None
