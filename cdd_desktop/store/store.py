"""The store as windows, commands and reports see it: facts in, facts out, every edit saved when the call returns."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final, Self

from cdd_desktop import paths
from cdd_desktop.clock import Clock
from cdd_desktop.errors import UserError
from cdd_desktop.store import backup, log, projections, steps
from cdd_desktop.store.answers import Action, Change, Undone
from cdd_desktop.store.backup import BackupInfo
from cdd_desktop.store.canonical import Json, decode, encode
from cdd_desktop.store.connection import Link
from cdd_desktop.store.history import HistoryItem, history_of
from cdd_desktop.store.keys import ENTRY, OFFICE, SETTINGS, EntryKey, Office, natural_id, new_id, office_from_fields
from cdd_desktop.store.log import Author, Edit, Logged

if TYPE_CHECKING:
    from sqlite3 import Connection

NOTE: Final = "_note"  # a field of the entry's record; fact ids never start with an underscore
EDITED: Final = "แก้ไขข้อมูล"


class Store:
    """The data of one folder. Belongs to the thread that opened it; work on another thread opens a reader.

    Attributes:
        person: who is at the keyboard; undo and redo look at this person's actions only.
        changed: called after each commit with every record that changed.
    """

    def __init__(self, link: Link, clock: Clock, person: str) -> None:
        self._link = link
        self._clock = clock
        self._person = person
        self.changed: list[Callable[[Change], None]] = []

    @classmethod
    def open(cls, data_dir: Path, clock: Clock, *, person: str = "", state_dir: Path | None = None) -> Self:
        """Open the data folder for writing; make it when it is not there.

        Args:
            data_dir: the folder; one writer at a time.
            person: who is at the keyboard.
            state_dir: where this user's mark of the database is kept, outside of the data folder.

        Raises:
            UserError: held by another window, damaged, written by a newer program, disk full, not writable.
        """
        return cls(Link.writer(data_dir, state_dir or paths.state_dir(), clock, person), clock, person)

    @classmethod
    def open_reader(cls, data_dir: Path, clock: Clock) -> Self:
        """Open the data folder for reading, also beside an open window; raises UserError."""
        return cls(Link.reader(data_dir), clock, "")

    def close(self) -> None:
        """Let the data folder go."""
        self._link.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def person(self) -> str:
        return self._person

    @person.setter
    def person(self, name: str) -> None:
        self._person = name
        self._link.say_who(name)

    @property
    def notices(self) -> tuple[UserError, ...]:
        """Return what the person should know though the folder could be opened (the backup at start failed)."""
        return self._link.notices

    # --- entries -------------------------------------------------------------------------------------------------

    def facts(self, key: EntryKey) -> dict[str, Json]:
        """Return the facts of an entry as JSON values; facts that were never given are not there."""
        return _without_reserved(self._fields(ENTRY, key.record_id, key.parts))

    def set_facts(self, key: EntryKey, values: Mapping[str, Json], *, action: str = "") -> Action:
        """Save facts in one transaction; None clears. Only what differs is written.

        Args:
            action: what the person did, for undo (Thai).

        Returns:
            The action; false when nothing differed.

        Raises:
            UserError: nothing was saved, or it cannot be known; the message says which.
        """
        return self._save(self._entry_edit(key, values), action or EDITED)

    def note(self, key: EntryKey) -> str:
        return str(self._fields(ENTRY, key.record_id, key.parts).get(NOTE) or "")

    def set_note(self, key: EntryKey, text: str) -> Action:
        """Save the note of an entry; raises as ``set_facts``."""
        return self._save(self._entry_edit(key, {NOTE: text or None}), "แก้บันทึกประกอบ")

    def entries(self, pack: str, round_id: str) -> dict[EntryKey, dict[str, Json]]:
        """Return all entries of a round; one with only a note or an unreadable text has no facts."""
        found = self._link.read(lambda connection: projections.entries_of(connection, pack, round_id))
        return {key: _without_reserved(fields) for key, fields in found.items()}

    def drafts(self, key: EntryKey) -> dict[str, str]:
        """Return the unreadable texts of an entry by fact id; they stay on this PC."""
        return self._link.read(lambda connection: projections.drafts_of(connection, key))

    def set_draft(self, key: EntryKey, fact: str, text: str | None) -> None:
        """Keep an unreadable text, None removes it; raises as ``set_facts``."""
        if self.drafts(key).get(fact) == text:
            return
        self._link.write(
            lambda connection: projections.set_draft(connection, key, fact, text),
            lambda connection: projections.drafts_of(connection, key).get(fact) == text,
        )

    # --- office and settings ------------------------------------------------------------------------------------

    def office(self) -> Office | None:
        """Return the office that works here, None before it was set up."""
        code = self._home()
        fields = self._fields(OFFICE, natural_id(OFFICE, code), (code,)) if code else {}
        return office_from_fields(code, fields) if fields else None

    def set_office(self, office: Office) -> Action:
        """Say which office works here; raises as ``set_facts``. Setting it up is no step that undo takes back."""
        code = office.code
        edit = Edit(OFFICE, natural_id(OFFICE, code), (code,), code, office.to_fields())
        if code == self._home():
            return self._save(edit, "แก้ข้อมูลสำนักงาน")
        changes = self._record([edit], "", home=code)
        return Action(changes[0].action, "", tuple(edit.fields))

    def setting(self, name: str, default: Json = None) -> Any:
        """Return a setting of the office (one made before the office was set up still holds)."""
        home = self._home()
        for code in dict.fromkeys((home, "")):
            value = self._fields(SETTINGS, natural_id(SETTINGS, code), (code,)).get(name)
            if value is not None:
                return value
        return default

    def set_setting(self, name: str, value: Json) -> Action:
        """Save a setting of the office; raises as ``set_facts``."""
        home = self._home()
        return self._save(Edit(SETTINGS, natural_id(SETTINGS, home), (home,), home, {name: value}), "เปลี่ยนการตั้งค่า")

    def local(self, name: str, default: Json = None) -> Any:
        """Return what this PC keeps for itself under a name."""
        text = self._link.read(lambda connection: projections.local_of(connection, name))
        return default if text is None else decode(text)

    def set_local(self, name: str, value: Json) -> None:
        """Keep something for this PC alone; it is not logged. Raises as ``set_facts``."""
        text = encode(value)
        if self._link.read(lambda connection: projections.local_of(connection, name)) == text:
            return
        self._link.write(
            lambda connection: connection.execute("INSERT OR REPLACE INTO local VALUES (?, ?)", (name, text)),
            lambda connection: projections.local_of(connection, name) == text,
        )

    # --- undo, redo, history ------------------------------------------------------------------------------------

    def undo_label(self) -> str | None:
        """Return the name of the action that ``undo`` would take back, None when there is none."""
        return self._label(steps.DONE)

    def redo_label(self) -> str | None:
        return self._label(steps.UNDONE)

    def undo(self) -> Undone:
        """Take this person's last action back by new changes; raises as ``set_facts``."""
        return self._turn_round(steps.DONE)

    def redo(self) -> Undone:
        """Do the action again that was taken back last; as ``undo``."""
        return self._turn_round(steps.UNDONE)

    def history(self, key: EntryKey, fact: str) -> list[HistoryItem]:
        """Return what a fact was, newest first."""
        return self._link.read(lambda connection: history_of(connection, key.record_id, fact))

    # --- safety -------------------------------------------------------------------------------------------------

    def backup(self, *, reason: str = "manual") -> Path:
        """Make a verified backup now and return its file; raises UserError.

        Args:
            reason: for people: "manual", "start", "migration" or words of their own.
        """
        return self._link.backup(self._clock.stamp(), reason).path

    def backups(self) -> list[BackupInfo]:
        """Return the verified backups, newest first."""
        return backup.existing(self._link.data_dir)

    # --- inside -------------------------------------------------------------------------------------------------

    def _fields(self, kind: str, record: str, key: tuple[str, ...]) -> dict[str, Json]:
        return self._link.read(lambda connection: projections.fields_of(connection, kind, record, key))

    def _home(self) -> str:
        return self._link.read(_home)

    def _label(self, state: str) -> str | None:
        step = self._link.read(lambda connection: steps.newest(connection, self.person, state))
        return step.label if step else None

    def _entry_edit(self, key: EntryKey, values: Mapping[str, Json]) -> Edit:
        owner = key.subject_id if key.subject_kind == "office" else self._home()
        return Edit(ENTRY, key.record_id, key.parts, owner, values)

    def _save(self, edit: Edit, label: str) -> Action:
        now = self._fields(edit.kind, edit.record, edit.key)
        fields = {name: value for name, value in edit.fields.items() if encode(value) != encode(now.get(name))}
        if not fields:
            return Action()
        edit = Edit(edit.kind, edit.record, edit.key, edit.owner, fields)
        changes = self._record([edit], label)
        return Action(changes[0].action, label, tuple(fields))

    def _turn_round(self, state: str) -> Undone:
        step = self._link.read(lambda connection: steps.newest(connection, self.person, state))
        if step is None:
            return Undone()
        edits, skipped = self._link.read(lambda connection: steps.turned_round(connection, step.last))
        changes = self._record(edits, step.label, undoes=step.last)
        records = tuple(change.record for change in changes if change.body and change.body.fields)
        return Undone(step.label, records, skipped)

    def _record(
        self, edits: list[Edit], label: str, *, undoes: str = "", home: str | None = None
    ) -> list[Logged]:
        """Write the changes of one action (and which office is at home), tell who listens, and return them."""
        author = Author(self._link.replica, self._home(), self.person, self._clock.stamp())
        action = new_id(self._clock.milliseconds())
        written: list[Logged] = []

        def work(connection: Connection) -> None:
            written.clear()
            for edit in edits:
                change = log.append(connection, edit, author, action, label, undoes)
                projections.apply_own(connection, change)
                written.append(change)
            steps.keep(connection, written[0])
            if home is not None:
                connection.execute("UPDATE meta SET value = ? WHERE name = 'home'", (home,))

        def done(connection: Connection) -> bool:
            return bool(written) and log.holds(connection, *written[-1].place, written[-1].hash)

        self._link.write(work, done)
        self._link.remember(written[-1])
        for change in written:
            self._tell(change)
        return written

    def _tell(self, change: Logged) -> None:
        assert change.body is not None
        for listener in list(self.changed):
            listener(Change(change.kind, change.record, change.body.key, tuple(change.body.fields)))


def _home(connection: Connection) -> str:
    return str(connection.execute("SELECT value FROM meta WHERE name = 'home'").fetchone()[0])


def _without_reserved(fields: Mapping[str, Json]) -> dict[str, Json]:
    return {name: value for name, value in fields.items() if not name.startswith("_")}
