"""The one password of each person, on this PC.

In an encrypted folder it opens the person's slot of the key file. Otherwise a slot of the same make is kept beside the
log, around a key that opens nothing: only whoever knows the password can open that. Switching the encryption on or off
moves the passwords (``encryption``), so that there is never a second one to forget. A restore leaves them as they are:
else whoever may put a backup back could take a password that was set after it.
"""

from __future__ import annotations

from contextlib import closing, suppress
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Final

from cdd_desktop.errors import UserError
from cdd_desktop.store import keyring, keyslots
from cdd_desktop.store.canonical import Json
from cdd_desktop.store.check import UNREADABLE
from cdd_desktop.store.datakey import DataKey, new_key
from cdd_desktop.store.driver import connect, transaction
from cdd_desktop.store.keyring import Login
from cdd_desktop.store.keyslots import Slot

if TYPE_CHECKING:
    from collections.abc import Iterable
    from sqlite3 import Connection

    from cdd_desktop.store.store import Store

PREFIX: Final = "password:"  # what this PC keeps of a person, where the folder is not encrypted
LOCK_MINUTES: Final = "lock_minutes"  # and so, after how many minutes unused the window is covered
_GIVEN_UP: Final = "slots_given_up"


def who_has(store: Store, people: Iterable[str]) -> frozenset[str]:
    """Return which of these people have a password."""
    if store.key is None:
        return frozenset(person for person in people if _kept(store, person) is not None)
    with suppress(UserError):  # a key file that is damaged now was whole when the folder was opened
        return frozenset(people) & {slot.person for slot in keyslots.load(store.data_dir).slots}
    return frozenset()


def matches(store: Store, person: str, password: str) -> bool:
    """Return whether this is the person's password, and True where they have none; raises UserError."""
    slot = _kept(store, person) if store.key is None else keyslots.load(store.data_dir).slot_of(person)
    return slot is None or keyring.unwrap(slot, password) is not None


def keep(store: Store, login: Login) -> None:
    """Let a person have this password from now on; raises UserError and changes nothing."""
    keyring.check_length(login.password)
    if store.key is not None:
        _let_backup_be_due(store)
        keyring.add_slot(store.data_dir, store.key, login)
    else:
        slot = keyring.wrap(new_key(), login.person, login.name, login.password)
        store.set_local(f"{PREFIX}{login.person}", as_local(slot))


def drop(store: Store, person: str) -> None:
    """Take a person's password; in an encrypted folder that is their way in, so one must be left. Raises UserError."""
    if store.key is None:
        store.set_local(f"{PREFIX}{person}", None)
    elif keyslots.load(store.data_dir).slot_of(person) is not None:
        _let_backup_be_due(store)
        keyring.remove_slot(store.data_dir, store.key, person)


def rename(store: Store, person: str, name: str) -> None:
    """Let the page that asks for the password show a person's new name; raises UserError."""
    if store.key is not None:
        keyring.rename_slot(store.data_dir, store.key, person, name)


def _let_backup_be_due(store: Store) -> None:
    """Note which slots are given up: a backup is due then, which takes the new ones to the second place too."""
    slots = keyslots.load(store.data_dir)
    store.set_local(_GIVEN_UP, f"{slots.check} {slots.revision}")


def carry_over(today: Path, restored: Path, key: DataKey | None) -> bool:
    """Let the passwords of today, and when the window locks itself, stand in a database that takes its place.

    Returns:
        False where today's cannot be read, and those of the other stay.

    Raises:
        SqlError, OSError: the other cannot be written.
    """
    try:
        with closing(connect(today, readonly=True, key=key)) as connection:
            kept = _standing(connection)
    except UNREADABLE:
        return False
    with closing(connect(restored, key=key)) as connection, transaction(connection):
        gone = [(name,) for name, _value in _standing(connection)]
        connection.executemany("DELETE FROM local WHERE name = ?", gone)
        connection.executemany("INSERT INTO local VALUES (?, ?)", kept)
    return True


def _standing(connection: Connection) -> list[tuple[str, str]]:
    """Return what belongs to the people of today, whatever becomes of the data."""
    rows = connection.execute("SELECT name, value FROM local").fetchall()
    return [(name, value) for name, value in rows if name.startswith(PREFIX) or name == LOCK_MINUTES]


def as_local(slot: Slot) -> dict[str, Json]:
    """Return what is kept of a password where the folder is not encrypted."""
    return {name: value for name, value in asdict(slot).items() if name != "name"}


def _kept(store: Store, person: str) -> Slot | None:
    kept = store.local(f"{PREFIX}{person}")
    return Slot(name="", **kept) if isinstance(kept, dict) else None
