"""The tour's bar, and the frame round the control that it speaks of; neither is in the way of working."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from cdd_desktop.ui.flow import SplitRow
from cdd_desktop.ui.icons import set_icon
from cdd_desktop.ui.text import ThaiLabel
from cdd_desktop.ui.theme import tokens
from cdd_desktop.ui.widgets import button, column, icon_button

EDGE = 7


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
    """One step in words, with the way on, back and out: a bar with room of its own, so it covers nothing.

    Signals:
        next_wanted, back_wanted, closed: by button or key.
        folded: whether only the title is shown, after the person changed that.
    """

    next_wanted = Signal()
    back_wanted = Signal()
    closed = Signal()
    folded = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("tour")
        self.setProperty("role", "notice")
        self.count = ThaiLabel("", "note", wrap=False)
        self.title = ThaiLabel("", "subheading", wrap=False)
        self.text = ThaiLabel("")
        self.state = ThaiLabel("✓ ทำแล้ว", "good", wrap=False)
        kept = self.state.sizePolicy()
        kept.setRetainSizeWhenHidden(True)  # nothing moves when a step is done
        self.state.setSizePolicy(kept)
        self.back = icon_button("chevron-left", "ขั้นก่อนหน้า (Shift+F9)", self.back_wanted.emit)
        self.back.setShortcut("Shift+F9")
        self.go_on = button("ต่อไป (F9)", "primary", on_click=self.next_wanted.emit)
        self.go_on.setObjectName("tourNext")
        self.fold_button = icon_button("chevron-down", "", self._turn)
        self.fold_button.setShortcut("Ctrl+F9")
        body = column(self, margins=(16, 6, 8, 8))
        body.addWidget(SplitRow(self._head(), self._buttons()))
        body.addWidget(self.text)
        self.fold(folded=False)
        self.hide()

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.count)
        head.addWidget(self.title, 1)
        return head

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(4)
        away = icon_button("x", "ปิดคำแนะนำ เปิดอีกครั้งได้ที่เมนูช่วยเหลือ", self.closed.emit)
        row.addWidget(self.state, 1)
        for made in (self.back, self.go_on, self.fold_button, away):
            row.addWidget(made)
        return row

    def show_step(self, title: str, text: str, number: int, whole: int) -> None:
        """Show a step, not done yet."""
        self.count.setText(f"แนะนำการใช้งาน {number} จาก {whole}")
        self.title.setText(title)
        self.text.setText(text)
        self.setAccessibleName(f"{title} {text}")
        self.state.hide()
        self.back.setEnabled(number > 1)
        self.go_on.setText("จบ (F9)" if number == whole else "ต่อไป (F9)")
        self.go_on.setShortcut("F9")  # a new text takes the key away
        self.show()

    def show_done(self) -> None:
        """Say that the person has done what the step asks for."""
        self.state.show()

    def fold(self, *, folded: bool) -> None:
        """Show the title alone, or all of the step."""
        self.text.setVisible(not folded)
        words = "ขยายคำแนะนำ (Ctrl+F9)" if folded else "ย่อคำแนะนำเหลือบรรทัดเดียว (Ctrl+F9)"
        self.fold_button.setToolTip(words)
        self.fold_button.setAccessibleName(words)
        set_icon(self.fold_button, "chevron-up" if folded else "chevron-down")

    def _turn(self) -> None:
        folded = not self.text.isHidden()
        self.fold(folded=folded)
        self.folded.emit(folded)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)


def area_in(widget: QWidget | None, over: QWidget) -> QRect | None:
    """Return where a widget is seen in another one, None where it is not."""
    if widget is None or not widget.isVisible() or not over.isAncestorOf(widget):
        return None
    seen = widget.visibleRegion().boundingRect()
    return seen.translated(widget.mapTo(over, QPoint(0, 0))) if not seen.isEmpty() else None
