"""The narrow column on the left: home, every mission with how it stands, documents, settings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from cdd_desktop.ui import icons, theme
from cdd_desktop.ui.grades import GradeLook, draw_grade
from cdd_desktop.ui.standing import PHASE_ICONS, Standing
from cdd_desktop.ui.zoom import px

Index = QModelIndex | QPersistentModelIndex

WIDTH, NARROW_WIDTH = 236, 224
ROW, HEADING_ROW = 36, 30
_PLACE = Qt.ItemDataRole.UserRole
_NUMBER = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class Place:
    """A row of the navigation: a page to go to, or (without ``id``) the heading of a group."""

    id: str
    text: str
    icon: str = ""
    number: str = ""
    look: GradeLook | None = None
    mark: str = ""  # icon of how far it is with the round: sent, certified
    words: str = ""  # what the grade's shape says, for screen readers and the tool tip


def mission_place(item: Standing) -> Place:
    """Return the row of a mission."""
    words = " · ".join(part for part in dict.fromkeys((item.grade_text, item.stage_text)) if part)
    look = None if item.entry.untouched else item.look
    mark = PHASE_ICONS[item.state.phase]
    return Place(item.indicator.id, item.indicator.short, "", item.indicator.no, look, mark, words)


class _Places(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.places: list[Place] = []

    def show(self, places: Sequence[Place]) -> None:
        """Take new rows; the same ids in the same order only repaint what differs."""
        same = [place.id for place in places] == [place.id for place in self.places]
        if not same:
            self.beginResetModel()
            self.places = list(places)
            self.endResetModel()
            return
        for row, place in enumerate(places):
            if place != self.places[row]:
                self.places[row] = place
                self.dataChanged.emit(self.index(row), self.index(row))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.places)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        place = self.places[index.row()]
        number = f"{place.number} " if place.number else ""
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return place.text
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{number}{place.text} {place.words}".strip()
            case Qt.ItemDataRole.ToolTipRole:
                return f"{number}{place.text}\n{place.words}".strip()
            case _:
                return place if role == _PLACE else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not self.places[index.row()].id:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class _PlaceDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        place: Place = index.data(_PLACE)
        return QSize(120, px(ROW if place.id else HEADING_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        place: Place = index.data(_PLACE)
        rect: QRect = option.rect.adjusted(8, 1, -8, -1)
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if place.id:
            self._ground(painter, rect, state, chosen)
        self._text(painter, rect, place, chosen)
        painter.restore()

    def _text(self, painter: QPainter, rect: QRect, place: Place, chosen: bool) -> None:
        look = theme.tokens()
        left, right = rect.left() + 10, rect.right() - 10
        if place.icon:
            colour = look.accent if chosen else look.ink_soft
            drawn = icons.pixmap(place.icon, colour, px(icons.SIZE), painter.device().devicePixelRatioF())
            painter.drawPixmap(left, rect.center().y() - px(8), drawn)
            left += px(28)
        if place.number:
            painter.setFont(theme.font(theme.NOTE_PX))
            painter.setPen(QColor(look.ink_soft))
            painter.drawText(QRect(left - 4, rect.top(), px(22), rect.height()), _NUMBER, place.number)
            left += px(28)
        if place.look is not None:
            right -= px(24)
            draw_grade(painter, QRectF(right + 2, rect.center().y() - px(11), px(23), px(23)), place.look)
            right -= 6
        if place.mark:
            right -= px(20)
            drawn = icons.pixmap(place.mark, look.accent, px(icons.SIZE), painter.device().devicePixelRatioF())
            painter.drawPixmap(right, rect.center().y() - px(8), drawn)
            right -= 4
        heading = not place.id
        weight = QFont.Weight.DemiBold if chosen or heading else QFont.Weight.Normal
        small = heading or rect.width() < px(WIDTH) - 16
        font = theme.font(theme.NOTE_PX if small else theme.BASE_PX, weight)
        if QFontMetricsF(font).horizontalAdvance(place.text) > right - left:
            font = theme.font(theme.NOTE_PX, weight)  # beside its marks a long name had better be small than cut
        painter.setFont(font)
        painter.setPen(QColor(look.ink_soft if heading else look.ink))
        text = QFontMetricsF(font).elidedText(place.text, Qt.TextElideMode.ElideRight, right - left)
        painter.drawText(QRect(left, rect.top(), right - left, rect.height()), Qt.AlignmentFlag.AlignVCenter, text)

    def _ground(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag, chosen: bool) -> None:
        look = theme.tokens()
        painter.setPen(Qt.PenStyle.NoPen)
        if chosen:
            painter.setBrush(QColor(look.accent_soft))
            painter.drawRoundedRect(rect, 6, 6)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(QColor(look.hover))
            painter.drawRoundedRect(rect, 6, 6)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(look.focus), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 6, 6)


class Navigation(QListView):
    """The list of places. Arrows move, Enter opens.

    Signals:
        opened: id of the place to go to.
    """

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("navigation")
        self.setAccessibleName("เมนูหลัก")
        self.setProperty("role", "panel")
        self._model = _Places(self)
        self.setModel(self._model)
        self.setItemDelegate(_PlaceDelegate(self))
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setFixedWidth(px(WIDTH))
        self.clicked.connect(self._open)

    def show_places(self, places: Sequence[Place], current: str) -> None:
        """Show the rows and mark the page that is open."""
        self._model.show(places)
        self.mark(current)

    def mark(self, current: str) -> None:
        """Mark the page that is open, without opening it."""
        for row, place in enumerate(self._model.places):
            if place.id and place.id == current:
                self.setCurrentIndex(self._model.index(row))
                return
        self.clearSelection()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space} and not event.modifiers():
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _open(self, index: Index) -> None:
        if index.isValid() and (place := self._model.places[index.row()]).id:
            self.opened.emit(place.id)
