"""Records of every kind in the one log: people, submissions, evidence, documents and whatever comes later.

A record is fields under an id. Everything that is written here can be undone, has a history, and travels.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self, TypeVar

from cdd_desktop import paths
from cdd_desktop.clock import Clock
from cdd_desktop.errors import UserError
from cdd_desktop.store import guard, log, naming, projections, steps
from cdd_desktop.store.answers import Action, Change
from cdd_desktop.store.canonical import Json, encode
from cdd_desktop.store.connection import Link
from cdd_desktop.store.datakey import DataKey, codec_of
from cdd_desktop.store.files import FOLDER, Files
from cdd_desktop.store.keys import DELETED, PERSON, new_id
from cdd_desktop.store.log import Author, Edit, Logged
from cdd_desktop.store.projections import Record

if TYPE_CHECKING:
    from sqlite3 import Connection

T = TypeVar("T")

EDITED: Final = "แก้ไขข้อมูล"


@dataclass(frozen=True)
class Put:
    """What is to be written of one record.

    Attributes:
        fields: only those to alter; None clears one.
        record: its id: ``natural_id`` of what exists once, "" for something new.
        key: the natural key, or that of the entry which the record belongs to. It is taken when the record is new.
    """

    kind: str
    fields: Mapping[str, Json]
    record: str = ""
    key: tuple[str, ...] = ()


class RecordStore:
    """The data of one folder as records. Belongs to the thread that opened it; other threads open readers.

    Attributes:
        clock: what the store asks for the time.
        files: the files that records point at.
        changed: called after each commit with every record that changed.
        ended: packs whose rounds stand still unless they were opened again, see ``reopening``: id -> title.
    """

    def __init__(self, link: Link, clock: Clock, person: str) -> None:
        self._link = link
        self._person = person
        self.clock = clock
        self.files = Files(link.data_dir / FOLDER, codec_of(link.key))
        self.changed: list[Callable[[Change], None]] = []
        self.ended: Mapping[str, str] = {}

    @classmethod
    def open(
        cls,
        data_dir: Path,
        clock: Clock,
        *,
        person: str = "",
        state_dir: Path | None = None,
        key: DataKey | None = None,
    ) -> Self:
        """Open the data folder for writing; make it when it is not there.

        Args:
            data_dir: the folder; one writer at a time.
            person: who is at the keyboard: the id of a person, or free text.
            state_dir: where this user's mark of the database is kept, outside of the data folder.
            key: of an encrypted folder (``keyring.unlock``).

        Raises:
            UserError: encrypted and no key given (``keyring.Locked``), held by another window, damaged, written by a
                newer program, disk full, not writable.
        """
        store = cls(Link.writer(data_dir, state_dir or paths.state_dir(), clock, person, key), clock, person)
        store.person = person
        return store

    @classmethod
    def open_reader(cls, data_dir: Path, clock: Clock, *, key: DataKey | None = None) -> Self:
        """As ``open``, to read only, also beside an open window."""
        return cls(Link.reader(data_dir, key), clock, "")

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
    def data_dir(self) -> Path:
        return self._link.data_dir

    @property
    def key(self) -> DataKey | None:
        """Return the data key of an encrypted folder."""
        return self._link.key

    @property
    def person(self) -> str:
        return self._person

    @person.setter
    def person(self, person: str) -> None:
        self._person = person
        with suppress(UserError):  # only words for a second window: a name in place of an id
            self._link.say_who(str(self._fields(PERSON, person, ()).get("name") or person))

    @property
    def notices(self) -> tuple[UserError, ...]:
        """Return what the person should know though the folder could be opened (the backup at start failed)."""
        return self._link.notices

    # --- reading -------------------------------------------------------------------------------------------------

    def read(self, query: Callable[[Connection], T]) -> T:
        """Return what a query of this package finds; raises UserError."""
        return self._link.read(query)

    def records(self, kind: str, *, under: tuple[str, ...] = (), deleted: bool = False) -> dict[str, dict[str, Json]]:
        """Return the records of a kind by id.

        Args:
            under: only those whose key begins with this (of an entry: ``EntryKey.parts``).
            deleted: those that were removed, in place of those that stand.
        """
        return {item.id: _plain(item) for item in self.listed(kind, under=under, deleted=deleted)}

    def listed(self, kind: str, *, under: tuple[str, ...] = (), deleted: bool = False) -> list[Record]:
        """Return what ``records`` returns with the keys, in the order of the keys."""
        found = self._link.read(lambda connection: projections.records_of(connection, kind, under))
        return [item for item in found if bool(item.fields.get(DELETED)) == deleted]

    def record(self, record: str) -> Record | None:
        """Return a record that is no entry, removed or not (then its field ``_del`` is there); None: never written."""
        return self._link.read(lambda connection: projections.record_of(connection, record))

    def named_files(self) -> set[str]:
        """Return the name of every file that some record has ever pointed at.

        Undo and restore can bring any of them back, so none of them is an orphan.
        """
        return self._link.read(naming.in_log)

    # --- writing -------------------------------------------------------------------------------------------------

    def put(
        self,
        kind: str,
        record: str | None,
        fields: Mapping[str, Json],
        *,
        action: str = EDITED,
        key: tuple[str, ...] = (),
    ) -> str:
        """Write fields of one record and return its id; as ``put_many``."""
        return self.put_many([Put(kind, fields, record or "", key)], action=action)[0]

    def put_many(self, puts: Sequence[Put], *, action: str = EDITED) -> list[str]:
        """Write several records in one transaction, which is one action for undo; only what differs is written.

        A record that was removed is there again.

        Args:
            action: what the person did (Thai); "" is no step that undo takes back.

        Returns:
            the ids, in the order of ``puts``.

        Raises:
            UserError: nothing was saved, or that cannot be known; the message says which.
        """
        edits = self._edits(puts)
        self._save(edits, action)
        return [edit.record for edit in edits]

    def write(self, puts: Sequence[Put], *, action: str = EDITED) -> Action:
        """As ``put_many``, for records whose ids are known: return what was written, false when nothing differed."""
        return self._save(self._edits(puts), action)

    def _edits(self, puts: Sequence[Put]) -> list[Edit]:
        edits = [self._edit(put) for put in puts]
        if len({edit.record for edit in edits}) < len(edits):
            raise ValueError("one record twice in one action")
        return edits

    def remove(self, kind: str, record: str, *, action: str) -> Action:
        """Remove a record, so that it can be restored; raises as ``put_many``."""
        return self._save([self._edit(Put(kind, {DELETED: True}, record))], action)

    def restore(self, kind: str, record: str, *, action: str) -> Action:
        """Bring a removed record back as it was; raises as ``put_many``."""
        return self._save([self._edit(Put(kind, {}, record))], action)

    # --- inside --------------------------------------------------------------------------------------------------

    def _edit(self, put: Put) -> Edit:
        known = self.record(put.record) if put.record else None
        fields = {DELETED: None, **put.fields}
        if known is None:
            made = put.record or new_id(self.clock.milliseconds())
            return Edit(put.kind, made, put.key, self._home(), fields)
        if known.kind != put.kind:
            raise ValueError(f"record {known.id} is a {known.kind}")
        owner = self._link.read(lambda connection: log.owner_of(connection, known.id))
        return Edit(put.kind, known.id, known.key, owner or "", fields)

    def _fields(self, kind: str, record: str, key: tuple[str, ...]) -> dict[str, Json]:
        return self._link.read(lambda connection: projections.fields_of(connection, kind, record, key))

    def _home(self) -> str:
        return self._link.read(_home)

    def _save(self, edits: list[Edit], label: str, also: Callable[[Connection], object] | None = None) -> Action:
        """Write what differs from what is there, as one action; ``also`` is done in the same transaction, if any."""
        differing = [found for found in (self._differing(edit) for edit in edits) if found is not None]
        if not differing:
            return Action()
        changes = self._record(differing, label, also=also)
        return Action(changes[0].action, label, tuple(name for edit in differing for name in edit.fields))

    def _differing(self, edit: Edit) -> Edit | None:
        now = self._fields(edit.kind, edit.record, edit.key)
        fields = {name: value for name, value in edit.fields.items() if encode(value) != encode(now.get(name))}
        return Edit(edit.kind, edit.record, edit.key, edit.owner, fields) if fields else None

    def _record(
        self,
        edits: list[Edit],
        label: str,
        *,
        undoes: str = "",
        home: str | None = None,
        also: Callable[[Connection], object] | None = None,
    ) -> list[Logged]:
        """Write the changes of one action (and which office is at home), tell who listens, and return them."""
        self._link.read(lambda connection: guard.check(connection, self.person, edits, self.ended))
        author = Author(self._link.replica, self._home(), self.person, self.clock.stamp())
        action = new_id(self.clock.milliseconds())
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
            if also is not None:
                also(connection)

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


def _plain(record: Record) -> dict[str, Json]:
    return {name: value for name, value in record.fields.items() if name != DELETED}
