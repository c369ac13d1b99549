"""Evidence as tiles: picture, caption, what it proves. Arrows move, Enter opens, F2 captions, Delete removes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QItemSelectionModel, QMimeData, QModelIndex, QPoint, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QImage,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QListView, QSizePolicy, QWidget

from cdd_desktop.errors import UserError
from cdd_desktop.store.evidence import Evidence
from cdd_desktop.ui import theme
from cdd_desktop.ui.evidence_tile import HEIGHT, ITEM, WIDTH, WORDS_FROM, Index, TileDelegate
from cdd_desktop.ui.zoom import px

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}
_DRAGGED = "application/x-cdd-evidence"
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
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemIsDragEnabled

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
                return item if role == ITEM else None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or str(value) == self.items[index.row()].caption:
            return False
        self._view.captioned.emit(self.items[index.row()], str(value))
        return True


class EvidenceTiles(QListView):
    """The evidence of one mission; as high as it must be, the page scrolls.

    Signals:
        opened: an Evidence to look at.
        captioned: an Evidence and its new caption.
        moved: an Evidence and how many places.
        placed: a list of Evidence and the place before which they were let go.
        dragged: where something is held above the tiles.
        removed: a list of Evidence.
        pasted: Ctrl+V.
    """

    opened = Signal(object)
    captioned = Signal(object, str)
    moved = Signal(object, int)
    placed = Signal(list, int)
    dragged = Signal(QPoint)
    removed = Signal(list)
    pasted = Signal()

    def __init__(self, load: Callable[[str], bytes], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._load = load
        self._thumbnails: dict[str, QPixmap | None] = {}
        self._proofs: Mapping[str, str] = {}
        self._held: list[Evidence] = []
        self._gap = -1  # the place before which what is held would be put
        self.locked = False
        self._model = _Model(self)
        self.setObjectName("evidenceTiles")
        self.setAccessibleName("หลักฐานของภารกิจ")
        self.setModel(self._model)
        self.setItemDelegate(TileDelegate(self, self.thumbnail, self.proof_text))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setGridSize(QSize(px(WIDTH), px(HEIGHT)))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.viewport().setAcceptDrops(True)

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
        self.setGridSize(QSize(px(WIDTH), px(HEIGHT)))
        across = max(self.viewport().width() // px(WIDTH), 1)
        self.setFixedHeight(-(-len(self._model.items) // across) * px(HEIGHT) + 2)

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
        self.setDragEnabled(not locked)

    # --- another order by the mouse --------------------------------------------------------------------------------

    def startDrag(self, _actions: Qt.DropAction) -> None:
        """Take the chosen ones up; they are put where they are let go among the tiles."""
        chosen = self.chosen()
        if not chosen:
            return
        drag = QDrag(self)
        drag.setMimeData(self.hold(chosen))
        small = self.thumbnail(chosen[0])
        if small is not None:
            drag.setPixmap(small.scaled(96, 96, Qt.AspectRatioMode.KeepAspectRatio))
        drag.exec(Qt.DropAction.MoveAction)
        self._held = []
        self._mark_gap(-1)

    def hold(self, items: Sequence[Evidence]) -> QMimeData:
        """Begin as a drag does; return what is dragged."""
        self._held = list(items)
        data = QMimeData()
        data.setData(_DRAGGED, b"")
        return data

    def gap_at(self, where: QPoint) -> int:
        """Return the place before which something let go there would be put."""
        for row in range(len(self._model.items)):
            tile = self.visualRect(self._model.index(row))
            if where.y() < tile.bottom() and where.x() < tile.center().x():
                return row
            if where.y() < tile.bottom() and where.x() <= tile.right():
                return row + 1
        return len(self._model.items)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self._over(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._over(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._mark_gap(-1)

    def dropEvent(self, event: QDropEvent) -> None:
        held, self._held = self._held, []
        self._mark_gap(-1)
        if not held or not event.mimeData().hasFormat(_DRAGGED):
            event.ignore()
            return
        event.acceptProposedAction()
        self.placed.emit(held, self.gap_at(event.position().toPoint()))

    def _over(self, event: QDropEvent) -> None:
        if not self._held or not event.mimeData().hasFormat(_DRAGGED):
            event.ignore()  # files from outside are the page's
            return
        where = event.position().toPoint()
        event.acceptProposedAction()
        self._mark_gap(self.gap_at(where))
        self.dragged.emit(where)

    def _mark_gap(self, gap: int) -> None:
        if gap != self._gap:
            self._gap = gap
            self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        count = len(self._model.items)
        if not 0 <= self._gap <= count or not count:
            return
        last = self._gap == count
        tile = self.visualRect(self._model.index(count - 1 if last else self._gap))
        painter = QPainter(self.viewport())
        painter.fillRect(
            tile.right() - 1 if last else tile.left(), tile.top() + 4, 3, px(HEIGHT) - 8, QColor(theme.tokens().accent)
        )
        painter.end()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the picture; on the words below it, type the caption."""
        index = self.indexAt(event.position().toPoint())
        if not index.isValid():
            return
        if event.position().y() - self.visualRect(index).top() > px(WORDS_FROM) and not self.locked:
            self.edit(index)
        else:
            self.opened.emit(index.data(ITEM))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the page scrolls
