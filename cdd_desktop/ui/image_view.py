"""A picture or a page in the window, fitted or large."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from cdd_desktop.ui import theme

_ARROWS = {Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down}


class ImageView(QAbstractScrollArea):
    """A picture, fitted into the view or large, then moved by dragging; or words in its place.

    Large is a photo's own size, and the width of the view for a page, which is read from its top.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("evidenceImage")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.image = QImage()
        self.fitted = True
        self.is_page = False
        self._words = ""
        self._grabbed: QPoint | None = None

    def show_image(self, image: QImage, words: str = "", *, is_page: bool = False) -> None:
        """Show a picture; ``words`` stand where there is none."""
        self.image, self._words, self.is_page = image, words, is_page
        self._lay()

    def set_fitted(self, fitted: bool) -> None:
        """Fit the picture into the view, or show it large."""
        self.fitted = fitted
        self._lay()

    def _size(self) -> QSizeF:
        """Return how large the picture is drawn, in logical pixels; a small one is never drawn larger than it is."""
        whole = QSizeF(self.image.size()) / self.devicePixelRatioF()
        room = QSizeF(self.viewport().size()) - QSizeF(24, 24)
        if self.is_page and not self.fitted:
            return whole * min(room.width() / max(whole.width(), 1.0), 1.0)
        if not self.fitted or (whole.width() <= room.width() and whole.height() <= room.height()):
            return whole
        return whole.scaled(room, Qt.AspectRatioMode.KeepAspectRatio)

    def _lay(self) -> None:
        size, view = self._size(), self.viewport().size()
        for bar, whole, seen in (
            (self.horizontalScrollBar(), size.width(), view.width()),
            (self.verticalScrollBar(), size.height(), view.height()),
        ):
            bar.setRange(0, max(round(whole) - seen, 0))
            bar.setPageStep(seen)
            bar.setSingleStep(40)
            bar.setValue(0 if self.is_page else bar.maximum() // 2)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.tokens()
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), QColor(look.hairline))
        if self.image.isNull():
            painter.setFont(theme.font())
            painter.setPen(QColor(look.ink))
            area = self.viewport().rect().adjusted(24, 0, -24, 0)
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._words)
            painter.end()
            return
        size = self._size()
        place = QRectF(QPointF(0, 0), size)
        place.moveCenter(QRectF(self.viewport().rect()).center())
        if size.width() > self.viewport().width():
            place.moveLeft(-self.horizontalScrollBar().value())
        if size.height() > self.viewport().height():
            place.moveTop(-self.verticalScrollBar().value())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(place, self.image)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        sideways = event.key() in {Qt.Key.Key_Left, Qt.Key.Key_Right} and self.horizontalScrollBar().maximum() == 0
        if self.fitted or sideways or event.key() not in _ARROWS:
            event.ignore()  # the viewer goes on to the next one
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._grabbed = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grabbed is not None:
            now = event.position().toPoint()
            for bar, way in (
                (self.horizontalScrollBar(), now.x() - self._grabbed.x()),
                (self.verticalScrollBar(), now.y() - self._grabbed.y()),
            ):
                bar.setValue(bar.value() - way)
            self._grabbed = now

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._grabbed = None
