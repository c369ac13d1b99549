"""Ctrl+K: one line to find anything, floating over the window."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QGraphicsDropShadowEffect,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from cdd_desktop.ui import theme
from cdd_desktop.ui.search import Target, find
from cdd_desktop.ui.text import ThaiLabel
from cdd_desktop.ui.zoom import px

Index = QModelIndex | QPersistentModelIndex
WIDTH, ROW, MOST_ROWS = 620, 44, 9
_TARGET = Qt.ItemDataRole.UserRole


class _Found(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.targets: list[Target] = []

    def show(self, targets: list[Target]) -> None:
        self.beginResetModel()
        self.targets = targets
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.targets)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        target = self.targets[index.row()]
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return f"{target.text} {target.group} {target.detail}".strip()
        return target if role == _TARGET else None


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, px(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        target: Target = index.data(_TARGET)
        look = theme.tokens()
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            chosen = bool(state & QStyle.StateFlag.State_Selected)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(look.accent_soft if chosen else look.hover))
            painter.drawRoundedRect(rect.adjusted(6, 1, -6, -1), theme.RADIUS, theme.RADIUS)
        inner = rect.adjusted(18, 0, -18, 0)
        side = f"{target.group} · {target.detail}" if target.detail else target.group
        note = theme.font(theme.NOTE_PX)
        wide = min(int(QFontMetricsF(note).horizontalAdvance(side)) + 4, inner.width() // 2)
        self._text(painter, inner.adjusted(0, 0, -wide - 16, 0), target.text, theme.font(), look.ink)
        right = QRect(inner.right() - wide, inner.top(), wide + 1, inner.height())
        self._text(painter, right, side, note, look.ink_soft)
        painter.restore()

    def _text(self, painter: QPainter, rect: QRect, text: str, font: QFont, colour: str) -> None:
        painter.setFont(font)
        painter.setPen(QColor(colour))
        shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, shown)


class Palette(QFrame):
    """The search. Arrows choose, Enter goes there, Escape leaves everything as it was."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._over = window
        self.setObjectName("palette")
        self.setProperty("role", "card")
        self._targets: Sequence[Target] = ()
        self._before: QWidget | None = None
        self.line = QLineEdit(self)
        self.line.setObjectName("paletteLine")
        self.line.setPlaceholderText("พิมพ์ชื่อภารกิจ คน เอกสาร คำสั่ง หรือสิ่งที่อยากทำ")
        self.line.setAccessibleName("ค้นหาทุกอย่าง")
        self.line.textChanged.connect(self._search)
        self.line.installEventFilter(self)
        self._model = _Found(self)
        self.list = QListView(self)
        self.list.setModel(self._model)
        self.list.setItemDelegate(_Delegate(self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.clicked.connect(self._go)
        self._nothing = ThaiLabel("ไม่พบ ลองพิมพ์ให้สั้นลง เช่น “โคก” หรือ “พิมพ์”", "soft", parent=self)
        self._nothing.setContentsMargins(18, 12, 18, 12)
        box = QVBoxLayout(self)
        box.setContentsMargins(8, 8, 8, 8)
        box.setSpacing(8)
        box.addWidget(self.line)
        box.addWidget(self.list)
        box.addWidget(self._nothing)
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(32)
        shadow.setOffset(0, 8)
        shadow.setColor(QColor(0, 0, 0, 70))
        self.setGraphicsEffect(shadow)
        self.hide()

    def open(self, targets: Sequence[Target]) -> None:
        """Show the search over the window with an empty line."""
        self._targets = targets
        self._before = self.window().focusWidget()
        self.line.clear()
        self._search("")
        self.place()
        self.show()
        self.raise_()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def shown(self) -> list[Target]:
        """Return what is offered, best first."""
        return self._model.targets

    def place(self) -> None:
        """Stand in the upper middle of the window, as high as what was found."""
        area = self._over.rect()
        width = min(px(WIDTH), area.width() - 48)
        room = (area.height() - 84) // px(ROW) - 1  # rows beside the line above them
        rows = min(max(len(self._model.targets), 1), MOST_ROWS, max(room, 2))
        self.list.setFixedHeight(px(ROW) * rows + 4)
        self.list.setVisible(bool(self._model.targets))
        self._nothing.setVisible(not self._model.targets)
        height = min(self.sizeHint().height(), area.height() - 60)
        self.setGeometry(QRect(QPoint((area.width() - width) // 2, 48), QSize(width, height)))

    def close_search(self) -> None:
        """Go away and give the focus back."""
        self.hide()
        if self._before is not None:
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)

    def _search(self, query: str) -> None:
        offered = self._targets if query.strip() else [item for item in self._targets if item.weight > 0]
        self._model.show(find(offered, query))
        if self._model.targets:
            self.list.setCurrentIndex(self._model.index(0))
        self.place()

    def _go(self, index: Index) -> None:
        if not index.isValid():
            return
        target = self._model.targets[index.row()]
        self.close_search()
        target.run()

    def _step(self, rows: int) -> None:
        count = len(self._model.targets)
        if count:
            row = min(max(self.list.currentIndex().row() + rows, 0), count - 1)
            self.list.setCurrentIndex(self._model.index(row))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
            if event.key() in steps:
                self._step(steps[Qt.Key(event.key())])
                return True
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self._go(self.list.currentIndex())
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.close_search()
                return True
        if event.type() == QEvent.Type.FocusOut and self.isVisible():
            self.hide()
        return super().eventFilter(watched, event)
