"""A long page in sections, with the list of them beside it: each is found at a glance and reached by one key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollBar, QVBoxLayout, QWidget

from cdd_desktop.ui.controls import Select
from cdd_desktop.ui.navigation import Navigation, Place
from cdd_desktop.ui.text import ThaiLabel
from cdd_desktop.ui.widgets import column, page_scroll, rule, title
from cdd_desktop.ui.zoom import fit, px

_INDEX_WIDTH = 216
_BESIDE = 860  # so wide the page must be for the list to stand beside it; else it is a field on top
_ABOVE = 16  # pixels of what is above a section that stay in sight


@dataclass(frozen=True)
class Section:
    """One part of the page: what the list calls it, and the widget."""

    text: str
    icon: str
    widget: QWidget


class Sections(QWidget):
    """Title, list and the sections under each other; the list follows the scrolling."""

    def __init__(self, words: str, sections: Sequence[Section], width: int) -> None:
        super().__init__()
        self._sections = list(sections)
        self.index = Navigation()
        self.index.setObjectName("sectionIndex")
        self.index.setAccessibleName(f"หัวข้อใน{words}")
        fit(self.index, width=_INDEX_WIDTH)
        self.index.opened.connect(self._open)
        self.jump = Select()
        self.jump.setAccessibleName(f"ไปที่หัวข้อใน{words}")
        self.jump.activated.connect(lambda _row: self._open(str(self.jump.currentData())))
        self._top = QWidget()
        top = QHBoxLayout(self._top)
        top.setContentsMargins(28, 8, 28, 8)
        top.addWidget(ThaiLabel("ไปที่หัวข้อ", wrap=False))
        top.addWidget(self.jump, 1)
        page = QWidget()
        body = column(page, spacing=16, margins=(28, 20, 28, 28))
        body.addWidget(title(words))
        for section in self._sections:
            body.addWidget(section.widget)
        body.addStretch(1)
        fit(page, max_width=width + 56)
        self._page = page
        self.area = page_scroll(page)
        self.bar: QScrollBar = self.area.verticalScrollBar()
        self.bar.valueChanged.connect(lambda _value: self._follow())
        self._lay_out()
        self.show_index()

    def _lay_out(self) -> None:
        self._line = rule(upright=True)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for widget in (self.index, self._line):
            row.addWidget(widget)
        row.addWidget(self.area, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._top)
        whole.addLayout(row, 1)

    def show_index(self) -> None:
        """List the sections that are there now."""
        shown = [(at, section) for at, section in enumerate(self._sections) if not section.widget.isHidden()]
        self.index.show_places([Place(str(at), section.text, section.icon) for at, section in shown], "0")
        self.jump.clear()
        for at, section in shown:
            self.jump.addItem(section.text, str(at))
        self._follow()

    def _open(self, name: str) -> None:
        """Bring a section to the top, with the focus on its first control."""
        widget = self._sections[int(name)].widget
        self.bar.setValue(widget.mapTo(self._page, QPoint(0, 0)).y() - _ABOVE)
        found = [
            child
            for child in widget.findChildren(QWidget)
            if child.focusPolicy() & Qt.FocusPolicy.TabFocus and child.isVisible() and child.isEnabled()
        ]
        if found:
            found[0].setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._mark(name)

    def _follow(self) -> None:
        """Mark the section that the top of the page is in; at the end the last one."""
        shown = [at for at, section in enumerate(self._sections) if not section.widget.isHidden()]
        tops = [self._sections[at].widget.mapTo(self._page, QPoint(0, 0)).y() for at in shown]
        above = [at for at, top in zip(shown, tops, strict=True) if top <= self.bar.value() + 3 * _ABOVE]
        if shown:
            last = self.bar.maximum() > 0 and self.bar.value() == self.bar.maximum()
            self._mark(str(shown[-1] if last else above[-1] if above else shown[0]))

    def _mark(self, name: str) -> None:
        self.index.mark(name)
        self.jump.setCurrentIndex(self.jump.findData(name))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() >= px(_BESIDE)
        for widget in (self.index, self._line):
            widget.setVisible(beside)
        self._top.setVisible(not beside)
