"""Under a piece of evidence in the viewer: its caption, what it proves, and what is known of it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from cdd_desktop.store.evidence import CAPTION_LENGTH, Evidence
from cdd_desktop.store.proofs import Proof
from cdd_desktop.thai.dates import show_datetime
from cdd_desktop.ui.controls import Select
from cdd_desktop.ui.evidence_parts import size_words
from cdd_desktop.ui.line_edit import CommitLine
from cdd_desktop.ui.text import ThaiLabel
from cdd_desktop.ui.zoom import fit, px

_WIDE = 720  # from this width caption and proof stand side by side


class EvidenceFields(QWidget):
    """The fields of one.

    Signals:
        captioned: the new caption.
        proof_chosen: id of what it proves.
    """

    captioned = Signal(str)
    proof_chosen = Signal(str)

    def __init__(self, proofs: Sequence[Proof], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.facts = ThaiLabel("", "note", lines=2)
        self.caption = CommitLine()
        self.caption.setMaxLength(CAPTION_LENGTH)
        self.caption.setPlaceholderText("คำบรรยาย พิมพ์ใต้ภาพในเอกสารหลักฐาน")
        self.caption.setAccessibleName("คำบรรยาย")
        self.caption.entered.connect(self.captioned)
        self.proof = Select()
        self.proof.setAccessibleName("ใช้ยืนยัน")
        fit(self.proof, min_width=200)
        self.proof.addItem("ยังไม่ระบุ", "")
        for item in proofs:
            self.proof.addItem(item.about or item.text, item.id)
        self.proof.activated.connect(lambda _: self.proof_chosen.emit(str(self.proof.currentData())))
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(20, 12, 20, 12)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        self._grid.addWidget(ThaiLabel("คำบรรยาย", wrap=False), 0, 0)
        self._grid.addWidget(self.caption, 0, 1)
        self._label, self._apart = ThaiLabel("ใช้ยืนยัน", wrap=False), True
        self._grid.addWidget(self._label, 0, 2)
        self._grid.addWidget(self.proof, 0, 3)
        self._grid.addWidget(self.facts, 2, 0, 1, 4)

    def set_locked(self, locked: bool) -> None:
        """Let nothing be altered (the mission is submitted)."""
        self.caption.setReadOnly(locked)
        self.proof.setEnabled(not locked and self.proof.count() > 1)

    def show_item(self, item: Evidence) -> None:
        """Show the fields of one."""
        self.caption.settle(item.caption)
        self.proof.setCurrentIndex(max(self.proof.findData(item.proves), 0))
        self.facts.setText(" · ".join(_facts(item)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        apart = self.width() >= px(_WIDE)
        if apart != self._apart:
            self._apart = apart
            for widget, column in ((self._label, 2), (self.proof, 3)):
                self._grid.removeWidget(widget)
                self._grid.addWidget(widget, 0 if apart else 1, column if apart else column - 2)


def _facts(item: Evidence) -> list[str]:
    parts = [item.name]
    if item.taken_at is not None:
        parts.append(f"ถ่ายเมื่อ {show_datetime(item.taken_at)}")
    if item.width:
        parts.append(f"{item.width:,} × {item.height:,} จุด")
    parts.append(size_words(item.size))
    if item.place:
        parts.append(f"ตำแหน่งโดยประมาณ {item.place.replace(',', ', ')}")
    return parts
