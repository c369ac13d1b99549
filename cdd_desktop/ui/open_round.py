"""What the window shows: the packs, the round that is open, what is entered there and who is at the keyboard.

Read only; ``session`` alters it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QObject

from cdd_desktop.clock import CLOCK_IMPLAUSIBLE, Clock
from cdd_desktop.criteria.model import Indicator, Pack, Round
from cdd_desktop.criteria.timeline import earlier, year_before
from cdd_desktop.errors import UserError
from cdd_desktop.store import EntryKey, Office, Store, reopening
from cdd_desktop.store.holidays import holidays
from cdd_desktop.store.people import Person
from cdd_desktop.store.proofs import Proof
from cdd_desktop.store.submissions import Act, State
from cdd_desktop.ui.due import Due, current_pack, current_round, due_of, due_of_round, without_a_clock
from cdd_desktop.ui.entries import Earlier, Entries
from cdd_desktop.ui.entry import Entry
from cdd_desktop.ui.keyboard import Keyboard

ROUND = "round"  # name of what this PC remembers for itself


class OpenRound(QObject):
    """The round that is open in a data folder.

    Attributes:
        office: who works here, None before that was said.
        pack: the quarter that is open; ``over`` says that its time is past, ``closed`` that it can only be looked at.
        believed: whether the PC's clock can be; where not, nothing is over or late.
        reopened: who opened it all the same, and why.
        holidays: days on which the office is closed, with their names.
        problems: why packs that are kept with the data cannot be used.
    """

    def __init__(
        self, store: Store, packs: Mapping[str, Pack], clock: Clock, *, demo: bool, problems: tuple[UserError, ...]
    ) -> None:
        super().__init__()
        self.store = store
        self.packs = packs
        self.clock = clock
        self.demo = demo
        self.problems = problems
        self.office: Office | None = store.office()
        self.pack: Pack = current_pack(packs.values(), clock.today())
        self.over = self.closed = False
        self.reopened: Act | None = None
        self._entries = Entries(store)
        self._keyboard = Keyboard(store)
        self._round_id = self._remembered_round()
        self._forget()

    # --- where we are -------------------------------------------------------------------------------------------------

    @property
    def round(self) -> Round:
        return self.pack.round(self._round_id)

    @property
    def round_id(self) -> str:
        return self._round_id

    @property
    def where_text(self) -> str:
        """Return the open round with its quarter."""
        return f"{self.round.title} {self.pack.period_title}"

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """Return the indicators that take part in the open round, in the letter's order."""
        return self.pack.indicators_in(self._round_id)

    def months(self, round_id: str = "") -> int:
        """Return how many months of the period the round reports."""
        return self.pack.round(round_id or self._round_id).months

    def require_open(self) -> None:
        """Raise UserError where the open round can only be looked at."""
        if self.closed:
            hint = "หากต้องแก้ ให้หัวหน้าหรือผู้ดูแลระบบเปิดให้แก้ก่อน"
            raise UserError(f"{self.where_text} ผ่านไปแล้ว จึงดูได้อย่างเดียว ไม่มีอะไรเปลี่ยน", hint)

    def due(self, indicator: Indicator, round_id: str = "") -> Due:
        found = due_of(self.pack, indicator, round_id or self._round_id, self.clock.now(), self.holidays)
        return found if self.believed else without_a_clock(found)

    def due_of_round(self, pack: Pack, round_id: str) -> Due:
        """Return how a round of any quarter stands."""
        found = due_of_round(pack, round_id, self.clock.now(), self.holidays)
        return found if self.believed else without_a_clock(found)

    def _remembered_round(self) -> str:
        remembered = str(self.store.local(ROUND, "") or "")
        pack_id, _, round_id = remembered.partition("/")
        pack = self.packs.get(pack_id)
        if pack is not None and round_id in {item.id for item in pack.rounds}:
            self.pack = pack
            return round_id
        return current_round(self.pack, self.clock.now())

    def _know_year(self) -> None:
        self.believed = self.clock.stamp().flag != CLOCK_IMPLAUSIBLE
        reopening.end_quarters(self.store, self.packs.values())
        self.over = self.pack.id in self.store.ended
        where = (self.pack.id, self._round_id, self._office_code())
        self.reopened = reopening.reopened(self.store, *where) if self.over else None
        self.closed = self.over and self.reopened is None

    # --- entries ------------------------------------------------------------------------------------------------------

    def key(self, indicator_id: str, round_id: str = "") -> EntryKey:
        return self._entries.key(self.pack, indicator_id, round_id or self._round_id)

    def entry(self, indicator_id: str, round_id: str = "") -> Entry:
        """Return the entry, graded; the same object until something in it changes."""
        return self._entries.at(self.pack, indicator_id, round_id or self._round_id)

    def entry_at(self, pack: Pack, indicator_id: str, round_id: str) -> Entry:
        """Return the entry of a round of any quarter."""
        return self._entries.at(pack, indicator_id, round_id)

    def state_at(self, pack: Pack, indicator_id: str, round_id: str) -> State:
        """Return how the entry of a round of any quarter stands."""
        return self._entries.state(pack, indicator_id, round_id)

    def previous(self, indicator_id: str) -> Earlier | None:
        """Return the round before in which the mission took part, also of an earlier quarter, and its entry.

        None where there is no such round, or nothing was filled in.
        """
        indicator = self.pack.indicator_by_id[indicator_id]
        place = next(earlier(self.packs.values(), self.pack, indicator, self._round_id), None)
        return None if place is None else self._entries.earlier(place)

    def year_before(self, indicator_id: str) -> Earlier | None:
        """Return the same round a year earlier, None where there is none or nothing was filled in."""
        indicator = self.pack.indicator_by_id[indicator_id]
        place = year_before(self.packs.values(), self.pack, indicator, self._round_id)
        return None if place is None else self._entries.earlier(place)

    def state(self, indicator_id: str, round_id: str = "") -> State:
        """Return whether the entry is submitted and certified, by whom and when."""
        return self._entries.state(self.pack, indicator_id, round_id or self._round_id)

    def unproved(self, indicator_id: str, round_id: str = "") -> tuple[Proof, ...]:
        """Return what the entry claims and no evidence proves."""
        return self._entries.unproved(self.pack, indicator_id, round_id or self._round_id)

    def facts_now(self, indicator_id: str) -> Mapping[str, Any]:
        """Return the facts that the open round's entry holds now, as JSON, whatever was submitted."""
        return self._entries.stored(self.pack, indicator_id, self._round_id).values

    def locked(self, indicator_id: str) -> bool:
        """Return whether the entry in the open round cannot be altered now.

        It is submitted, the quarter is over, or the person looks on.
        """
        return self.closed or not self.may_enter or self.state(indicator_id).submission is not None

    # --- the office, settings, this PC --------------------------------------------------------------------------------

    @property
    def people(self) -> tuple[Person, ...]:
        return self._keyboard.people

    @property
    def person_name(self) -> str:
        return self._keyboard.name

    @property
    def may_enter(self) -> bool:
        """Return whether who is at the keyboard may enter anything."""
        return self._keyboard.may_enter

    def officer(self, indicator_id: str) -> str:
        """Return the name of who answers for a mission, "" for nobody."""
        return self._keyboard.officers.get(indicator_id, "")

    def setting(self, name: str, default: Any = None) -> Any:
        return self.store.setting(name, default)

    def local(self, name: str, default: Any = None) -> Any:
        return self.store.local(name, default)

    def _forget(self) -> None:
        self._entries.forget()
        self._entries.office_code = self._office_code()
        self._keyboard.read(self.pack.id)
        self.holidays = holidays(self.store)
        self._know_year()

    def _office_code(self) -> str:
        return self.office.code if self.office else ""

    def _ids(self) -> list[str]:
        return [item.id for item in self.indicators]
