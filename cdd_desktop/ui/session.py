"""What the window works on: the open round, and all that alters it or goes to another one.

A committed fact is graded and announced at once; the window repaints; only then is it written, because the disk's sync
may take longer than a frame. Nothing is called saved before the store has it, and closing writes what is still waiting.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal

from cdd_desktop.clock import Clock
from cdd_desktop.criteria.kinds import FactValue
from cdd_desktop.criteria.loader import load_pack
from cdd_desktop.criteria.model import Indicator, Pack
from cdd_desktop.errors import UserError
from cdd_desktop.store import Action, EntryKey, Office, Store, Undone, reopening, rounds
from cdd_desktop.store.duties import carry_duties
from cdd_desktop.store.packs import keep_pack, known_packs
from cdd_desktop.store.people import first_people, follow_head
from cdd_desktop.ui.change import Change
from cdd_desktop.ui.due import current_pack, current_round
from cdd_desktop.ui.edits import Edits
from cdd_desktop.ui.entries import Earlier
from cdd_desktop.ui.keyboard import PERSON
from cdd_desktop.ui.open_round import ROUND, OpenRound
from cdd_desktop.ui.saving import SaveQueue, Saving
from cdd_desktop.ui.undoing import Stepped, drop_drafts, skipped_words

__all__ = ["PERSON", "Change", "Saving", "Session"]


class Session(OpenRound):
    """One open data folder.

    Attributes:
        day: the day by which it is told what is due and what is over.

    Signals:
        changed: a ``Change``, after it was graded and before it is on the disk.
        failed: a UserError that writing met; what was to be written is kept and tried again.
    """

    changed = Signal(object)
    failed = Signal(object)

    def __init__(
        self,
        store: Store,
        packs: Mapping[str, Pack],
        clock: Clock,
        *,
        demo: bool = False,
        problems: tuple[UserError, ...] = (),
    ) -> None:
        super().__init__(store, packs, clock, demo=demo, problems=problems)
        self._queue = SaveQueue(clock, self)
        self._queue.turned.connect(lambda: self.changed.emit(Change(saving=True)))
        self._queue.failed.connect(self.failed)
        self._edits = Edits(self, self._entries, self._queue)
        self.day = clock.today()

    # --- where we are -------------------------------------------------------------------------------------------------

    @property
    def saving(self) -> Saving:
        return self._queue.state

    @property
    def saved_at(self) -> datetime | None:
        return self._queue.at

    def open_round(self, round_id: str, pack_id: str = "") -> None:
        """Show another round, also of another quarter; one that is not there stays where we are."""
        pack = self.packs.get(pack_id, self.pack)
        here = pack is self.pack and round_id == self._round_id
        if here or round_id not in {item.id for item in pack.rounds}:
            return
        self.flush()
        self.pack, self._round_id = pack, round_id
        self._forget()  # rounds of two quarters have the same ids
        self.remember(ROUND, f"{pack.id}/{round_id}")
        self.changed.emit(Change(everything=True, outside=True))

    def open_now(self) -> None:
        """Open the round that is due next, of the newest quarter that has begun; raises UserError."""
        pack = current_pack(self.packs.values(), self.clock.today())
        self.open_round(current_round(pack, self.clock.now()), pack.id)

    def begin_day(self) -> None:
        """Look anew at what is due and what is over, which goes by the day; raises UserError."""
        self.flush()
        self.day = self.clock.today()
        self._forget()
        self.changed.emit(Change(frozenset(self._ids()), outside=True, saving=True, settings=True))

    def add_pack(self, place: Path) -> Pack:
        """Take in a criteria pack (its folder, or a file in it), keep it with the data and open it.

        Raises:
            UserError: everything that is wrong in it, or why it is not wanted.
        """
        self.flush()
        pack = load_pack(place)
        keep_pack(self.store, pack, self.packs)
        known = known_packs(self.store, self.packs)
        self.packs, self.problems = known.packs, known.problems
        carry_duties(self.store, pack, self.packs.values())
        self.pack, self._round_id = self.packs[pack.id], current_round(pack, self.clock.now())
        self.remember(ROUND, f"{pack.id}/{self._round_id}")
        self._forget()
        self._queue.saved()
        self.changed.emit(Change(everything=True, outside=True, saving=True))
        return pack

    def reopen(self, reason: str) -> None:
        """Let the open round of a quarter that is over be altered; raises UserError."""
        where = (self.pack.id, self._round_id, self._office_code())
        self.write(lambda: reopening.reopen(self.store, *where, reason, self.where_text), self._ids())

    def close_again(self) -> None:
        """Let it only be looked at again; raises UserError."""
        where = (self.pack.id, self._round_id, self._office_code())
        self.write(lambda: reopening.close_again(self.store, *where, self.where_text), self._ids())

    # --- entries ------------------------------------------------------------------------------------------------------

    def commit(self, indicator_id: str, fact_id: str, given: FactValue | None) -> None:
        """Take what a field holds: a value, or text that its kind reads; text it cannot read is kept as a draft."""
        self._edits.commit(self.pack.indicator_by_id[indicator_id], fact_id, given)

    def set_note(self, indicator_id: str, text: str) -> None:
        """Take the note of an entry."""
        self._edits.set_note(indicator_id, text)

    def copy_forward(self, indicator: Indicator, before: Earlier) -> Action:
        """Copy what lasts from an earlier round into the empty places of the open one; raises UserError."""
        self.flush()
        source = self._entries.key(before.pack, before.indicator.id, before.round.id)
        done = rounds.copy_forward(self.store, source, self.key(indicator.id), indicator, of=before.indicator)
        self.reload([indicator.id])
        return done

    def write(self, work: Callable[[], Any], indicators: Iterable[str] = ()) -> Any:
        """Write something beside the entries, read everything anew and return what ``work`` gave; raises UserError."""
        self.flush()
        given = work()
        self.reload(indicators)
        return given

    def reload(self, indicators: Iterable[str] = ()) -> None:
        """Read everything anew after it was written beside the session, and say which missions it concerned."""
        self._forget()
        self._queue.saved()
        self.changed.emit(Change(frozenset(indicators), outside=True, saving=True, settings=True))

    def flush(self) -> None:
        """Write everything that waits; raises UserError, and keeps what could not be written."""
        self._queue.flush()

    def note_saved(self) -> None:
        """Note that something was written past the session."""
        self._queue.saved()

    def abandon(self) -> None:
        """Give up what could not be written."""
        self._queue.abandon()

    # --- undo ---------------------------------------------------------------------------------------------------------

    def undo_label(self) -> str | None:
        """Return the name of what ``undo`` would take back, None for nothing."""
        return self.store.undo_label()

    def redo_label(self) -> str | None:
        return self.store.redo_label()

    def undo(self) -> Stepped:
        """Take the last action back; raises UserError."""
        return self._step(self.store.undo)

    def redo(self) -> Stepped:
        """Do the action that was taken back again; as ``undo``."""
        return self._step(self.store.redo)

    def _step(self, step: Callable[[], Undone]) -> Stepped:
        self.flush()
        before = {item.id: self.entry(item.id) for item in self.indicators}
        undone = step()
        drop_drafts(self.store, self._all_keys(), undone)
        self.office = self.store.office()
        self._forget()
        self._queue.saved()
        changed = frozenset(name for name, entry in before.items() if self.entry(name) != entry)
        self.changed.emit(Change(changed, outside=True, saving=True, settings=True))
        left = tuple(skipped_words(self.packs.values(), undone))
        return Stepped(undone.action, left, bool(undone.records), undone.entries)

    def _all_keys(self) -> Iterable[EntryKey]:
        for pack in self.packs.values():
            for item in pack.rounds:
                yield from (self._entries.key(pack, indicator.id, item.id) for indicator in pack.indicators_in(item.id))

    # --- the office, settings, this PC --------------------------------------------------------------------------------

    def set_office(self, office: Office) -> None:
        """Say who works here; raises UserError."""
        self.flush()
        before = self.office.head if self.office else ""
        self.store.set_office(office)
        self.office = office
        first_people(self.store)
        if before:
            follow_head(self.store, before)
        if not self.store.person:
            self.set_person(office.officers[0] if office.officers else office.head)
        self._forget()
        self._queue.saved()
        self.changed.emit(Change(everything=True, outside=True, saving=True))

    def set_person(self, name: str, password: str = "") -> None:
        """Put somebody at the keyboard of this PC: a person by id or name, or free text; raises UserError."""
        self.flush()
        self._keyboard.sit(name, password)
        self.reload(self._ids())  # what may be done differs from person to person

    def take_keyboard(self, person: str) -> None:
        """Put a person at the keyboard who has given a password already."""
        self.store.person = person
        self._keyboard.remember()
        self.reload(self._ids())

    def know_people(self) -> None:
        """Make sure that the office's own people are there; put back who was here last, unless a password is asked."""
        self._keyboard.come_back()
        self._keyboard.read(self.pack.id)

    def set_setting(self, name: str, value: Any) -> None:
        """Keep a setting of the office; raises UserError."""
        self.store.set_setting(name, value)
        self._queue.saved()
        self.changed.emit(Change(settings=True, saving=True))

    def remember(self, name: str, value: Any) -> None:
        """Keep something of this PC alone; losing it is no harm, so a full disk is passed over."""
        with suppress(UserError):
            self.store.set_local(name, value)

    def close(self) -> None:
        """Write what waits and let the data folder go; raises UserError and stays open when that fails."""
        self.flush()
        self.store.close()
