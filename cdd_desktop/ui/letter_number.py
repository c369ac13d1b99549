"""Number and date of a letter, as the register holds them for its round and template."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from cdd_desktop.errors import UserError
from cdd_desktop.reports import office_letters
from cdd_desktop.reports.content_letter import Numbered
from cdd_desktop.reports.template import Template
from cdd_desktop.store import documents
from cdd_desktop.store.documents import Document
from cdd_desktop.thai.dates import long_date
from cdd_desktop.ui.confirm import Confirm
from cdd_desktop.ui.flow import FlowLayout
from cdd_desktop.ui.line_edit import CommitLine
from cdd_desktop.ui.register_card import read_day, read_number
from cdd_desktop.ui.result_levels import say
from cdd_desktop.ui.round_papers import letter_titles
from cdd_desktop.ui.session import Session
from cdd_desktop.ui.text import ThaiLabel
from cdd_desktop.ui.widgets import Card, button, column
from cdd_desktop.ui.zoom import fit


class LetterNumberCard(Card):
    """One letter's number: a letter that was registered shows its own, another one starts empty.

    Signals:
        register_wanted: the number is to be entered into the register.
    """

    register_wanted = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._session = session
        self._about = ""
        self.number = CommitLine(number=True)
        self.day = CommitLine()
        self.prefix = ThaiLabel("", "soft", wrap=False)
        self.confirm = Confirm()
        fit(self.number, width=110)
        fit(self.day, width=180)
        for line in (self.number, self.day):
            line.textChanged.connect(self.confirm.hide)
        self._build()

    def _build(self) -> None:
        flow = FlowLayout(spacing=12)
        for words, parts in (("เลขที่", (self.prefix, self.number)), ("ลงวันที่", (self.day,))):
            parts[-1].setAccessibleName(words)
            flow.addWidget(_under(words, parts))
        add = button("ลงทะเบียนเลขที่นี้", icon="list-checks", on_click=self.register_wanted.emit)
        add.setObjectName("register")
        flow.addWidget(_under(" ", (add,)))
        self.body.addLayout(flow)
        self.body.addWidget(ThaiLabel("เว้นว่างไว้ได้ แล้วเขียนเลขที่และวันที่ด้วยมือหลังลงนาม", "note"))
        self.body.addWidget(self.confirm)

    def show_number(self, template: Template | None) -> None:
        """Show the letter's number and what comes next; what is typed for this very letter stays. Raises UserError."""
        store, today = self._session.store, self._session.clock.today()
        about = self._about_of(template)
        if about != self._about or not self.number.text():
            found = documents.document_about(store, about)
            self.number.settle(str(found.number) if found else "")
            if found or about != self._about or not self.day.text():
                self.day.settle(long_date(found.day if found else today))
            self._about = about
        say(self.prefix, office_letters.number_prefix(store))
        self.number.setPlaceholderText(str(documents.next_number(store, self.numbered().day or today)))

    def numbered(self) -> Numbered:
        """Return number and date as they are printed; raises UserError."""
        prefix, number = self.prefix.text(), self.number.text().strip()
        text = self.day.text().strip()
        day = read_day(text) if text else None
        return Numbered(f"{prefix}/{number}" if prefix and number else number or prefix, day)

    def register(self, template: Template) -> int:
        """Enter the number, or the next one, for this letter and return it; raises UserError."""
        given = read_number(self.number.text().strip() or self.number.placeholderText())
        subject, to = letter_titles(self._session, template)
        day = self.numbered().day or self._session.clock.today()
        documents.register(self._session.store, given, day, subject, to, about=self._about_of(template))
        self.number.settle(str(given))
        return given

    def when_free(self, template: Template, act: Callable[[], object]) -> None:
        """Do it; where the register holds the number for something else, only when told so. Raises UserError."""
        taken = self._taken(template)
        if taken is None:
            self.confirm.hide()
            act()
            return
        why = f"ยกเลิกไปแล้ว ({taken.cancelled})" if taken.cancelled else f"เป็นของเรื่อง “{taken.subject}”"
        self.confirm.ask(f"เลขที่ {taken.number} ในทะเบียน{why} หนังสือสองฉบับจะมีเลขเดียวกัน", "ใช้เลขนี้ต่อไป", act)

    def _taken(self, template: Template) -> Document | None:
        """Return the line of the register that holds the number for another letter."""
        try:
            number = read_number(self.number.text())
        except UserError:
            return None  # none, or one that the register cannot hold
        day = self.numbered().day or self._session.clock.today()
        found = documents.document_numbered(self._session.store, number, day)
        if found is None or not (found.subject or found.cancelled):
            return None  # free, or reserved
        if found.about and not found.cancelled:
            own = found.about == self._about_of(template)
        else:
            own = not found.cancelled and found.subject == letter_titles(self._session, template)[0]
        return None if own else found

    def _about_of(self, template: Template | None) -> str:
        session = self._session
        return f"{session.pack.id}/{session.round.id}/{template.id}" if template else ""


def _under(words: str, parts: Sequence[QWidget]) -> QWidget:
    """Return things side by side under a name."""
    made = QWidget()
    box = column(made, spacing=4)
    box.addWidget(ThaiLabel(words, "subheading", wrap=False))
    row = QHBoxLayout()
    row.setSpacing(8)
    for part in parts:
        row.addWidget(part)
    box.addLayout(row)
    return made
