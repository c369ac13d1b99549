"""Evidence as tiles: picture, caption, what it proves. Arrows move, Enter opens, F2 captions, Delete removes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import PurePath
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QImage,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPen,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from cdd_desktop.errors import UserError
from cdd_desktop.store.evidence import CAPTION_LENGTH, Evidence
from cdd_desktop.ui import folding, icons, theme

Index = QModelIndex | QPersistentModelIndex
WIDTH, HEIGHT = 178, 212
_PAD = 10  # from a tile's edge to its picture
_PICTURE, _LINE = 116, 20
_CAPTION_LINES = 2
_ITEM = Qt.ItemDataRole.UserRole
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}
NOT_SAID = "ยังไม่ระบุข้อที่ยืนยัน"


class _Model(QAbstractListModel):
    def __init__(self, view: EvidenceTiles) -> None:
        super().__init__(view)
        self._view = view
        self.items: list[Evidence] = []

    def show(self, items: Sequence[Evidence]) -> None:
        if [item.id for item in items] == [item.id for item in self.items]:
            self.items = list(items)
            if items:
                self.dataChanged.emit(self.index(0), self.index(len(items) - 1))
            return
        self.beginResetModel()
        self.items = list(items)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.items)

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        item = self.items[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return item.caption or item.name
            case Qt.ItemDataRole.EditRole:
                return item.caption
            case Qt.ItemDataRole.AccessibleTextRole | Qt.ItemDataRole.ToolTipRole:
                sort = "ภาพ" if item.kind == "picture" else "ไฟล์"
                proof = self._view.proof_text(item)
                return " · ".join(
                    part for part in (f"{sort}ที่ {index.row() + 1}", item.caption, item.name, proof) if part
                )
            case _:
                return item if role == _ITEM else None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or str(value) == self.items[index.row()].caption:
            return False
        self._view.captioned.emit(self.items[index.row()], str(value))
        return True


class _Delegate(QStyledItemDelegate):
    def __init__(self, view: EvidenceTiles) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(WIDTH, HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        item: Evidence = index.data(_ITEM)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        area = QRect(option.rect).adjusted(2, 2, -2, -2)
        self._ground(painter, area, option.state)
        inner = QRect(option.rect).adjusted(_PAD, _PAD, -_PAD, -_PAD)
        self._picture(painter, QRect(inner.left(), inner.top(), inner.width(), _PICTURE), item)
        self._words(painter, inner.adjusted(0, _PICTURE + 6, 0, 0), item, index.row() + 1)
        painter.restore()

    def _ground(self, painter: QPainter, area: QRect, state: QStyle.StateFlag) -> None:
        look = theme.tokens()
        chosen, under = state & QStyle.StateFlag.State_Selected, state & QStyle.StateFlag.State_MouseOver
        painter.setPen(Qt.PenStyle.NoPen)
        if chosen or under:
            painter.setBrush(QColor(look.accent_soft if chosen else look.hover))
            painter.drawRoundedRect(area, theme.RADIUS, theme.RADIUS)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(look.focus), look.ring))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(area).adjusted(1, 1, -1, -1), theme.RADIUS, theme.RADIUS)

    def _picture(self, painter: QPainter, area: QRect, item: Evidence) -> None:
        look = theme.tokens()
        painter.setPen(QPen(QColor(look.hairline), 1))
        painter.setBrush(QColor(look.canvas))
        painter.drawRoundedRect(QRectF(area).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        thumbnail = self._view.thumbnail(item)
        if thumbnail is not None:
            fitted = QSize(thumbnail.size()).scaled(area.size() - QSize(4, 4), Qt.AspectRatioMode.KeepAspectRatio)
            place = QRect(area.topLeft(), fitted)
            place.moveCenter(area.center())
            painter.drawPixmap(place, thumbnail)
            return
        broken = item.kind == "picture"
        name = (
            "triangle-alert" if broken else "file-spreadsheet" if item.name.endswith((".xlsx", ".xls")) else "file-text"
        )
        mark = icons.pixmap(name, look.danger if broken else look.ink_soft, 40, painter.device().devicePixelRatioF())
        painter.drawPixmap(QRect(area.center().x() - 20, area.center().y() - 30, 40, 40), mark)
        words = "ไฟล์ภาพหายหรือเสีย" if broken else PurePath(item.name).suffix[1:].upper()
        painter.setFont(theme.font(theme.NOTE_PX))
        painter.setPen(QColor(look.danger if broken else look.ink_soft))
        painter.drawText(area.adjusted(0, 70, 0, 0), Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, words)

    def _words(self, painter: QPainter, area: QRect, item: Evidence, number: int) -> None:
        look = theme.tokens()
        painter.setFont(theme.font(theme.NOTE_PX))
        painter.setPen(QColor(look.ink if item.caption else look.ink_soft))
        lines = _folded(f"{number}. {item.caption}", area.width(), painter) if item.caption else []
        if not lines:
            metrics = QFontMetricsF(painter.font())
            lines = [metrics.elidedText(f"{number}. {item.name}", Qt.TextElideMode.ElideMiddle, area.width())]
        proof = self._view.proof_text(item)
        for at, line in enumerate(lines[:_CAPTION_LINES]):
            painter.drawText(QRect(area.left(), area.top() + at * _LINE, area.width(), _LINE), _MIDDLE, line)
        painter.setPen(QColor(look.ink_soft if item.proves else look.warn))
        shown = QFontMetricsF(painter.font()).elidedText(proof, Qt.TextElideMode.ElideRight, area.width())
        under = QRect(area.left(), area.top() + _CAPTION_LINES * _LINE + 2, area.width(), _LINE)
        painter.drawText(under, _MIDDLE, shown)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        line = QLineEdit(parent)
        line.setMaxLength(CAPTION_LENGTH)
        line.setAccessibleName("คำบรรยายภาพ")
        line.setPlaceholderText("คำบรรยาย")
        return line

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        area = QRect(option.rect)
        editor.setGeometry(area.left() + 4, area.top() + _PICTURE + _PAD + 4, area.width() - 8, theme.FIELD_HEIGHT)


_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


def _folded(text: str, width: int, painter: QPainter) -> list[str]:
    """Return a caption's lines, the last one in sight cut with "…"."""
    metrics = QFontMetricsF(painter.font())
    places = folding.break_places(text)
    spans = folding.fold(text, places, lambda at: metrics.horizontalAdvance(text[:at]), width, lambda at: at + 1)
    lines = [text[start:end].strip() for start, end in spans]
    if len(lines) > _CAPTION_LINES:
        rest = text[spans[_CAPTION_LINES - 1][0] :]
        lines[_CAPTION_LINES - 1] = metrics.elidedText(rest, Qt.TextElideMode.ElideRight, width)
    return lines


