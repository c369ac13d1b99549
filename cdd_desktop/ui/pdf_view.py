"""A PDF in the window whose words can be selected and copied."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent, QPainter
from PySide6.QtWidgets import QWidget

from cdd_desktop.ui.pdf_pages import PdfPages
from cdd_desktop.ui.pdf_scroll import PagesView
from cdd_desktop.ui.pdf_text import Place
from cdd_desktop.ui.theme import LIGHT, tokens

_EXTENDING = {QKeySequence.StandardKey.SelectPreviousChar: -1, QKeySequence.StandardKey.SelectNextChar: 1}


class PdfView(PagesView):
    """Text is selected by mouse, by Ctrl+A and, from a selection on, by Shift and the arrows; Ctrl+C copies it.

    Signals:
        copied: the text that was put on the clipboard.
    """

    copied = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._anchor: Place | None = None
        self._head: Place | None = None
        self.viewport().setMouseTracking(True)

    def show_pages(self, pages: PdfPages | None) -> None:
        self._anchor = self._head = None
        super().show_pages(pages)

    def selection(self) -> tuple[Place, Place] | None:
        """Return the ends of what is selected, the earlier first; None where nothing is."""
        if self._anchor is None or self._head is None or self._anchor == self._head:
            return None
        return min(self._anchor, self._head), max(self._anchor, self._head)

    def select(self, start: Place, end: Place) -> None:
        """Select what lies between two places and bring its end into sight."""
        self._anchor, self._head = start, end
        self._show_place(end)
        self.viewport().update()

    def select_all(self) -> None:
        """Select the text of every page."""
        if self.pages is not None:
            last = len(self.pages) - 1
            self._anchor, self._head = Place(0, 0), Place(last, len(self.pages.text(last)))
            self.viewport().update()

    def selected_text(self) -> str:
        """Return the selected text, pages separated by an empty line."""
        spans = [self._span(index) for index in range(len(self.pages or ()))]
        found = [self.pages.text(at).text(*span) for at, span in enumerate(spans) if self.pages and span]
        return "\n\n".join(found)

    def copy(self) -> None:
        """Put the selected text on the clipboard."""
        if words := self.selected_text():
            QGuiApplication.clipboard().setText(words)
            self.copied.emit(words)

    def _span(self, index: int) -> tuple[int, int] | None:
        """Return what of a page is selected."""
        ends = self.selection()
        if ends is None or self.pages is None or not ends[0].page <= index <= ends[1].page:
            return None
        start = ends[0].at if index == ends[0].page else 0
        end = ends[1].at if index == ends[1].page else len(self.pages.text(index))
        return (start, end) if start < end else None

    def _on_page(self, point: QPointF) -> tuple[int, QPointF]:
        """Return the page that a point of the view is on or nearest to, and the point in points on that page."""
        whole, rects = point + QPointF(self.offset()), self.rects()
        index = max((at for at, rect in enumerate(rects) if rect.top() <= whole.y()), default=0)
        factor = self.factor
        return index, (whole - QPointF(rects[index].topLeft())) / factor

    def _place(self, point: QPointF) -> Place | None:
        """Return the place between letters nearest to a point of the view."""
        if self.pages is None:
            return None
        index, spot = self._on_page(point)
        at = self.pages.text(index).nearest(spot)
        return None if at is None else Place(index, at)

    def _show_place(self, place: Place) -> None:
        """Scroll so that a place is in sight, not at the very edge."""
        areas = self.pages.text(place.page).areas(max(place.at - 1, 0), place.at) if self.pages else []
        rect = self.rects()[place.page] if areas else QRect()
        factor = self.factor
        for area in areas:
            for bar, at, seen in (
                (self.verticalScrollBar(), rect.top() + area.center().y() * factor, self.viewport().height()),
                (self.horizontalScrollBar(), rect.left() + area.center().x() * factor, self.viewport().width()),
            ):
                if not bar.value() + seen / 10 < at < bar.value() + seen * 9 / 10:
                    bar.setValue(round(at - seen / 2))

    def _extend(self, steps: int) -> None:
        """Move the end of the selection over a cluster, on to the next page behind the last one of a page."""
        if self.pages is None or self._anchor is None or self._head is None:
            return
        page, at = self._head.page, self._head.at
        moved = self.pages.text(page).step(at, steps)
        if moved == at and 0 <= page + steps < len(self.pages):
            page += steps
            moved = 0 if steps > 0 else len(self.pages.text(page))
        self.select(self._anchor, Place(page, moved))

    # --- Qt ------------------------------------------------------------------------------------------------------

    def paint_over(self, painter: QPainter, index: int, shown: QRect) -> None:
        span = self._span(index)
        if span is None or self.pages is None:
            return
        colour = QColor((LIGHT if tokens().dark else tokens()).selection)  # paper is white in every theme
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)  # the letters stay black
        factor = self.factor
        for area in self.pages.text(index).areas(*span):
            placed = QRectF(area.topLeft() * factor, area.size() * factor).translated(QPointF(shown.topLeft()))
            painter.fillRect(placed, colour)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        place = self._place(event.position())
        extends = event.modifiers() & Qt.KeyboardModifier.ShiftModifier and self._anchor is not None
        self._head = place
        if not extends:
            self._anchor = place
        self.viewport().update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.pages is None:
            return
        if not event.buttons() & Qt.MouseButton.LeftButton:
            index, spot = self._on_page(event.position())
            over = self.pages.text(index).covers(spot)
            self.viewport().setCursor(Qt.CursorShape.IBeamCursor if over else Qt.CursorShape.ArrowCursor)
            return
        place = self._place(event.position())
        if self._anchor is not None and place is not None:
            self._head = place
            self._follow(event.position().y())
            self.viewport().update()

    def _follow(self, y: float) -> None:
        """Scroll on while the mouse is drawn over the edge."""
        bar, high = self.verticalScrollBar(), self.viewport().height()
        if not 0 <= y <= high:
            bar.setValue(bar.value() + round(y if y < 0 else y - high))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        place = self._place(event.position())
        if place is not None and self.pages is not None:
            start, end = self.pages.text(place.page).word(place.at)
            self._anchor, self._head = Place(place.page, start), Place(place.page, end)
            self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self.select_all()
        elif steps := next((steps for key, steps in _EXTENDING.items() if event.matches(key)), 0):
            self._extend(steps)
        else:
            super().keyPressEvent(event)
