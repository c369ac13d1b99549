"""The strip along the top: who, which quarter, which round and when it is due, and the search."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QWidget

from cdd_desktop.ui.due import DueState, due_of_round
from cdd_desktop.ui.line_edit import repolish
from cdd_desktop.ui.session import Session
from cdd_desktop.ui.text import ThaiLabel
from cdd_desktop.ui.widgets import button

NARROW = 1100


class Header(QFrame):
    """Names the office and the round.

    Signals:
        round_chosen: id of the round to open.
        search_wanted: open the search.
    """

    round_chosen = Signal(str)
    search_wanted = Signal()

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
        self.due = ThaiLabel("", wrap=False)
        self.due.setObjectName("roundDue")
        self.search = button("ค้นหาทุกอย่าง   Ctrl+K", icon="search", on_click=self.search_wanted.emit)
        self.search.setObjectName("searchButton")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(12)
        row.addWidget(self.office)
        row.addWidget(self.period)
        row.addWidget(self.rounds)
        row.addWidget(self.due, 1)
        row.addWidget(self.search)

    def show_session(self, session: Session) -> None:
        """Show who works and which round is open."""
        office = session.office
        self.office.setText(short_office(office.name) if office else "")
        self.office.setToolTip(office.name if office else "")
        self.period.setText(session.pack.period_title)
        self.rounds.setText(f"{session.round.title}  ")
        now = session.clock.now()
        found = due_of_round(session.pack, session.round_id, now)
        self.due.setText(" — ".join(part for part in (found.when, found.text) if part))
        self.due.setProperty("role", {DueState.LATE: "problem", DueState.SOON: "warn"}.get(found.state, "soft"))
        repolish(self.due)
        self._menu.clear()
        for item in session.pack.rounds:
            stands = due_of_round(session.pack, item.id, now)
            words = " — ".join(part for part in (item.title, stands.when, stands.text) if part)
            action = self._menu.addAction(words)
            action.setCheckable(True)
            action.setChecked(item.id == session.round_id)
            action.triggered.connect(lambda _checked, chosen=item.id: self.round_chosen.emit(chosen))

    def fit(self, width: int) -> None:
        """Leave the quarter out where the window is narrow: the page's title says it too."""
        self.period.setVisible(width >= NARROW)
        self.search.setText("ค้นหาทุกอย่าง   Ctrl+K" if width >= NARROW else "ค้นหา  Ctrl+K")

    def open_rounds(self) -> None:
        """Open the list of rounds (by key)."""
        self.rounds.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.rounds.showMenu()


def short_office(name: str) -> str:
    """Return an office's name as it is said: "สพอ.บ้านตัวอย่าง" for the long form."""
    for long, short in (("สำนักงานพัฒนาชุมชนอำเภอ", "สพอ."), ("สำนักงานพัฒนาชุมชนจังหวัด", "สพจ.")):
        if name.startswith(long):
            return short + name.removeprefix(long).strip()
    return name
