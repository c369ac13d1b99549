"""Parts of the evidence strip: what is asked for, the place to drop things, what came of an offer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from cdd_desktop.store.evidence import Evidence
from cdd_desktop.store.intake import suffix_of
from cdd_desktop.store.proofs import Proof
from cdd_desktop.ui import theme
from cdd_desktop.ui.evidence_desk import MOST_FILES, Report
from cdd_desktop.ui.evidence_tile import file_icon
from cdd_desktop.ui.icons import set_icon
from cdd_desktop.ui.line_edit import repolish
from cdd_desktop.ui.marks import Mark
from cdd_desktop.ui.text import ThaiLabel
from cdd_desktop.ui.widgets import button

_EMPTY = "ลากภาพหรือไฟล์มาวางที่นี่ วางด้วย Ctrl+V หรือกดเพิ่ม โปรแกรมจะย่อภาพ หมุนให้ตรง และลบตำแหน่งที่ถ่ายออกให้"
_ROOM_FOR_ICON = 220
_HELD = "ปล่อยเพื่อเพิ่มเป็นหลักฐานของภารกิจนี้"


class DropZone(QWidget):
    """A dashed frame that says what can be done here."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = ThaiLabel(_EMPTY, "soft")
        self.words.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter)
        self._held = False
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.addWidget(self.words)

    def set_held(self, held: bool) -> None:
        """Say that something is held above and can be let go."""
        self._held = held
        self.words.setText(_HELD if held else _EMPTY)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(look.accent if self._held else look.edge), 1.5, Qt.PenStyle.DashLine))
        if self._held:
            painter.setBrush(QColor(look.accent_soft))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), theme.RADIUS, theme.RADIUS)
        painter.end()


class Wanted(QWidget):
    """What the pack asks to be proved, one line each.

    Signals:
        add_wanted: id of a proof to bring.
    """

    add_wanted = Signal(str)

    def __init__(self, proofs: Sequence[Proof], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.marks: dict[str, Mark] = {}
        self.states: dict[str, ThaiLabel] = {}
        self.links: dict[str, QWidget] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        for row, proof in enumerate(proofs):
            self._line(grid, row, proof)

    def _line(self, grid: QGridLayout, row: int, proof: Proof) -> None:
        mark, state = Mark("unknown"), ThaiLabel("", "note", wrap=False)
        words = proof.text if proof.about in {"", proof.text} else f"{proof.text} ({proof.about})"
        link = button("เพิ่ม", "link", on_click=partial(self.add_wanted.emit, proof.id))
        link.setAccessibleName(f"เพิ่ม{proof.text} {proof.about}")
        for column, widget in enumerate((mark, ThaiLabel(words), state, link)):
            grid.addWidget(widget, row, column, Qt.AlignmentFlag.AlignVCenter)
        self.marks[proof.id], self.states[proof.id], self.links[proof.id] = mark, state, link

    def show_state(self, counts: Mapping[str, int], missing: set[str], *, locked: bool) -> None:
        """Say of each how many there are, or whether it is missing; ``counts`` by id."""
        for name, mark in self.marks.items():
            count = counts.get(name, 0)
            state = self.states[name]
            words = f"มี {count}" if count else "ยังขาด" if name in missing else "ยังไม่ต้องใช้"
            self.links[name].setVisible(not locked)
            if state.text() == words:
                continue
            state.setText(words)
            state.setProperty("role", "good" if count else "warn" if name in missing else "note")
            repolish(state)
            mark.set_kind("met" if count else "warn" if name in missing else "unknown")
            mark.setAccessibleName(words)


def say_short(made: QPushButton, words: str, icon: str, *, short: bool) -> None:
    """Let a button show its icon alone where there is no room for its words; its name and tool tip keep them."""
    made.setText("" if short else words)
    made.setAccessibleName(words)
    if not made.toolTip():
        made.setToolTip(words)
    set_icon(made, icon)


class FileCard(QWidget):
    """A file that is not shown here: what it is, how large, and the way to see it."""

    def __init__(self, open_outside: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "canvas")
        self._icon = QToolButton()
        self._icon.setEnabled(False)
        self._icon.setProperty("kind", "picture")
        self.name = ThaiLabel("", "subheading")
        self.words = ThaiLabel("", "soft")
        self.open = button("เปิดด้วยโปรแกรมอื่น", "primary", on_click=open_outside)
        self.setFocusProxy(self.open)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 8, 24, 8)
        column.setSpacing(8)
        column.addStretch(1)
        column.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignHCenter)
        for label in (self.name, self.words):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(label)
        column.addWidget(self.open, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._icon.setVisible(self.height() > _ROOM_FOR_ICON)

    def show_file(self, item: Evidence, problem: str) -> None:
        """Show a file; ``problem`` says what is wrong with it and what to do, "" where it is whole."""
        set_icon(self._icon, "triangle-alert" if problem else file_icon(item), "danger" if problem else "ink_soft", 48)
        self.name.setText(item.name)
        said = f"ไฟล์ {suffix_of(item.name)[1:].upper()} ขนาด {size_words(item.size)} ดูเนื้อในด้วยโปรแกรมของไฟล์นั้น"
        self.words.setText(problem or said)
        self.open.setVisible(not problem)


def size_words(size: int) -> str:
    """Return a file's size as people say it."""
    return f"{size / 1024:,.0f} KB" if size < 1 << 20 else f"{size / (1 << 20):,.1f} MB"


def report_lines(report: Report, place: Callable[[Evidence], str]) -> list[str]:
    """Return what a person should know of what was taken in, one line each; nothing where all went well.

    Args:
        place: names where an older one was used.
    """
    lines = [f"มีมากกว่า {MOST_FILES} ไฟล์ เพิ่มเฉพาะ {MOST_FILES} ไฟล์แรก ที่เหลือเพิ่มทีหลังได้"] if report.more else []
    lines += [f"ไม่ได้เพิ่ม “{name}” {error}" for name, error in report.refused]
    lines += [f"“{name}” มีอยู่แล้วในภารกิจนี้ จึงไม่เพิ่มซ้ำ" for name in report.repeated]
    for twin in report.twins:
        word = "คล้ายกับภาพที่ใช้แล้ว" if twin.near else "เป็นไฟล์เดียวกับที่ใช้แล้ว"
        lines.append(f"“{twin.new.name}” {word}ใน{place(twin.old)} ตรวจก่อนว่าใช้ซ้ำได้หรือไม่")
    lines += [f"“{name}” เป็นภาพเคลื่อนไหว เก็บเฉพาะภาพแรก" for name in report.moving]
    if not lines and not report.added:
        lines.append("ไม่พบภาพหรือไฟล์ที่ใช้เป็นหลักฐานได้ ใช้ภาพ JPG PNG WEBP หรือไฟล์ PDF Word Excel PowerPoint")
    return lines
