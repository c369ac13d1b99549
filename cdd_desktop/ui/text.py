"""Thai text on screen: broken between words, with room for its marks, and clean when it is copied.

Windows has no Thai line breaking, so words are parted by U+200B before they are drawn. The marked text lives only
inside the layout of ``ThaiLabel``: ``text()``, the clipboard and screen readers get the text as it was given.
"""

from __future__ import annotations

from functools import lru_cache
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

from cdd_desktop.ui.theme import LINE_HEIGHT

_READY = "thaiWordsReady"
_WIDEST = 16_777_215.0


def words_ready() -> bool:
    """Return whether the dictionary has been read (see ``warm_up``)."""
    app = QApplication.instance()
    return app is not None and bool(app.property(_READY))


def thai(text: str) -> str:
    """Return ``text`` with U+200B between words, or as it is until the dictionary has been read; display only."""
    return _marked(text) if words_ready() else text


@lru_cache(maxsize=4096)
def _marked(text: str) -> str:
    from cdd_desktop.thai.words import with_zwsp

    return with_zwsp(text)


class _WarmUp(QObject):
    """Reads the dictionary on a thread of its own and tells the window's thread."""

    done = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self.done.connect(self._refresh, Qt.ConnectionType.QueuedConnection)
        Thread(target=self._read, name="thai-words", daemon=True).start()

    def _read(self) -> None:
        _marked("กรม")
        self.done.emit()

    def _refresh(self) -> None:
        self._app.setProperty(_READY, True)
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
        self._lines = lines if wrap else 1
        self._layout = QTextLayout()
        self._laid_width = -1.0
        self._tall = 0.0
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        policy = QSizePolicy(
            QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum if wrap else QSizePolicy.Policy.Fixed
        )
        policy.setHeightForWidth(wrap)
        self.setSizePolicy(policy)
        self.setText(text)

    def setText(self, text: str) -> None:
        super().setText(text)
        self.break_again()

    def break_again(self) -> None:
        """Lay the text out anew: it, the font or the dictionary has changed."""
        self._laid_width = -1.0
        self.updateGeometry()
        self.update()

    def shown_text(self) -> str:
        """Return the text as it is drawn, with U+200B between words."""
        return thai(self.text())

    def line_step(self) -> float:
        """Return the distance of two lines in pixels."""
        font = self.font()
        px = font.pixelSize() if font.pixelSize() > 0 else QFontMetricsF(font).height() / 1.3
        factor = LINE_HEIGHT if px < 17 else 1.4
        return round(px * factor)

    def _lay_out(self, width: float) -> float:
        """Lay the lines out for ``width`` pixels and return the height they take."""
        if width == self._laid_width:
            return self._tall
        option = QTextOption(Qt.AlignmentFlag.AlignLeft)
        option.setWrapMode(
            QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere if self.wordWrap() else QTextOption.WrapMode.NoWrap
        )
        self._layout = QTextLayout(self.shown_text().replace("\n", "\u2028"), self.font(), self)
        self._layout.setTextOption(option)
        self._layout.beginLayout()
        step, top = self.line_step(), 0.0
        while (line := self._layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, top + (step - line.height()) / 2))
            top += step
        self._layout.endLayout()
        count = self._layout.lineCount()
        if self._lines:
            count = min(count, self._lines)
        self._laid_width, self._tall = width, max(count, 1) * step
        return self._tall

    def _side(self) -> int:
        margins = self.contentsMargins()
        return margins.left() + margins.right() + 2 * self.margin()

    def _high(self) -> int:
        margins = self.contentsMargins()
        return margins.top() + margins.bottom() + 2 * self.margin()

    def _natural_width(self) -> float:
        metrics = QFontMetricsF(self.font())
        return max((metrics.horizontalAdvance(line) for line in self.text().split("\n")), default=0.0)

    def hasHeightForWidth(self) -> bool:
        return self.wordWrap()

    def heightForWidth(self, width: int) -> int:
        return int(self._lay_out(max(width - self._side(), 1))) + self._high()

    def sizeHint(self) -> QSize:
        width = self._natural_width() + 1
        if self.wordWrap():
            width = min(width, 480)
        return QSize(int(width) + 1 + self._side(), int(self._lay_out(width)) + self._high())

    def minimumSizeHint(self) -> QSize:
        narrow = min(self._natural_width() + 2, 64) if self.wordWrap() else min(self._natural_width() + 2, 32)
        return QSize(int(narrow) + self._side(), int(self.line_step()) + self._high())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._lines:
            self.setToolTip(self.text() if self._is_cut() else "")

    def _is_cut(self) -> bool:
        area = self.contentsRect()
        if not self.wordWrap():
            return self._natural_width() > area.width() + 1
        self._lay_out(area.width())
        return self._layout.lineCount() > self._lines

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self.break_again()

    def paintEvent(self, event: QPaintEvent) -> None:
        area = QRectF(self.contentsRect())
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        tall = self._lay_out(area.width())
        align = self.alignment()
        top = area.top()
        if align & Qt.AlignmentFlag.AlignVCenter:
            top += max((area.height() - tall) / 2, 0)
        elif align & Qt.AlignmentFlag.AlignBottom:
            top += max(area.height() - tall, 0)
        shown = self._lines or self._layout.lineCount()
        for at in range(min(shown, self._layout.lineCount())):
            self._draw_line(painter, area, top, at, last=at == shown - 1)
        painter.end()

    def _draw_line(self, painter: QPainter, area: QRectF, top: float, at: int, *, last: bool) -> None:
        line = self._layout.lineAt(at)
        cut = last and (self._layout.lineCount() > at + 1 or line.naturalTextWidth() > area.width() + 1)
        if cut:
            text = self._layout.text()[line.textStart() :].split("\u2028")[0]
            metrics = QFontMetricsF(self.font())
            text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, area.width())
            painter.setFont(self.font())
            painter.drawText(QPointF(area.left(), top + line.y() + line.ascent()), text)
            return
        spare = max(area.width() - line.naturalTextWidth(), 0)
        if self.alignment() & Qt.AlignmentFlag.AlignRight:
            shift = spare
        elif self.alignment() & Qt.AlignmentFlag.AlignHCenter:
            shift = spare / 2
        else:
            shift = 0.0
        line.draw(painter, QPointF(area.left() + shift, top))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("คัดลอกข้อความ").triggered.connect(self._copy)
        menu.popup(event.globalPos())

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text())


def text_width(text: str, font: QFont) -> int:
    """Return the width of one line of ``text`` in pixels, rounded up."""
    return int(QFontMetricsF(font).horizontalAdvance(text)) + 1
