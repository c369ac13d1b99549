"""The strip along the top: who, which quarter, which round and when it is due, and the search."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetricsF, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QWidget

from cdd_desktop.criteria.model import Pack
from cdd_desktop.store.people import Person, role_name
from cdd_desktop.ui.due import DueState
from cdd_desktop.ui.icons import set_icon
from cdd_desktop.ui.line_edit import repolish
from cdd_desktop.ui.session import Session
from cdd_desktop.ui.text import ThaiLabel, text_width
from cdd_desktop.ui.widgets import button
from cdd_desktop.ui.zoom import fit, px

NARROW = 1100
NARROWEST = 820
BARE = 640  # under this width buttons are icons: what is due has to have room
PERSON_WIDTH = 220
_SENT = "ส่งครบแล้ว"


class DueLabel(ThaiLabel):
    """Says when the round is due and how long is left, as much of it as there is room for."""

    def __init__(self) -> None:
        super().__init__("", wrap=False)
        self._texts: tuple[str, ...] = ("",)

    def show_due(self, texts: Sequence[str]) -> None:
        """Show the first of these texts, from the longest to the shortest, that has room."""
        self._texts = tuple(texts)
        self.setAccessibleName(texts[0])
        self._choose()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._choose()

    def _choose(self) -> None:
        room = self.contentsRect().width()
        fitting = (text for text in self._texts if text_width(text, self.font()) <= room)
        self.setText(next(fitting, self._texts[-1]))


class Header(QFrame):
    """Names the office and the round.

    Signals:
        round_chosen: id of the round to open, and of its pack.
        search_wanted: open the search.
        person_chosen: id of the person who takes the keyboard.
        people_wanted: show everybody, to change them.
    """

    round_chosen = Signal(str, str)
    search_wanted = Signal()
    person_chosen = Signal(str)
    people_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("header")
        self.setProperty("role", "panel")
        self.office = ThaiLabel("", "subheading", wrap=False)
        self.period = ThaiLabel("", "soft", wrap=False)
        self.rounds = QPushButton()
        self.rounds.setObjectName("roundButton")
        self.rounds.setToolTip("เปลี่ยนรอบ (Ctrl+R)")
        self.rounds.setAccessibleName("รอบการรายงาน")
        self._menu = QMenu(self.rounds)
        self.rounds.setMenu(self._menu)
        self.due = DueLabel()
        self.due.setObjectName("roundDue")
        self.search = button("ค้นหาทุกอย่าง   Ctrl+K", icon="search", on_click=self.search_wanted.emit)
        self.search.setObjectName("searchButton")
        self.search.setAccessibleName("ค้นหาทุกอย่าง")
        self.search.setToolTip("ค้นหาทุกอย่าง (Ctrl+K)")
        self.person = QPushButton()
        self.person.setObjectName("personButton")
        fit(self.person, max_width=PERSON_WIDTH)
        self._person_text, self._person_colour = "", "ink"
        self._bare = False
        self._people = QMenu(self.person)
        self.person.setMenu(self._people)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(12)
        row.addWidget(self.office)
        row.addWidget(self.period)
        row.addWidget(self.rounds)
        row.addWidget(self.due, 1)
        row.addWidget(self.search)
        row.addWidget(self.person)

    def show_session(self, session: Session) -> None:
        """Show who works and which round is open."""
        office = session.office
        self.office.setText(short_office(office.name) if office else "")
        self.office.setToolTip(office.name if office else "")
        self.period.setText(session.pack.period_title)
        self.rounds.setText(f"{session.round.title}  ")
        self.show_due(session)
        self.show_people(session)

    def show_due(self, session: Session) -> None:
        """Show when the open round and the others are due, and which of them are sent."""
        sent = all_sent(session, session.pack, session.round_id)
        found = session.due_of_round(session.pack, session.round_id)
        left = "" if session.over else _SENT if sent else found.days_text  # nobody is late any more
        whole = " — ".join(part for part in (found.when, left) if part)
        self.due.show_due((whole, left, _SENT if sent else found.text) if left else (whole,))
        role = {DueState.LATE: "problem", DueState.SOON: "warn"}.get(found.state, "soft")
        calm = session.over or sent
        self.due.setProperty("role", "problem" if not session.believed else "soft" if calm else role)
        self.due.setToolTip("" if session.believed else "แก้วันที่และเวลาของเครื่อง แล้วเปิดโปรแกรมอีกครั้ง")
        repolish(self.due)
        self._menu.clear()
        self._offer_rounds(session, session.pack)
        for pack in sorted(session.packs.values(), key=lambda one: one.period_start, reverse=True):
            if pack is not session.pack:
                self._menu.addSeparator()
                self._menu.addAction(pack.period_title).setEnabled(False)
                self._offer_rounds(session, pack)

    def _offer_rounds(self, session: Session, pack: Pack) -> None:
        over = pack.id in session.store.ended
        for item in pack.rounds:
            stands = session.due_of_round(pack, item.id)
            left = "" if over else _SENT if all_sent(session, pack, item.id) else stands.days_text
            words = " — ".join(part for part in (item.title, stands.when, left) if part)
            action = self._menu.addAction(words)
            action.setCheckable(True)
            action.setChecked(pack is session.pack and item.id == session.round_id)
            action.triggered.connect(lambda _checked, chosen=item.id, of=pack.id: self.round_chosen.emit(chosen, of))

    def show_people(self, session: Session) -> None:
        """Show who is at the keyboard, and who else could be."""
        name = session.person_name or "เลือกผู้ใช้งาน"
        room = px(PERSON_WIDTH - 32) - 44  # icon, arrow and edges
        shown = QFontMetricsF(self.person.font()).elidedText(name, Qt.TextElideMode.ElideRight, room)
        self._person_text = f"{shown}  "
        self.person.setText("" if self._bare else self._person_text)
        self._person_colour = "ink" if session.person_name else "warn"
        set_icon(self.person, "user", self._person_colour)
        self.person.setToolTip(f"{name}\nผู้ใช้งานเครื่องนี้ ชื่อนี้อยู่ในประวัติการแก้ไข")
        self.person.setAccessibleName(f"ผู้ใช้งาน {name}")
        self._people.clear()
        for one in session.people:
            action = self._people.addAction(person_words(one))
            action.setCheckable(True)
            action.setChecked(one.id == session.store.person)
            action.triggered.connect(lambda _checked, chosen=one.id: self.person_chosen.emit(chosen))
        self._people.addSeparator()
        self._people.addAction("จัดการผู้ใช้งาน…").triggered.connect(lambda _checked: self.people_wanted.emit())

    def open_people(self) -> None:
        """Open the list of people (by key)."""
        self.person.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.person.showMenu()

    def fit(self, width: int) -> None:
        """Leave out in a narrow window what is said elsewhere too: the quarter, the key, the words of buttons."""
        self.period.setVisible(width >= px(NARROW))
        was, self._bare = self._bare, width < px(BARE)
        steps = ((NARROW, "ค้นหาทุกอย่าง   Ctrl+K"), (NARROWEST, "ค้นหา  Ctrl+K"), (BARE, "ค้นหา"))
        self.search.setText(next((words for least, words in steps if width >= px(least)), ""))
        self.person.setText("" if self._bare else self._person_text)
        if was is not self._bare:  # an icon stands apart from words, where there are any
            set_icon(self.search, "search")
            set_icon(self.person, "user", self._person_colour)

    def open_rounds(self) -> None:
        """Open the list of rounds (by key)."""
        self.rounds.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.rounds.showMenu()


def all_sent(session: Session, pack: Pack, round_id: str) -> bool:
    """Return whether every mission of a round is submitted."""
    missions = pack.indicators_in(round_id)
    return all(session.state_at(pack, item.id, round_id).submission is not None for item in missions)


def person_words(person: Person) -> str:
    """Return a person with what they do here."""
    return " · ".join((person.name, role_name(person.role), *(("มีรหัสผ่าน",) if person.password else ())))


def short_office(name: str) -> str:
    """Return an office's name as it is said: "สพอ.บ้านตัวอย่าง" for the long form."""
    for long, short in (("สำนักงานพัฒนาชุมชนอำเภอ", "สพอ."), ("สำนักงานพัฒนาชุมชนจังหวัด", "สพจ.")):
        if name.startswith(long):
            return short + name.removeprefix(long).strip()
    return name
