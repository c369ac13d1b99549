"""How one tile of evidence is drawn: picture, caption, what it proves; and the line in which a caption is typed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from cdd_desktop.store.evidence import CAPTION_LENGTH, Evidence
from cdd_desktop.ui import folding, icons, theme
from cdd_desktop.ui.zoom import px

Index = QModelIndex | QPersistentModelIndex
ITEM = Qt.ItemDataRole.UserRole
WIDTH, HEIGHT = 178, 212
_PAD = 10  # from a tile's edge to its picture
_PICTURE, _LINE = 116, 20
_CAPTION_LINES = 2
WORDS_FROM = _PAD + _PICTURE  # from here downwards a tile has words
_SHEETS = {".xlsx", ".xls"}


class TileDelegate(QStyledItemDelegate):
    """Draws the tiles of a view.

    Args:
        thumbnail: gives the small picture, None of a file or where it cannot be read.
        proof_text: gives what a piece of evidence proves, in words.
    """

    def __init__(
        self,
        view: QObject,
        thumbnail: Callable[[Evidence], QPixmap | None],
        proof_text: Callable[[Evidence], str],
    ) -> None:
        super().__init__(view)
        self._thumbnail = thumbnail
        self._proof_text = proof_text

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(px(WIDTH), px(HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        item: Evidence = index.data(ITEM)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        area = QRect(option.rect).adjusted(2, 2, -2, -2)
        self._ground(painter, area, option.state)
        inner = QRect(option.rect).adjusted(_PAD, _PAD, -_PAD, -_PAD)
        self._picture(painter, QRect(inner.left(), inner.top(), inner.width(), px(_PICTURE)), item)
        self._words(painter, inner.adjusted(0, px(_PICTURE) + 6, 0, 0), item, index.row() + 1)
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
        thumbnail = self._thumbnail(item)
        if thumbnail is not None:
            fitted = QSize(thumbnail.size()).scaled(area.size() - QSize(4, 4), Qt.AspectRatioMode.KeepAspectRatio)
            place = QRect(area.topLeft(), fitted)
            place.moveCenter(area.center())
            painter.drawPixmap(place, thumbnail)
            return
        broken = item.kind == "picture"
        mark = icons.pixmap(
            "triangle-alert" if broken else file_icon(item),
            look.danger if broken else look.ink_soft,
            40,
            painter.device().devicePixelRatioF(),
        )
        painter.drawPixmap(QRect(area.center().x() - 20, area.center().y() - 30, 40, 40), mark)
        words = "ไฟล์ภาพหายหรือเสีย" if broken else PurePath(item.name).suffix[1:].upper()
        painter.setFont(theme.font(theme.NOTE_PX))
        painter.setPen(QColor(look.danger if broken else look.ink_soft))
        painter.drawText(area.adjusted(0, 70, 0, 0), Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, words)

    def _words(self, painter: QPainter, area: QRect, item: Evidence, number: int) -> None:
        look = theme.tokens()
        painter.setFont(theme.font(theme.NOTE_PX))
        painter.setPen(QColor(look.ink if item.caption else look.ink_soft))
        lines = _folded(f"{number}. {item.caption or item.name}", area.width(), painter)
        proof = self._proof_text(item)
        for at, line in enumerate(lines[:_CAPTION_LINES]):
            painter.drawText(QRect(area.left(), area.top() + at * px(_LINE), area.width(), px(_LINE)), _MIDDLE, line)
        painter.setPen(QColor(look.ink_soft if item.proves else look.warn))
        shown = QFontMetricsF(painter.font()).elidedText(proof, Qt.TextElideMode.ElideRight, area.width())
        under = QRect(area.left(), area.top() + _CAPTION_LINES * px(_LINE) + 2, area.width(), px(_LINE))
        painter.drawText(under, _MIDDLE, shown)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        line = QLineEdit(parent)
        line.setMaxLength(CAPTION_LENGTH)
        line.setAccessibleName("คำบรรยายภาพ")
        line.setPlaceholderText("คำบรรยาย")
        return line

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        area = QRect(option.rect)
        top = area.top() + px(_PICTURE) + _PAD + 4
        editor.setGeometry(area.left() + 4, top, area.width() - 8, px(theme.FIELD_HEIGHT))


def file_icon(item: Evidence) -> str:
    """Return the name of the icon for a file that is no picture."""
    return "file-spreadsheet" if PurePath(item.name).suffix.lower() in _SHEETS else "file-text"


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
