"""The evidence that the round still lacks, on home under the board: each leads to the place where it is added."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cdd_desktop.criteria.model import Indicator
from cdd_desktop.store.proofs import Proof
from cdd_desktop.store.submissions import Phase
from cdd_desktop.ui.flow import FlowLayout
from cdd_desktop.ui.standing import Standing
from cdd_desktop.ui.text import ThaiLabel
from cdd_desktop.ui.widgets import Card, button


class LackingList(QWidget):
    """Hidden where nothing is missing.

    Signals:
        opened: id of the mission, and of what is to be proved there.
    """

    opened = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("lacking")
        self.title = ThaiLabel("", "heading")
        self._card = Card()
        self._shown: list[tuple[Indicator, tuple[Proof, ...]]] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self.title)
        column.addWidget(self._card)
        self._timer = QTimer(self)  # it stands under the board: the page is not to wait for it
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._fill)
        self.hide()

    def show_missing(self, items: Sequence[Standing]) -> None:
        """List what these missions lack; nothing can be added to what is sent."""
        open_ones = (item for item in items if item.state.phase is Phase.OPEN)
        found = [(item.indicator, item.unproved) for item in open_ones if item.unproved]
        if found != self._shown:
            self._shown = found
            self._timer.start()

    def _fill(self) -> None:
        body, found = self._card.body, self._shown
        while (row := body.takeAt(0)) is not None:
            if (widget := row.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for indicator, proofs in found:
            body.addWidget(self._row(indicator, proofs))
        self.title.setText(f"หลักฐานที่ยังขาด {sum(len(proofs) for _, proofs in found)} รายการ")
        self.setVisible(bool(found))

    def _row(self, indicator: Indicator, proofs: Sequence[Proof]) -> QWidget:
        made = QWidget()
        flow = FlowLayout(made, 12)
        flow.addWidget(ThaiLabel(f"{indicator.no} {indicator.short}", wrap=False))
        for proof in proofs:
            link = button(proof.named, "link", "arrow-right", partial(self.opened.emit, indicator.id, proof.id))
            link.setAccessibleName(f"เพิ่มหลักฐาน {proof.named} ภารกิจ {indicator.no}")
            link.setProperty("proof", proof.id)
            flow.addWidget(link)
        return made
