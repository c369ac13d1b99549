"""Ready to be copied into the reporting channel: the values of a mission in the channel's order, one key each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from cdd_desktop.criteria.kinds import FactValue, Kind, ListKind
from cdd_desktop.criteria.model import Fact, Indicator
from cdd_desktop.errors import UserError
from cdd_desktop.store.duties import Reported, mark_reported, reported, unmark_reported
from cdd_desktop.ui.controls import Select
from cdd_desktop.ui.due import moment_text
from cdd_desktop.ui.marks import Mark
from cdd_desktop.ui.mission_form import month_captions
from cdd_desktop.ui.page import Page
from cdd_desktop.ui.result_levels import enough, say
from cdd_desktop.ui.session import Change, Session
from cdd_desktop.ui.text import ThaiLabel
from cdd_desktop.ui.widgets import Card, button, page_head, page_scroll

WIDTH = 820
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


@dataclass(frozen=True)
class Piece:
    """One value to be copied; a list has one for each place. ``text`` is "" where nothing is filled in."""

    fact: Fact
    label: str
    text: str
    shown: str
    last: bool


def pieces(session: Session, indicator: Indicator) -> list[Piece]:
    """Return what the channel asks for, in its order; numbers without separators, as forms take them."""
    facts = session.entry(indicator.id).facts
    asked = sorted((fact for fact in indicator.facts if fact.channel_order), key=lambda fact: fact.channel_order)
    months = month_captions(session.pack, session.months())
    return [piece for fact in asked for piece in _pieces(fact, facts.get(fact.id), months)]


def _pieces(fact: Fact, value: FactValue | None, months: Sequence[str]) -> list[Piece]:
    if not isinstance(fact.kind, ListKind) or not isinstance(value, tuple) or not value:
        text = "" if value is None else _plain(fact.kind, value)
        return [Piece(fact, fact.label, text, _shown(fact, fact.kind, value), last=True)]
    names = months if fact.months else [f"ที่ {at}" for at in range(1, len(value) + 1)]
    item = fact.kind.item
    return [
        Piece(
            fact,
            f"{fact.label} {name}",
            "" if part is None else _plain(item, part),
            _shown(fact, item, part),
            last=at == len(value) - 1,
        )
        for at, (name, part) in enumerate(zip(names, value, strict=False))
    ]


def _plain(kind: Kind, value: FactValue) -> str:
    text = kind.edit_text(value)
    return text.replace(",", "") if kind.numeric else text


def _shown(fact: Fact, kind: Kind, value: FactValue | None) -> str:
    return "ยังไม่ได้กรอก" if value is None else f"{kind.show(value)} {fact.unit}".rstrip()


class _CopyButton(QPushButton):
    """Copies by click, space, Enter and Ctrl+C; up and down go to the neighbours."""

    stepped = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER or event.matches(QKeySequence.StandardKey.Copy):
            self.click()
        elif event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self.stepped.emit(-1 if event.key() == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)


class _Row(QWidget):
    def __init__(self, page: ChannelPage, at: int) -> None:
        super().__init__()
        self.mark = Mark("met")
        stays = self.mark.sizePolicy()
        stays.setRetainSizeWhenHidden(True)
        self.mark.setSizePolicy(stays)
        self.label = ThaiLabel("")
        self.note = ThaiLabel("", "note")
        self.value = ThaiLabel("", "subheading", wrap=False)
        self.value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.copy = _CopyButton("คัดลอก")
        self.copy.clicked.connect(lambda _checked: page.copy_row(at))
        self.copy.stepped.connect(lambda steps: page.focus_row(at + steps, steps))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.label)
        words.addWidget(self.note)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(12)
        row.addWidget(self.mark)
        row.addLayout(words, 1)
        row.addWidget(self.value)
        row.addWidget(self.copy)

    def show_piece(self, piece: Piece, mark: Reported | None) -> None:
        say(self.label, piece.label)
        say(self.value, piece.shown)
        say(self.note, "" if mark is None else f"รายงานแล้วเมื่อ {moment_text(mark.at, mark.clock)} {mark.name}".rstrip())
        self.mark.set_kind("met")
        self.mark.setVisible(mark is not None)
        self.copy.setEnabled(bool(piece.text))
        self.copy.setAccessibleName(f"คัดลอก {piece.label} {piece.shown}")

    def warn(self, words: str) -> None:
        self.mark.set_kind("warn")
        say(self.note, words)


class ChannelPage(Page):
    """One mission at a time.

    Signals:
        said: a sentence about what was done.
        failed: a UserError.
        closed: go back to the documents.
    """

    said = Signal(str)
    failed = Signal(object)
    closed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("channels")
        self._session = session
        self._pieces: list[Piece] = []
        self._rows: list[_Row] = []
        self._copied: set[int] = set()
        self.choice = Select()
        self.choice.setAccessibleName("ภารกิจ")
        self.choice.currentIndexChanged.connect(lambda _row: self._other_mission())
        self.channel = ThaiLabel("", "soft")
        self.progress = ThaiLabel("", "subheading")
        self.unmark = button("ลบเครื่องหมายของภารกิจนี้", "quiet", "undo-2", self._unmark)
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self._build()
        session.changed.connect(self._on_change)

    def _build(self) -> None:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(28, 16, 28, 28)
        column.setSpacing(12)
        column.addLayout(page_head("พร้อมคัดลอกไปยังช่องทางรายงาน", self.closed.emit))
        column.addWidget(self.choice)
        column.addWidget(self.channel)
        card = Card()
        card.body.addWidget(self.progress)
        card.body.addWidget(ThaiLabel("กด Enter เพื่อคัดลอกค่าแล้วไปช่องถัดไป จากนั้นวางในช่องทางรายงาน", "note"))
        card.body.addLayout(self._list)
        card.body.addWidget(self.unmark, 0, Qt.AlignmentFlag.AlignRight)
        column.addWidget(card)
        column.addStretch(1)
        page.setMaximumWidth(WIDTH + 56)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(page_scroll(page))

    # --- showing -------------------------------------------------------------------------------------------------

    def enter(self) -> None:
        if not self.focus_row(0, 1):
            self.choice.setFocus(Qt.FocusReason.OtherFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show_missions()

    def open_mission(self, indicator_id: str) -> None:
        """Show a mission of the open round; an unknown one stays where we are."""
        self._show_missions()
        at = self.choice.findData(indicator_id)
        if at >= 0:
            self.choice.setCurrentIndex(at)
        self.enter()

    def _on_change(self, change: Change) -> None:
        if self.isVisible() and (change.everything or change.indicators or change.settings):
            self._show_missions()

    def _show_missions(self) -> None:
        chosen = self.choice.currentData()
        self.choice.blockSignals(True)
        self.choice.clear()
        for item in self._session.indicators:
            self.choice.addItem(f"{item.no}  {item.title}", item.id)
        self.choice.setCurrentIndex(max(self.choice.findData(chosen), 0))
        self.choice.blockSignals(False)
        self._show()

    def _other_mission(self) -> None:
        self._copied.clear()
        self._show()

    def _indicator(self) -> Indicator | None:
        return self._session.pack.indicator_by_id.get(str(self.choice.currentData()))

    def _show(self) -> None:
        indicator = self._indicator()
        if indicator is None:
            return
        session = self._session
        marks = reported(session.store, session.key(indicator.id))
        self._pieces = pieces(session, indicator)
        self.channel.setText(f"ช่องทางรายงาน: {indicator.channel}")
        for row, piece in zip(enough(self._rows, len(self._pieces), self._add_row), self._pieces, strict=True):
            mark = marks.get(piece.fact.id)
            row.show_piece(piece, mark)
            if mark is not None and mark.value != self._now(indicator, piece.fact):
                row.warn("ค่าเปลี่ยนหลังรายงาน ต้องรายงานใหม่")
        facts = {piece.fact.id for piece in self._pieces}
        done = [name for name in facts if name in marks and marks[name].value == self._now(indicator, name)]
        say(self.progress, f"รายงานแล้ว {len(done)} จาก {len(facts)} ข้อ")
        self.unmark.setVisible(bool(marks))

    def _now(self, indicator: Indicator, fact: Fact | str) -> object:
        known = indicator.fact_by_id[fact] if isinstance(fact, str) else fact
        value = self._session.entry(indicator.id).facts.get(known.id)
        return None if value is None else known.kind.to_json(value)

    def _add_row(self) -> _Row:
        row = _Row(self, len(self._rows))
        self._list.addWidget(row)
        return row

    # --- doing ---------------------------------------------------------------------------------------------------

    def focus_row(self, at: int, steps: int) -> bool:
        """Go to the row at a place, or the next beyond it that can be copied; return whether there is one."""
        while 0 <= at < len(self._pieces):
            if self._rows[at].copy.isEnabled():
                self._rows[at].copy.setFocus(Qt.FocusReason.TabFocusReason)
                return True
            at += steps
        return False

    def copy_row(self, at: int) -> None:
        """Put a value on the clipboard, mark its fact as reported once all of it was copied, and go on."""
        indicator, piece = self._indicator(), self._pieces[at]
        if indicator is None:
            return
        QGuiApplication.clipboard().setText(piece.text)
        self._copied.add(at)
        places = [row for row, item in enumerate(self._pieces) if item.fact.id == piece.fact.id and item.text]
        if self._copied.issuperset(places) and not self._mark(indicator, piece.fact):
            return
        self.said.emit(f"คัดลอก {piece.label} = {piece.text} แล้ว")
        self.focus_row(at + 1, 1)

    def _mark(self, indicator: Indicator, fact: Fact) -> bool:
        session = self._session
        try:
            session.flush()
            value = session.entry(indicator.id).facts[fact.id]
            words = f"ทำเครื่องหมายว่ารายงานแล้ว “{fact.short or fact.label}” ภารกิจ {indicator.no}"
            kept = {fact.id: fact.kind.to_json(value)}
            mark_reported(session.store, session.key(indicator.id), kept, action=words)
        except UserError as error:
            self.failed.emit(error)
            return False
        session.changed.emit(Change(settings=True))
        return True

    def _unmark(self) -> None:
        indicator = self._indicator()
        if indicator is None:
            return
        try:
            unmark_reported(self._session.store, self._session.key(indicator.id), list(indicator.fact_by_id))
        except UserError as error:
            self.failed.emit(error)
            return
        self._copied.clear()
        self._session.changed.emit(Change(settings=True))
        self.said.emit("ลบเครื่องหมายว่ารายงานแล้วของภารกิจนี้ เลิกทำได้ด้วย Ctrl+Z")
