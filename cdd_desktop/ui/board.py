"""The board: every mission of the round as one calm row. Arrows move, Enter opens."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QListView, QSizePolicy, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from cdd_desktop.ui import icons, theme
from cdd_desktop.ui.due import DueState
from cdd_desktop.ui.grades import draw_grade
from cdd_desktop.ui.standing import PHASE_ICONS, Standing
from cdd_desktop.ui.standing_stage import Stage
from cdd_desktop.ui.zoom import fit, px

Index = QModelIndex | QPersistentModelIndex
ROW = 60
_TIGHT = 480  # narrower, what is filled in has no room beside name and grade
_STANDING = Qt.ItemDataRole.UserRole
_MIDDLE = Qt.AlignmentFlag.AlignVCenter


class _Standings(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.items: list[Standing] = []

    def show(self, items: Sequence[Standing]) -> None:
        if len(items) != len(self.items):
            self.beginResetModel()
            self.items = list(items)
            self.endResetModel()
            return
        self.items = list(items)
        if items:
            self.dataChanged.emit(self.index(0), self.index(len(items) - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.items)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        item = self.items[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return item.indicator.title
            case Qt.ItemDataRole.AccessibleTextRole:
                parts = [item.indicator.no, item.indicator.title, item.stage_text, item.grade_text]
                return " ".join(part for part in (*parts, item.change, item.due.text, item.officer) if part)
            case Qt.ItemDataRole.ToolTipRole:
                return f"{item.indicator.title}\n{item.stage_text}\nช่องทางรายงาน: {item.indicator.channel}"
            case _:
                return item if role == _STANDING else None


class _Row:
    """Where the parts of a row lie: number, name, state of entry, grade, change."""

    def __init__(self, rect: QRect) -> None:
        inner = rect.adjusted(12, 0, -12, 0)
        narrow = inner.width() < px(760)
        change = 0 if narrow else px(120)
        grade, state = (px(150), px(140)) if narrow else (px(190), px(190))
        if inner.width() < px(_TIGHT):
            state = 0  # the name before all
        right = inner.right()
        self.number = QRect(inner.left(), inner.top(), px(28), inner.height())
        self.change = QRect(right - change, inner.top(), change, inner.height())
        self.grade = QRect(self.change.left() - grade, inner.top(), grade, inner.height())
        self.state = QRect(self.grade.left() - state - 24, inner.top(), state, inner.height())
        left = self.number.right() + 12
        self.name = QRect(left, inner.top(), self.state.left() - left - 20, inner.height())


class _BoardDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(400, px(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        item: Standing = index.data(_STANDING)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter, rect, state)
        row = _Row(rect)
        look = theme.tokens()
        painter.setFont(theme.font(theme.HEADING_PX, QFont.Weight.DemiBold))
        painter.setPen(QColor(look.ink_soft))
        painter.drawText(row.number, _MIDDLE | Qt.AlignmentFlag.AlignRight, item.indicator.no)
        self._name(painter, row.name, item)
        if row.state.width():
            self._state(painter, row.state, item)
        self._grade(painter, row.grade, row.change.right(), item)
        if row.change.width():
            self._change(painter, row.change, item)
        painter.restore()

    def _ground(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> None:
        look = theme.tokens()
        painter.setPen(Qt.PenStyle.NoPen)
        if state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(look.hover))
        painter.setPen(QPen(QColor(look.hairline), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(look.focus), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -2), theme.RADIUS, theme.RADIUS)

    def _name(self, painter: QPainter, rect: QRect, item: Standing) -> None:
        look = theme.tokens()
        title = QRect(rect.left(), rect.top() + px(6), rect.width(), px(26))
        name = item.indicator.title
        font = theme.font(theme.BASE_PX, QFont.Weight.DemiBold)
        if QFontMetricsF(font).horizontalAdvance(name) > rect.width():
            name = item.indicator.short
        _line(painter, title, name, font, look.ink)
        late = item.due.state in {DueState.LATE, DueState.SOON} and not item.settled
        words = [item.officer or item.indicator.host, item.due.text if late else item.due.when]
        colour = look.danger if late and item.due.state is DueState.LATE else look.ink_soft
        note = QRect(rect.left(), rect.top() + px(30), rect.width(), px(22))
        _line(painter, note, " · ".join(word for word in words if word), theme.font(theme.NOTE_PX), colour)

    def _state(self, painter: QPainter, rect: QRect, item: Standing) -> None:
        look = theme.tokens()
        words = QRect(rect.left(), rect.top() + px(8), rect.width(), px(24))
        wrong, font = item.stage is Stage.WRONG, theme.font(theme.NOTE_PX)
        if item.phase_text:
            self._phase(painter, words, item)
            return
        text = item.stage_text
        if QFontMetricsF(font).horizontalAdvance(text) > words.width():
            text = text.partition(" · ")[0]  # what has to be done first; home lists the missing evidence itself
        _line(painter, words, text, font, look.danger if wrong else look.ink_soft)
        bar = QRectF(rect.left(), rect.top() + px(37), rect.width(), 6)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.hairline))
        painter.drawRoundedRect(bar, 3, 3)
        if item.filled:
            painter.setBrush(QColor(look.accent))
            part = min(item.filled / max(item.asked, 1), 1)
            painter.drawRoundedRect(QRectF(bar.left(), bar.top(), max(bar.width() * part, 6), 6), 3, 3)

    def _phase(self, painter: QPainter, rect: QRect, item: Standing) -> None:
        """Say that it is sent or certified, with its mark and by whom."""
        look = theme.tokens()
        act = item.state.certification or item.state.submission
        assert act is not None
        ratio = painter.device().devicePixelRatioF()
        mark = icons.pixmap(PHASE_ICONS[item.state.phase], look.accent, px(icons.SIZE), ratio)
        painter.drawPixmap(rect.left(), rect.top() + px(4), mark)
        _line(painter, rect.adjusted(px(24), 0, 0, 0), item.phase_text, theme.font(theme.NOTE_PX), look.ink)
        _line(painter, rect.adjusted(px(24), px(22), 0, px(22)), act.name, theme.font(theme.NOTE_PX), look.ink_soft)

    def _grade(self, painter: QPainter, rect: QRect, row_right: int, item: Standing) -> None:
        look = theme.tokens()
        shown = item.look
        if not item.entry.untouched:
            draw_grade(painter, QRectF(rect.left(), rect.center().y() - px(17), px(36), px(36)), shown)
        text = rect.adjusted(px(48), 0, 0, 0)
        font = theme.font(theme.NOTE_PX)
        if not shown.detail:
            _line(painter, text, "" if item.entry.untouched else shown.word, font, look.ink)
            return
        if not item.change:
            text.setRight(row_right)
        detail = shown.detail
        if item.reachable and QFontMetricsF(font).horizontalAdvance(detail) > text.width():
            detail = f"อาจได้ {' '.join(item.reachable)}"
        _line(painter, text.adjusted(0, px(7), 0, -text.height() // 2), shown.word, font, look.ink)
        _line(painter, text.adjusted(0, text.height() // 2, 0, -px(7)), detail, font, look.ink_soft)

    def _change(self, painter: QPainter, rect: QRect, item: Standing) -> None:
        look = theme.tokens()
        mark = {1: "▲ ", -1: "▼ "}.get(item.rise, "")
        colour = {1: look.good, -1: look.grade_d}.get(item.rise, look.ink_soft)
        _line(painter, rect, mark + item.change, theme.font(theme.NOTE_PX), colour)


def _line(painter: QPainter, rect: QRect, text: str, font: QFont, colour: str) -> None:
    painter.setFont(font)
    painter.setPen(QColor(colour))
    shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, _MIDDLE, shown)


class Board(QListView):
    """The missions of the round.

    Signals:
        opened: id of the mission to open.
    """

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("board")
        self.setAccessibleName("ภารกิจทั้งหมดในรอบนี้")
        self._model = _Standings(self)
        self.setModel(self._model)
        self.setItemDelegate(_BoardDelegate(self))
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._open)

    def show_missions(self, items: Sequence[Standing]) -> None:
        """Show the missions, all of them: the page scrolls, not the board."""
        self._model.show(items)
        fit(self, height=ROW * len(items) + 2)
        if items and not self.currentIndex().isValid():
            self.setCurrentIndex(self._model.index(0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space} and not event.modifiers():
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _open(self, index: Index) -> None:
        if index.isValid():
            self.opened.emit(self._model.items[index.row()].indicator.id)
