"""Thai text on screen: broken between words, with room for its marks, and clean when it is copied.

Qt breaks Thai by libthai, which Windows does not have and which breaks inside compounds. So labels fold their lines
themselves, where the program's own dictionary says: the same lines on every machine, and nothing invisible is put
into the text, so none can reach the clipboard or a screen reader.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from threading import Thread

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFont,
    QFontMetricsF,
    QGuiApplication,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QSizePolicy, QWidget

from cdd_desktop.ui.folding import READY, break_places, fold, word_places, words_ready
from cdd_desktop.ui.theme import LINE_HEIGHT
from cdd_desktop.ui.zoom import px

_BALANCED = {"title", "heading", "subheading"}
_USUAL_WIDTH = 480  # a wrapping label asks for this much where its text is longer


class _WarmUp(QObject):
    """Reads the dictionary on a thread of its own and tells the window's thread."""

    done = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self.done.connect(self._refresh, Qt.ConnectionType.QueuedConnection)
        Thread(target=self._read, name="thai-words", daemon=True).start()

    def _read(self) -> None:
        word_places("กรมการพัฒนาชุมชน")
        self.done.emit()

    def _refresh(self) -> None:
        self._app.setProperty(READY, True)
        for widget in self._app.allWidgets():
            if isinstance(widget, ThaiLabel):
                widget.break_again()
        self.deleteLater()


def warm_up(app: QApplication) -> None:
    """Read the dictionary in the background and break every label again; call once the window has been painted."""
    if not words_ready():
        _WarmUp(app)


