"""The store as windows, commands and reports see it: facts in, facts out, every edit saved when the call returns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from cdd_desktop.store import backup, guard, office_history, people, projections, safekeeping, steps
from cdd_desktop.store.answers import Action, Ahead, Undone
from cdd_desktop.store.backup import BackupInfo
from cdd_desktop.store.canonical import Json, decode, encode
from cdd_desktop.store.history import HistoryItem, history_of
from cdd_desktop.store.keys import ENTRY, NOTE, OFFICE, SETTINGS, EntryKey, Office, natural_id, office_from_fields
from cdd_desktop.store.log import Edit
from cdd_desktop.store.office_history import Filter, OfficeItem
from cdd_desktop.store.progress import Step, unwatched
from cdd_desktop.store.records import EDITED, RecordStore

if TYPE_CHECKING:
    from sqlite3 import Connection

EVERYTHING: Final = Filter()
HISTORY_PAGE: Final = office_history.PAGE


class Store(RecordStore):
    """Facts of missions, office and settings on top of the records; undo, history and backups of all of it."""

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
        return self._save([self._entry_edit(key, values)], action or EDITED)

    def set_entry(
        self, key: EntryKey, values: Mapping[str, Json], drafts: Mapping[str, str | None], *, action: str = ""
    ) -> Action:
        """Save facts and unreadable texts of an entry together; of both, None clears. Raises as ``set_facts``.

        A text takes the place of a value and the other way round: should the PC die in between, neither is lost.
        """
        known = self.drafts(key)
        changed = {name: text for name, text in drafts.items() if known.get(name) != text}

        def keep(connection: Connection) -> None:
            for name, text in changed.items():
                projections.set_draft(connection, key, name, text)

        edit = self._entry_edit(key, values)
        action_made = self._save([edit], action or EDITED, also=keep if changed else None)
        if changed and not action_made:
            drafted = self._entry_edit(key, changed)  # the edit of values may be empty, which touches nothing
            self._link.read(lambda connection: guard.check(connection, self.person, [drafted], self.ended))
            self._link.write(keep, lambda connection: _kept(projections.drafts_of(connection, key), changed))
        return action_made

    def set_entries(self, entries: Mapping[EntryKey, Mapping[str, Json]], *, action: str) -> Action:
        """Save facts of several entries as one action, their unreadable texts go; raises as ``set_facts``."""

        def clear(connection: Connection) -> None:
            for key, values in entries.items():
                for name in projections.drafts_of(connection, key).keys() & values.keys():
                    projections.set_draft(connection, key, name, None)

        return self._save([self._entry_edit(key, values) for key, values in entries.items()], action, also=clear)

    def note(self, key: EntryKey) -> str:
        return str(self._fields(ENTRY, key.record_id, key.parts).get(NOTE) or "")

    def set_note(self, key: EntryKey, text: str) -> Action:
        """Save the note of an entry; raises as ``set_facts``."""
        return self._save([self._entry_edit(key, {NOTE: text or None})], "แก้บันทึกประกอบ")

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
        edit = self._entry_edit(key, {fact: text})
        self._link.read(lambda connection: guard.check(connection, self.person, [edit], self.ended))
        self._link.write(
            lambda connection: projections.set_draft(connection, key, fact, text),
            lambda connection: projections.drafts_of(connection, key).get(fact) == text,
        )

    def require_open(self, key: EntryKey) -> None:
        """Raise UserError where the entry's quarter is over, before work is done that could not be kept."""
        owner = self._entry_edit(key, {}).owner
        self._link.read(lambda connection: guard.check_open(connection, key, owner, self.ended))

    # --- office and settings ------------------------------------------------------------------------------------

    def office(self) -> Office | None:
        """Return the office that works here, None before it was set up."""
        code = self._home()
        fields = self._fields(OFFICE, natural_id(OFFICE, code), (code,)) if code else {}
        return office_from_fields(code, fields) if fields else None

    def set_office(self, office: Office) -> Action:
        """Say which office works here; raises as ``set_facts``. Setting it up is no step that undo takes back.

        Once there are people, who heads it is for those to say who look after them: the head's name makes a head.
        """
        code, before = office.code, self.office()
        if before is not None and (before.code, before.head) != (code, office.head):
            people.require(self, people.Right.PEOPLE)
        edit = Edit(OFFICE, natural_id(OFFICE, code), (code,), code, office.to_fields())
        if code == self._home():
            return self._save([edit], "แก้ข้อมูลสำนักงาน")
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
        edit = Edit(SETTINGS, natural_id(SETTINGS, home), (home,), home, {name: value})
        return self._save([edit], "เปลี่ยนการตั้งค่า")

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
        return _label(self.undo_ahead())

    def redo_label(self) -> str | None:
        return _label(self.redo_ahead())

    def undo_ahead(self) -> Ahead | None:
        """Return what ``undo`` would take back and which entries that is about, None when there is nothing."""
        return self._ahead(steps.DONE)

    def redo_ahead(self) -> Ahead | None:
        return self._ahead(steps.UNDONE)

    def undo(self) -> Undone:
        """Take this person's last action back by new changes; raises as ``set_facts``."""
        return self._turn_round(steps.DONE)

    def redo(self) -> Undone:
        """Do the action again that was taken back last; as ``undo``."""
        return self._turn_round(steps.UNDONE)

    def history(self, key: EntryKey, fact: str) -> list[HistoryItem]:
        """Return what a fact was, newest first; people by name."""
        known = people.names(self)
        found = self._link.read(lambda connection: history_of(connection, key.record_id, fact))
        return [replace(item, person=known.get(item.person, item.person) or people.NOBODY) for item in found]

    def office_history(
        self, wanted: Filter = EVERYTHING, *, offset: int = 0, limit: int = HISTORY_PAGE
    ) -> list[OfficeItem]:
        """Return what happened in the office, newest first, a page of it; people by name."""
        known = people.names(self)
        found = self._link.read(lambda connection: office_history.items(connection, wanted, offset, limit))
        return [replace(item, name=known.get(item.person, item.person) or people.NOBODY) for item in found]

    def office_acts(
        self, wanted: Filter = EVERYTHING, *, offset: int = 0, limit: int = HISTORY_PAGE
    ) -> list[tuple[OfficeItem, ...]]:
        """As ``office_history``, by action: what one paste or import did to many records stands together."""
        return self.office_page(wanted, offset=offset, limit=limit)[0]

    def office_page(
        self, wanted: Filter = EVERYTHING, *, offset: int = 0, limit: int = HISTORY_PAGE
    ) -> tuple[list[tuple[OfficeItem, ...]], int]:
        """As ``office_acts``, with how many actions there are on all pages (0 past the last one)."""
        known = people.names(self)
        found, whole = self._link.read(lambda connection: office_history.acts(connection, wanted, offset, limit))
        named = [
            tuple(replace(item, name=known.get(item.person, item.person) or people.NOBODY) for item in items)
            for items in found
        ]
        return named, whole

    def office_history_count(self, wanted: Filter = EVERYTHING) -> int:
        """Return how many items there are on all pages."""
        return self._link.read(lambda connection: office_history.count(connection, wanted))

    # --- safety -------------------------------------------------------------------------------------------------

    def backup(self, *, reason: str = "manual") -> Path:
        """Make a verified backup now and return its file; raises UserError.

        Args:
            reason: for people: "manual", "start", "migration" or words of their own.
        """
        return self.back_up(reason).path

    def back_up(self, reason: str = "manual", step: Step = unwatched) -> BackupInfo:
        """As ``backup``; what is returned also says why there is no copy at the second place, which is no error.

        Args:
            step: told how far it is; may stop it.
        """
        return self._link.backup(self.clock.stamp(), reason, step)

    def backup_due(self, minutes: float = safekeeping.MINUTES) -> bool:
        """Return whether something changed since the last backup, and that is so many minutes old; for a timer."""
        return self._link.read(lambda connection: safekeeping.due(connection, self._link.data_dir, self.clock, minutes))

    def backups(self) -> list[BackupInfo]:
        """Return the verified backups, newest first."""
        return backup.existing(self._link.data_dir)

    # --- inside -------------------------------------------------------------------------------------------------

    def _ahead(self, state: str) -> Ahead | None:
        def query(connection: Connection) -> Ahead | None:
            step = steps.newest(connection, self.person, state)
            return Ahead(step.label, steps.entries(connection, step.last)) if step else None

        return self._link.read(query)

    def _entry_edit(self, key: EntryKey, values: Mapping[str, Json]) -> Edit:
        owner = key.subject_id if key.subject_kind == "office" else self._home()
        return Edit(ENTRY, key.record_id, key.parts, owner, values)

    def _turn_round(self, state: str) -> Undone:
        step = self._link.read(lambda connection: steps.newest(connection, self.person, state))
        if step is None:
            return Undone()
        turns = self._link.read(lambda connection: steps.turned_round(connection, step.last))
        edits, skipped, frozen = self._link.read(lambda connection: _without_frozen(connection, turns))
        changes = self._record(edits, step.label, undoes=step.last)
        records = tuple(change.record for change in changes if change.body and change.body.fields)
        about = self._link.read(lambda connection: steps.entries(connection, step.last))
        return Undone(step.label, records, skipped, frozen, about)


def _label(ahead: Ahead | None) -> str | None:
    return ahead.label if ahead else None


def _without_frozen(
    connection: Connection, turns: list[steps.Turn]
) -> tuple[list[Edit], tuple[str, ...], tuple[EntryKey, ...]]:
    """Return the edits, emptied where they would alter a submitted entry, what others changed since, and those entries.

    Of a submitted entry that alone is the reason: whatever else changed in it, nothing could be altered.
    """
    made: list[Edit] = []
    skipped: list[str] = []
    frozen: dict[EntryKey, None] = {}
    for turn in turns:
        edit = turn.edit
        submission = guard.frozen(connection, edit.kind, edit.key)
        if submission is None or not (edit.fields or turn.skipped):
            made.append(edit)
            skipped += turn.skipped
        else:
            made.append(Edit(edit.kind, edit.record, edit.key, edit.owner, {}))
            frozen[submission.key] = None
    return made, tuple(skipped), tuple(frozen)


def _kept(drafts: Mapping[str, str], changed: Mapping[str, str | None]) -> bool:
    return all(drafts.get(name) == text for name, text in changed.items())


def _without_reserved(fields: Mapping[str, Json]) -> dict[str, Json]:
    return {name: value for name, value in fields.items() if not name.startswith("_")}
