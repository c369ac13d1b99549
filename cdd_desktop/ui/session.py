"""What the window works on: the store, the packs, who is at work, and the round that is open.

A committed fact is graded and announced at once; the window repaints; only then is it written, because the disk's sync
may take longer than a frame. Nothing is called saved before the store has it, and closing writes what is still waiting.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from cdd_desktop.clock import Clock
from cdd_desktop.criteria.kinds import FactValue, ValueProblem
from cdd_desktop.criteria.model import Indicator, Pack, Round
from cdd_desktop.errors import UserError
from cdd_desktop.store import EntryKey, Office, Store, Undone, duties, guard, people, rounds
from cdd_desktop.store.people import Right
from cdd_desktop.store.submissions import State
from cdd_desktop.ui.due import Due, current_pack, current_round, due_of
from cdd_desktop.ui.entry import Entry, Stored, build

WRITE_DELAY_MS = 20  # after the frame that shows the result: Qt delivers the paint within about 16 ms
RETRY_DELAY_MS = 5000
ROUND, PERSON = "round", "person"  # names of what this PC remembers for itself


class Saving(Enum):
    SAVED = "saved"
    WAITING = "waiting"
    FAILED = "failed"


@dataclass(frozen=True)
class Change:
    """What has changed.

    Attributes:
        indicators: ids in the open round whose values, notes or results changed.
        facts: fact ids, where a single entry changed by a single edit.
        outside: the values did not come from the field itself (undo, redo, another round): fields show them anew.
        everything: another round is open, or another office works.
        saving: the state of saving changed.
        settings: a setting changed.
    """

    indicators: frozenset[str] = frozenset()
    facts: frozenset[str] = frozenset()
    outside: bool = False
    everything: bool = False
    saving: bool = False
    settings: bool = False


class Session(QObject):
    """One open data folder.

    Signals:
        changed: a ``Change``, after it was graded and before it is on the disk.
        failed: a UserError that writing met; what was to be written is kept and tried again.
    """

    changed = Signal(object)
    failed = Signal(object)

    def __init__(self, store: Store, packs: Mapping[str, Pack], clock: Clock, *, demo: bool = False) -> None:
        super().__init__()
        self.store = store
        self.packs = packs
        self.clock = clock
        self.demo = demo
        self.office: Office | None = store.office()
        self.pack: Pack = current_pack(packs.values(), clock.today())
        self.saving = Saving.SAVED
        self.saved_at: datetime | None = None
        self._round_id = self._remembered_round()
        self._states: dict[str, dict[EntryKey, State]] = {}
        self._know_people()
        self._stored: dict[str, dict[str, Stored]] = {}
        self._entries: dict[tuple[str, str], Entry] = {}
        self._waiting: list[Callable[[], object]] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._write_waiting)

    # --- where we are --------------------------------------------------------------------------------------------

    @property
    def round(self) -> Round:
        return self.pack.round(self._round_id)

    @property
    def round_id(self) -> str:
        return self._round_id

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """Return the indicators that take part in the open round, in the letter's order."""
        return self.pack.indicators_in(self._round_id)

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

    def due(self, indicator: Indicator, round_id: str = "") -> Due:
        return due_of(self.pack, indicator, round_id or self._round_id, self.clock.now())

    def months(self, round_id: str = "") -> int:
        """Return how many months of the period the round reports."""
        return self.pack.round(round_id or self._round_id).months

    def _remembered_round(self) -> str:
        remembered = str(self.store.local(ROUND, "") or "")
        pack_id, _, round_id = remembered.partition("/")
        pack = self.packs.get(pack_id)
        if pack is not None and round_id in {item.id for item in pack.rounds}:
            self.pack = pack
            return round_id
        return current_round(self.pack, self.clock.now())

    # --- entries -------------------------------------------------------------------------------------------------

    def key(self, indicator_id: str, round_id: str = "") -> EntryKey:
        return EntryKey(self.pack.id, indicator_id, round_id or self._round_id, "office", self._office_code())

    def entry(self, indicator_id: str, round_id: str = "") -> Entry:
        """Return the entry, graded; the same object until something in it changes."""
        where = (indicator_id, round_id or self._round_id)
        found = self._entries.get(where)
        if found is None:
            stored = self._stored_entry(*where)
            found = build(self.pack, self.pack.indicator_by_id[indicator_id], stored, where[1], self._office_code())
            self._entries[where] = found
        return found

    def previous(self, indicator_id: str) -> tuple[Round, Entry] | None:
        """Return the round before in which the indicator took part, and its entry; None where nothing was filled in."""
        indicator = self.pack.indicator_by_id[indicator_id]
        earlier = self.pack.rounds[: self.pack.rounds.index(self.round)]
        for item in reversed(earlier):
            if self.pack.deadline(indicator, item.id) is not None:
                entry = self.entry(indicator_id, item.id)
                return None if entry.untouched else (item, entry)
        return None

    def state(self, indicator_id: str, round_id: str = "") -> State:
        """Return whether the entry is submitted and certified, by whom and when."""
        wanted = round_id or self._round_id
        if wanted not in self._states:
            self._states[wanted] = rounds.states(self.store, self.pack.id, wanted)
        return self._states[wanted].get(self.key(indicator_id, wanted), State())

    def locked(self, indicator_id: str) -> bool:
        """Return whether the entry in the open round cannot be altered now: it is submitted, or the person looks on."""
        return not self.may_enter or self.state(indicator_id).submission is not None

    def officer(self, indicator_id: str) -> str:
        """Return the name of who answers for a mission, "" for nobody."""
        return self._officers.get(indicator_id, "")

    def write(self, work: Callable[[], Any], indicators: Iterable[str] = ()) -> Any:
        """Write something beside the entries, read everything anew and return what ``work`` gave; raises UserError."""
        self.flush()
        given = work()
        self.reload(indicators)
        return given

    def reload(self, indicators: Iterable[str] = ()) -> None:
        """Read everything anew after it was written beside the session, and say which missions it concerned."""
        self._forget()
        self.saved_at = self.clock.now()
        self.changed.emit(Change(frozenset(indicators), outside=True, saving=True, settings=True))

    def _forget(self) -> None:
        self._stored.clear()
        self._entries.clear()
        self._states.clear()
        self._know_people()

    def _office_code(self) -> str:
        return self.office.code if self.office else ""

    def _stored_entry(self, indicator_id: str, round_id: str) -> Stored:
        if round_id not in self._stored:
            self._stored[round_id] = self._load_round(round_id)
        return self._stored[round_id].setdefault(indicator_id, Stored())

    def _load_round(self, round_id: str) -> dict[str, Stored]:
        code = self._office_code()
        loaded: dict[str, Stored] = {}
        for key, values in self.store.entries(self.pack.id, round_id).items():
            if key.subject_kind == "office" and key.subject_id == code:
                loaded[key.indicator] = Stored(values=dict(values))
        for indicator in self.pack.indicators_in(round_id):
            stored = loaded.setdefault(indicator.id, Stored())
            key = self.key(indicator.id, round_id)
            stored.drafts = dict(self.store.drafts(key))
            stored.note = self.store.note(key)
        return loaded

    # --- edits ---------------------------------------------------------------------------------------------------

    def commit(self, indicator_id: str, fact_id: str, given: FactValue | None) -> None:
        """Take what a field holds: a value, or text that its kind reads; text it cannot read is kept as a draft."""
        indicator = self.pack.indicator_by_id[indicator_id]
        kind = indicator.fact_by_id[fact_id].kind
        try:
            value = kind.parse(given) if isinstance(given, str) else given
        except ValueProblem:
            self._keep(indicator, {fact_id: None}, {fact_id: str(given)})
            return
        self._keep(indicator, {fact_id: None if value is None else kind.to_json(value)}, {fact_id: None})

    def set_note(self, indicator_id: str, text: str) -> None:
        """Take the note of an entry."""
        stored = self._stored_entry(indicator_id, self._round_id)
        if stored.note == text or self._refused(indicator_id):
            return
        stored.note, stored.touched = text, True
        key = self.key(indicator_id)
        self._announce(indicator_id, frozenset(), lambda: self.store.set_note(key, text))

    def _keep(self, indicator: Indicator, values: dict[str, Any], drafts: dict[str, str | None]) -> None:
        stored = self._stored_entry(indicator.id, self._round_id)
        shown = self._prefill(indicator) if stored.is_empty() else stored.values
        if (_holds(shown, values) and _holds(stored.drafts, drafts)) or self._refused(indicator.id):
            return
        changed = dict(values)
        if stored.is_empty():  # what the form showed filled in becomes the office's own with its first edit
            values = shown | values
        label = self._label(indicator, next(iter(changed)))
        _put(stored.values, values)
        _put(stored.drafts, drafts)
        stored.touched = True
        key = self.key(indicator.id)
        self._announce(indicator.id, frozenset(changed), lambda: self._write_values(key, values, drafts, label))

    def _refused(self, indicator_id: str) -> bool:
        """Say why a locked entry keeps what it has; what a person typed there would never reach the disk."""
        if not self.locked(indicator_id):
            return False
        submission = self.state(indicator_id).submission
        self.failed.emit(guard.refusal(submission) if submission else UserError("ผู้ใช้งานนี้ดูได้อย่างเดียว ไม่มีอะไรเปลี่ยน"))
        self.reload([indicator_id])
        return True

    def _prefill(self, indicator: Indicator) -> dict[str, Any]:
        facts = self.entry(indicator.id).facts
        return {name: indicator.fact_by_id[name].kind.to_json(value) for name, value in facts.items()}

    def _label(self, indicator: Indicator, fact_id: str) -> str:
        fact = indicator.fact_by_id[fact_id]
        return f"แก้ “{fact.short or fact.label}” ภารกิจ {indicator.no}"

    def _write_values(self, key: EntryKey, values: dict[str, Any], drafts: dict[str, str | None], label: str) -> None:
        for name, text in drafts.items():
            self.store.set_draft(key, name, text)
        self.store.set_facts(key, values, action=label)

    def _announce(self, indicator_id: str, facts: frozenset[str], write: Callable[[], object]) -> None:
        self._entries.pop((indicator_id, self._round_id), None)
        self._waiting.append(write)
        saving = self.saving is not Saving.WAITING
        self.saving = Saving.WAITING
        self.changed.emit(Change(frozenset({indicator_id}), facts, saving=saving))
        self._timer.start(WRITE_DELAY_MS)

    # --- to the disk ---------------------------------------------------------------------------------------------

    def flush(self) -> None:
        """Write everything that waits; raises UserError, and keeps what could not be written."""
        self._timer.stop()
        while self._waiting:
            self._waiting[0]()
            self._waiting.pop(0)
            self.saved_at = self.clock.now()
        if self.saving is not Saving.SAVED:
            self.saving = Saving.SAVED
            self.changed.emit(Change(saving=True))

    def abandon(self) -> None:
        """Give up what could not be written."""
        self._waiting.clear()

    def _write_waiting(self) -> None:
        try:
            self.flush()
        except UserError as error:
            told = self.saving is Saving.FAILED
            self.saving = Saving.FAILED
            self._timer.start(RETRY_DELAY_MS)
            self.changed.emit(Change(saving=True))
            if not told:
                self.failed.emit(error)

    # --- undo ----------------------------------------------------------------------------------------------------

    def undo_label(self) -> str | None:
        """Return the name of what ``undo`` would take back, None for nothing."""
        return self.store.undo_label()

    def redo_label(self) -> str | None:
        return self.store.redo_label()

    def undo(self) -> tuple[str, tuple[str, ...]]:
        """Take the last action back; return its name and the names of what was skipped. Raises UserError."""
        return self._step(self.store.undo)

    def redo(self) -> tuple[str, tuple[str, ...]]:
        """Do the action that was taken back again; as ``undo``."""
        return self._step(self.store.redo)

    def _step(self, step: Callable[[], Undone]) -> tuple[str, tuple[str, ...]]:
        self.flush()
        before = {item.id: self.entry(item.id) for item in self.indicators}
        undone = step()
        self._drop_drafts(undone)
        self._forget()
        self.office = self.store.office()
        self.saved_at = self.clock.now()
        changed = frozenset(name for name, entry in before.items() if self.entry(name) != entry)
        self.changed.emit(Change(changed, outside=True, saving=True, settings=True))
        skipped = [f"{self._named(name)} (มีคนแก้หลังจากนั้น)" for name in undone.skipped]
        skipped += [f"ภารกิจ {self.pack.indicator_by_id[key.indicator].no} (ส่งแล้ว)" for key in undone.frozen]
        return undone.action, tuple(skipped)

    def _drop_drafts(self, undone: Undone) -> None:
        """A value that came back takes the place of the unreadable text that had pushed it out."""
        for indicator in self.pack.indicators:
            for item in self.pack.rounds:
                key = self.key(indicator.id, item.id)
                if key.record_id in undone.records:
                    for name in self.store.drafts(key).keys() & self.store.facts(key).keys():
                        self.store.set_draft(key, name, None)

    def _named(self, fact_id: str) -> str:
        facts = (indicator.fact_by_id.get(fact_id) for indicator in self.pack.indicators)
        return next((fact.short or fact.label for fact in facts if fact is not None), fact_id)

    # --- the office, settings, this PC ---------------------------------------------------------------------------

    def set_office(self, office: Office) -> None:
        """Say who works here; raises UserError."""
        self.flush()
        self.store.set_office(office)
        self.office = office
        people.first_people(self.store)
        if not self.store.person:
            self.set_person(office.officers[0] if office.officers else office.head)
        self._forget()
        self.saved_at = self.clock.now()
        self.changed.emit(Change(everything=True, outside=True, saving=True))

    def set_person(self, name: str, password: str = "") -> None:
        """Put somebody at the keyboard of this PC: a person by id or name, or free text; raises UserError."""
        self.flush()
        found = people.find_person(self.store, name)
        if found is not None:
            people.sign_in(self.store, found.id, password)
        else:
            self.store.person = name
        self.remember(PERSON, self.store.person)
        self.reload(item.id for item in self.indicators)  # what may be done differs from person to person

    def take_keyboard(self, person: str) -> None:
        """Put a person at the keyboard who has given a password already."""
        self.store.person = person
        self.remember(PERSON, person)
        self.reload(item.id for item in self.indicators)

    def know_people(self) -> None:
        """Make sure that the office's own people are there; put back who was here last, unless a password is asked."""
        with suppress(UserError):  # a full disk: there are people the next time
            people.first_people(self.store)
        last = str(self.local(PERSON, "") or "")
        active = [person for person in people.people(self.store) if not person.password]
        known = [person.id for person in active if last in {person.id, person.name}]
        if not last and len(active) == 1:
            known = [active[0].id]
        self.store.person = known[0] if known else ""
        self._know_people()

    def _know_people(self) -> None:
        person, known = self.store.person, people.names(self.store)
        self.people = people.people(self.store)
        self.person_name = known.get(person, person)
        duty = duties.duties(self.store, self.pack.id)
        self._officers = {name: known.get(officer, "") for name, officer in duty.items()}
        self.may_enter = people.allowed(self.store, Right.ENTER)

    def setting(self, name: str, default: Any = None) -> Any:
        return self.store.setting(name, default)

    def set_setting(self, name: str, value: Any) -> None:
        """Keep a setting of the office; raises UserError."""
        self.store.set_setting(name, value)
        self.saved_at = self.clock.now()
        self.changed.emit(Change(settings=True, saving=True))

    def local(self, name: str, default: Any = None) -> Any:
        return self.store.local(name, default)

    def remember(self, name: str, value: Any) -> None:
        """Keep something of this PC alone; losing it is no harm, so a full disk is passed over."""
        with suppress(UserError):
            self.store.set_local(name, value)

    def close(self) -> None:
        """Write what waits and let the data folder go; raises UserError and stays open when that fails."""
        self.flush()
        self.store.close()


def _holds(target: Mapping[str, Any], values: Mapping[str, Any]) -> bool:
    return all(target.get(name) == value for name, value in values.items())


def _put(target: dict[str, Any], values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        if value is None:
            target.pop(name, None)
        else:
            target[name] = value
