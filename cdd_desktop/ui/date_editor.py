"""A day in the Buddhist era: typed, or picked from a calendar of our own (Qt's knows no Buddhist years)."""

from __future__ import annotations

from calendar import Calendar
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from cdd_desktop.criteria.kinds import FactValue
from cdd_desktop.criteria.model import Fact
from cdd_desktop.thai.dates import EARLIEST_YEAR, LATEST_YEAR, buddhist_year, month_name
from cdd_desktop.ui.editors import LineEditor
from cdd_desktop.ui.icons import set_icon
from cdd_desktop.ui.theme import NOTE_PX, font, tokens
from cdd_desktop.ui.zoom import px

WEEKDAYS = ("อา.", "จ.", "อ.", "พ.", "พฤ.", "ศ.", "ส.")
_CELL, _ROWS, _HEAD = 36, 6, 24
_BUTTON = 30  # width of the calendar button inside the field


def months_on(day: date, months: int) -> date:
    """Return the day ``months`` later (negative: before), cut to the month's length and to plausible years."""
    at = day.year * 12 + day.month - 1 + months
    at = min(max(at, EARLIEST_YEAR * 12), LATEST_YEAR * 12 + 11)
    year, month = divmod(at, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")


class DayGrid(QWidget):
    """The days of one month. Arrows move by days and weeks, PageUp and PageDown by months, Enter picks."""

    picked = Signal(date)
    moved = Signal(date)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.day = date(2024, 1, 1)
        self._today: date | None = None
        self._hover: date | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(px(_CELL) * 7, px(_HEAD) + px(_CELL) * _ROWS)

    def show_day(self, day: date, today: date | None) -> None:
        self.day, self._today = day, today
        self.setAccessibleName(f"{day.day} {month_name(day.month)} {buddhist_year(day)}")
        self.moved.emit(day)
        self.update()

    def days(self) -> list[date]:
        """Return the 42 days in sight, Sunday first."""
        first = next(Calendar(6).itermonthdates(self.day.year, self.day.month))
        return [first + timedelta(days=step) for step in range(7 * _ROWS)]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}
        pages = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
        if key in steps:
            moved = self.day + timedelta(days=steps[key])
            self.show_day(moved if EARLIEST_YEAR <= moved.year <= LATEST_YEAR else self.day, self._today)
        elif key in pages:
            years = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.show_day(months_on(self.day, pages[key] * (12 if years else 1)), self._today)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.picked.emit(self.day)
        else:
            super().keyPressEvent(event)

    def _day_at(self, place: QPoint) -> date | None:
        row, column = (place.y() - px(_HEAD)) // px(_CELL), place.x() // px(_CELL)
        return self.days()[row * 7 + column] if 0 <= row < _ROWS and 0 <= column < 7 else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover = self._day_at(event.position().toPoint())
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._hover = None
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        day = self._day_at(event.position().toPoint())
        if day is not None:
            self.picked.emit(day)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        cell = px(_CELL)
        painter.setFont(font(NOTE_PX))
        painter.setPen(QColor(look.ink_soft))
        for column, name in enumerate(WEEKDAYS):
            painter.drawText(QRectF(column * cell, 0, cell, px(_HEAD)), Qt.AlignmentFlag.AlignCenter, name)
        for at, day in enumerate(self.days()):
            area = QRectF(at % 7 * cell, px(_HEAD) + at // 7 * cell, cell, cell)
            self._draw_day(painter, area, day)
        painter.end()

    def _draw_day(self, painter: QPainter, area: QRectF, day: date) -> None:
        look = tokens()
        disc = area.adjusted(2, 2, -2, -2)
        chosen = day == self.day
        if chosen or day == self._hover:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(look.accent if chosen else look.hover))
            painter.drawEllipse(disc)
        if day == self._today:
            painter.setPen(QPen(QColor(look.accent), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(disc.adjusted(1, 1, -1, -1))
        painter.setFont(font(weight=QFont.Weight.DemiBold if chosen else QFont.Weight.Normal))
        inside = day.month == self.day.month
        painter.setPen(QColor(look.on_accent if chosen else look.ink if inside else look.ink_soft))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, str(day.day))


class CalendarPopup(QFrame):
    """A month to pick a day from, headed by its Buddhist year with the Christian year beside."""

    picked = Signal(date)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("role", "popup")
        self.month = QLabel()
        self.month.setProperty("role", "subheading")
        self.era = QLabel()
        self.era.setProperty("role", "note")
        self.grid = DayGrid(self)
        self.grid.moved.connect(self._head)
        self.grid.picked.connect(self._pick)
        self._today: date | None = None
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(self.month)
        head.addWidget(self.era)
        head.addStretch(1)
        for name, step, words in (("chevron-left", -1, "เดือนก่อน"), ("chevron-right", 1, "เดือนถัดไป")):
            head.addWidget(self._turner(name, step, words))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 12)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addWidget(self.grid)

    def _turner(self, name: str, step: int, words: str) -> QToolButton:
        button = QToolButton(self)
        button.setProperty("kind", "quiet")
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setAccessibleName(words)
        button.setToolTip(words)
        set_icon(button, name)
        button.clicked.connect(lambda: self.grid.show_day(months_on(self.grid.day, step), self._today))
        return button

    def open_at(self, field: QRect, day: date, today: date | None) -> None:
        """Open below ``field`` (global), above it where there is no room, with ``day`` marked."""
        self._today = today
        self.grid.show_day(day, today)
        self.adjustSize()
        screen = self.screen().availableGeometry()
        below, above = field.bottom() + 4, field.top() - 4 - self.height()
        top = below if below + self.height() <= screen.bottom() or above < screen.top() else above
        self.move(min(field.left(), screen.right() - self.width()), min(top, screen.bottom() - self.height()))
        self.show()
        self.grid.setFocus()

    def _head(self, day: date) -> None:
        self.month.setText(f"{month_name(day.month)} {buddhist_year(day)}")
        self.era.setText(f"ค.ศ. {day.year}")

    def _pick(self, day: date) -> None:
        self.close()
        self.picked.emit(day)


