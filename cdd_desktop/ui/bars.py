"""A small chart: one bar for each round, the figure above it."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from cdd_desktop.ui.theme import font, tokens
from cdd_desktop.ui.zoom import px

_NOTE = 13
_TALL = 120


class Bars(QWidget):
    """Numbers by round; None has no bar. ``small`` leaves the words out, for a table's row."""

    def __init__(self, parent: QWidget | None = None, *, small: bool = False) -> None:
        super().__init__(parent)
        self._small = small
        self._values: Sequence[Fraction | None] = ()
        self._names: Sequence[str] = ()
        self._shown: Sequence[str] = ()
        self._current = -1
        across = QSizePolicy.Policy.Fixed if small else QSizePolicy.Policy.Expanding
        self.setSizePolicy(across, QSizePolicy.Policy.Fixed)

    def set_values(
        self, title: str, names: Sequence[str], values: Sequence[Fraction | None], shown: Sequence[str], current: int
    ) -> None:
        """Show values with their names and figures in words; ``current`` is the place of the open round."""
        self._names, self._values, self._shown, self._current = names, values, shown, current
        words = ", ".join(f"{name} {figure or 'ไม่มีค่า'}" for name, figure in zip(names, shown, strict=True))
        self.setAccessibleName(f"แผนภูมิ {title}: {words}")
        self.setToolTip(words)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(96), px(32)) if self._small else QSize(px(320), px(_TALL))

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._values:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        margin = 0 if self._small else px(24)
        area = QRectF(0, margin, self.width(), self.height() - 2 * margin)
        most = max((value for value in self._values if value is not None), default=Fraction(0)) or Fraction(1)
        step = area.width() / len(self._values)
        for at, value in enumerate(self._values):
            place = QRectF(area.left() + at * step, area.top(), step, area.height())
            if value is not None:
                self._draw_bar(painter, place, at, max(float(value / most), 0.0))
            if not self._small:
                self._draw_words(painter, QRectF(place.left(), area.bottom() + 2, step, margin), self._names[at])
        painter.setPen(QPen(QColor(tokens().hairline), 1))
        painter.drawLine(QPointF(area.left(), area.bottom()), QPointF(area.right(), area.bottom()))
        painter.end()

    def _draw_bar(self, painter: QPainter, place: QRectF, at: int, share: float) -> None:
        look = tokens()
        height = max(place.height() * share, 2)
        width = min(place.width() * 0.6, 48)
        bar = QRectF(place.center().x() - width / 2, place.bottom() - height, width, height)
        painter.setPen(QPen(QColor(look.accent), look.border))
        painter.setBrush(QColor(look.accent if at == self._current else look.accent_soft))
        painter.drawRect(bar)
        if not self._small:
            self._draw_words(painter, QRectF(place.left(), bar.top() - px(24), place.width(), px(22)), self._shown[at])

    def _draw_words(self, painter: QPainter, area: QRectF, words: str) -> None:
        painter.setFont(font(_NOTE))
        painter.setPen(QColor(tokens().ink_soft))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, words)