class EvidenceTiles(QListView):
    """The evidence of one mission; as high as it must be, the page scrolls.

    Signals:
        opened: an Evidence to look at.
        captioned: an Evidence and its new caption.
        moved: an Evidence and how many places.
        removed: a list of Evidence.
        pasted: Ctrl+V.
    """

    opened = Signal(object)
    captioned = Signal(object, str)
    moved = Signal(object, int)
    removed = Signal(list)
    pasted = Signal()

    def __init__(self, load: Callable[[str], bytes], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._load = load
        self._thumbnails: dict[str, QPixmap | None] = {}
        self._proofs: Mapping[str, str] = {}
        self.locked = False
        self._model = _Model(self)
        self.setObjectName("evidenceTiles")
        self.setAccessibleName("หลักฐานของภารกิจ")
        self.setModel(self._model)
        self.setItemDelegate(_Delegate(self))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setGridSize(QSize(WIDTH, HEIGHT))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.data(_ITEM)))

    def show_evidence(self, items: Sequence[Evidence], proofs: Mapping[str, str]) -> None:
        """Show what there is; ``proofs`` names what is proved, by id. Who was chosen stays chosen."""
        self._proofs = proofs
        current, row = self.current(), self.currentIndex().row()
        self._model.show(items)
        if items:
            at = next(
                (at for at, item in enumerate(items) if current and item.id == current.id),
                min(max(row, 0), len(items) - 1),
            )
            none = QItemSelectionModel.SelectionFlag.NoUpdate  # nothing is chosen before a person does so
            self.selectionModel().setCurrentIndex(self._model.index(at), none)
        self._fit()

    def choose(self, item: Evidence) -> None:
        """Make one the current one."""
        at = next((at for at, one in enumerate(self._model.items) if one.id == item.id), None)
        if at is not None:
            self.setCurrentIndex(self._model.index(at))

    def items(self) -> list[Evidence]:
        return self._model.items

    def current(self) -> Evidence | None:
        row = self.currentIndex().row()
        return self._model.items[row] if 0 <= row < len(self._model.items) else None

    def chosen(self) -> list[Evidence]:
        """Return those selected, in their order."""
        rows = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        return [self._model.items[row] for row in rows]

    def proof_text(self, item: Evidence) -> str:
        """Return what one proves, in words."""
        return f"ยืนยัน {self._proofs[item.proves]}" if item.proves in self._proofs else NOT_SAID if self._proofs else ""

    def thumbnail(self, item: Evidence) -> QPixmap | None:
        """Return the small picture, None of a file or where it cannot be read."""
        if item.kind != "picture":
            return None
        if item.thumb not in self._thumbnails:
            try:
                image = QImage.fromData(self._load(item.thumb))
            except UserError:
                image = QImage()
            self._thumbnails[item.thumb] = None if image.isNull() else QPixmap.fromImage(image)
        return self._thumbnails[item.thumb]

    def _fit(self) -> None:
        across = max(self.viewport().width() // WIDTH, 1)
        self.setFixedHeight(-(-len(self._model.items) // across) * HEIGHT + 2)

    # --- Qt ------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        current, control = self.current(), event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit()
        elif current is None:
            super().keyPressEvent(event)
        elif event.key() in _ENTER and not event.modifiers():
            self.opened.emit(current)
        elif event.key() == Qt.Key.Key_Delete and not self.locked:
            self.removed.emit(self.chosen() or [current])
        elif control and event.key() in {Qt.Key.Key_Left, Qt.Key.Key_Right} and not self.locked:
            self.moved.emit(current, 1 if event.key() == Qt.Key.Key_Right else -1)
        else:
            super().keyPressEvent(event)

    def edit_caption(self) -> None:
        """Open the current one's caption for typing."""
        if self.currentIndex().isValid() and not self.locked:
            self.edit(self.currentIndex())

    def set_locked(self, locked: bool) -> None:
        """Let nothing be altered (the mission is submitted)."""
        self.locked = locked
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(trigger.NoEditTriggers if locked else trigger.EditKeyPressed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the page scrolls