class DateEditor(LineEditor):
    """A day typed in either era, with a calendar beside; F4 or Alt+Down opens it."""

    def __init__(self, fact: Fact, parent: QWidget | None = None) -> None:
        super().__init__(fact, parent)
        self.today: date | None = None
        self.open = QToolButton(self.line)
        self.open.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.open.setCursor(Qt.CursorShape.PointingHandCursor)
        self.open.setProperty("kind", "inner")
        self.open.setAccessibleName(f"เปิดปฏิทิน {fact.label}")
        self.open.setToolTip("เปิดปฏิทิน (F4)")
        set_icon(self.open, "calendar-days", "ink_soft")
        self.open.clicked.connect(self.open_calendar)
        self.line.setPlaceholderText("เช่น 20/2/2567")
        self.line.setTextMargins(0, 0, _BUTTON, 0)
        self.line.installEventFilter(self)

    def set_value(self, value: FactValue | None) -> None:
        super().set_value(value)
        self.beside.emit(f"ค.ศ. {value.year}" if isinstance(value, date) else "")

    def set_draft(self, text: str) -> None:
        super().set_draft(text)
        self.beside.emit("")

    def set_read_only(self, *, read_only: bool) -> None:
        super().set_read_only(read_only=read_only)
        self.open.setVisible(not read_only)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.open.setGeometry(self.line.width() - _BUTTON - 4, (self.line.height() - 28) // 2, _BUTTON, 28)
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            alt_down = event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier
            if event.key() == Qt.Key.Key_F4 or alt_down:
                self.open_calendar()
                return True
        return super().eventFilter(watched, event)

    def open_calendar(self) -> None:
        """Open the calendar at the field's day, else at today's."""
        if self.line.isReadOnly():
            return
        popup = CalendarPopup(self)
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        popup.picked.connect(self._picked)
        day = self._value if isinstance(self._value, date) else self.today or date(2024, 1, 1)
        popup.open_at(QRect(self.line.mapToGlobal(QPoint(0, 0)), self.line.size()), day, self.today)

    def _picked(self, day: date) -> None:
        self.take(day)
        self.line.setFocus()