class ThaiLabel(QLabel):
    """A label that wraps Thai between words, line height 1.5.

    Args:
        text: plain text; line feeds are kept.
        role: the look (see ``style``), "" for body text.
        lines: show this many lines at most and end with "…" (0: all); the whole text is then the tool tip.
        wrap: False keeps one line, cut with "…" where there is no room.
    """

    def __init__(
        self, text: str = "", role: str = "", *, lines: int = 0, wrap: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        if role:
            self.setProperty("role", role)
        self._most = lines if wrap else 1
        self._measure: QTextLayout | None = None
        self._natural = -1.0
        self._folds: dict[float, list[tuple[int, int]]] = {}  # by width: layouts ask for the same few again and again
        self._heights: dict[int, int] = {}
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        policy = QSizePolicy(
            QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum if wrap else QSizePolicy.Policy.Fixed
        )
        policy.setHeightForWidth(wrap)
        self.setSizePolicy(policy)
        self.setText(text)

    def setText(self, text: str) -> None:
        if text == self.text() and text:
            return
        super().setText(text)
        self.break_again()

    def break_again(self) -> None:
        """Fold the text anew: it, the font or the dictionary has changed."""
        self._measure = None
        self._natural = -1.0
        self._folds.clear()
        self._heights.clear()
        self.updateGeometry()
        self.update()

    def lines(self) -> list[str]:
        """Return the lines in sight, as they are folded at the label's width."""
        return [self.text()[start:end].rstrip() for start, end in self._fold(self.contentsRect().width())]

    def line_step(self) -> int:
        """Return the distance of two lines in pixels."""
        font = self.font()
        size = font.pixelSize() if font.pixelSize() > 0 else QFontMetricsF(font).height() / 1.3
        return round(size * (LINE_HEIGHT if size < px(17) else 1.4))

    def _x(self, place: int) -> float:
        """Return the distance of a place in the text from its start, in one line."""
        if self._measure is None:
            option = QTextOption()
            option.setWrapMode(QTextOption.WrapMode.NoWrap)
            self._measure = QTextLayout(self.text().replace("\n", " "), self.font(), self)
            self._measure.setTextOption(option)
            self._measure.beginLayout()
            self._measure.createLine()
            self._measure.endLayout()
        return float(self._measure.lineAt(0).cursorToX(place)[0])  # type: ignore[index]

    def _after(self, place: int) -> int:
        self._x(0)
        assert self._measure is not None
        return max(self._measure.nextCursorPosition(place), place + 1)

    def _fold(self, width: float) -> list[tuple[int, int]]:
        """Fold the text to ``width`` pixels; a label of one line keeps it."""
        if not self.wordWrap():
            return [(0, len(self.text()))]
        if self._natural_width() <= width and "\n" not in self.text():
            return [(0, len(self.text()))]
        if width not in self._folds:
            self._folds[width] = self._folded(width)
        return self._folds[width]

    def _folded(self, width: float) -> list[tuple[int, int]]:
        text = self.text()
        places = break_places(text)
        if any(self._x(end) - self._x(start) > width for start, end in pairwise((0, *places, len(text)))):
            places = break_places(text, tied=False)  # too narrow to keep what belongs together
        lines = fold(text, places, self._x, width, self._after)
        if self.property("role") in _BALANCED or self.alignment() & Qt.AlignmentFlag.AlignHCenter:
            return self._balanced(lines, places, width)
        return lines

    def _balanced(self, lines: list[tuple[int, int]], places: Sequence[int], width: float) -> list[tuple[int, int]]:
        """Fold a heading into lines of like length: no single word on its last line."""
        narrow, count = width / 2, len(lines)
        while count > 1 and width - narrow > 8:
            middle = (narrow + width) / 2
            narrower = fold(self.text(), places, self._x, middle, self._after)
            if len(narrower) == count:
                lines, width = narrower, middle
            else:
                narrow = middle
        return lines

    def _tall(self, width: float) -> int:
        count = len(self._fold(width))
        return max(min(count, self._most) if self._most else count, 1) * self.line_step()

    def _side(self) -> int:
        margins = self.contentsMargins()
        return margins.left() + margins.right() + 2 * self.margin()

    def _high(self) -> int:
        margins = self.contentsMargins()
        return margins.top() + margins.bottom() + 2 * self.margin()

    def _natural_width(self) -> float:
        """Return the width of the longest line that the text itself has."""
        if self._natural < 0:
            self._natural = self._longest()
        return self._natural

    def _longest(self) -> float:
        ends = [at for at, letter in enumerate(self.text()) if letter == "\n"] + [len(self.text())]
        starts = [0, *(end + 1 for end in ends)]
        return max(self._x(end) - self._x(start) for start, end in zip(starts, ends, strict=False))

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:  # layouts ask hundreds of times for one change of text
            self._heights[width] = self._tall(max(width - self._side(), 1)) + self._high()
        return self._heights[width]

    def sizeHint(self) -> QSize:
        width = int(self._natural_width()) + 2
        if self.wordWrap():
            width = min(width, px(_USUAL_WIDTH))
        return QSize(width + self._side(), self._tall(width) + self._high())

    def minimumSizeHint(self) -> QSize:
        narrow = min(int(self._natural_width()) + 2, 64 if self.wordWrap() else 32)
        return QSize(narrow + self._side(), self.line_step() + self._high())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._most:
            self.setToolTip(self.text() if self._is_cut() else "")

    def _is_cut(self) -> bool:
        width = self.contentsRect().width()
        if not self.wordWrap():
            return self._natural_width() > width + 1
        return len(self._fold(width)) > self._most

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self.break_again()

    def paintEvent(self, event: QPaintEvent) -> None:
        area = QRectF(self.contentsRect())
        lines = self._fold(area.width())
        shown = lines[: self._most] if self._most else lines
        spare = max(area.height() - len(shown) * self.line_step(), 0)
        top = area.top()
        if self.alignment() & Qt.AlignmentFlag.AlignVCenter:
            top += spare / 2
        elif self.alignment() & Qt.AlignmentFlag.AlignBottom:
            top += spare
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.setFont(self.font())
        metrics = QFontMetricsF(self.font())
        base = round(top + (self.line_step() - metrics.ascent() - metrics.descent()) / 2 + metrics.ascent())
        for at, (start, end) in enumerate(shown):
            hidden = at == len(shown) - 1 and len(lines) > len(shown)
            self._draw_line(painter, QPointF(area.left(), base), start, len(self.text()) if hidden else end)
            base += self.line_step()
        painter.end()

    def _draw_line(self, painter: QPainter, left: QPointF, start: int, end: int) -> None:
        width = self.contentsRect().width()
        line = self.text()[start:end].split("\n")[0].rstrip()
        taken = self._x(start + len(line)) - self._x(start)
        if taken > width + 1:
            metrics = QFontMetricsF(self.font())
            painter.drawText(left, metrics.elidedText(line, Qt.TextElideMode.ElideRight, width))
            return
        if self.alignment() & Qt.AlignmentFlag.AlignRight:
            left.setX(left.x() + width - taken)
        elif self.alignment() & Qt.AlignmentFlag.AlignHCenter:
            left.setX(left.x() + (width - taken) / 2)
        painter.drawText(left, line)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("คัดลอกข้อความ").triggered.connect(self.copy_text)
        menu.popup(event.globalPos())

    def copy_text(self) -> None:
        """Put the whole text on the clipboard."""
        QGuiApplication.clipboard().setText(self.text())


def text_width(text: str, font: QFont) -> int:
    """Return the width of one line of ``text`` in pixels, rounded up."""
    return int(QFontMetricsF(font).horizontalAdvance(text)) + 1
