"""The file that holds the wrapped data key: one slot for each person's password, one for the province.

Losing it is losing the data. So there are two copies in the data folder, one among the backups and one in each backup,
each with a checksum; the newest that is whole counts, and the others are mended from it.
"""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Final

from cdd_desktop.errors import UserError
from cdd_desktop.store.canonical import encode
from cdd_desktop.store.disk import write

NAMES: Final = ("keyslots.json", "keyslots-2.json")
AMONG_BACKUPS: Final = "backups/keyslots.json"
_DATABASE: Final = "cdd.db"
_PLAIN_START: Final = b"SQLite format 3\0"
_FORMAT: Final = 1
_MOST: Final = 1 << 20
_LOGGER: Final = logging.getLogger("cdd_desktop.store")


@dataclass(frozen=True)
class Slot:
    """The data key wrapped by a secret that Argon2id stretches; hexadecimal texts.

    Attributes:
        person, name: whose password it is; the name is readable before anything is unlocked.
        ops, memory: cost of Argon2id (passes, bytes).
    """

    person: str
    name: str
    ops: int
    memory: int
    salt: str
    box: str


@dataclass(frozen=True)
class Recovery:
    """The way back when every password is forgotten.

    Attributes:
        recipient: the province's age recipient.
        sealed: the one-time code, encrypted to it (age, hexadecimal).
        slot: the data key wrapped by that code.
    """

    recipient: str
    sealed: str
    slot: Slot


@dataclass(frozen=True)
class Keyslots:
    """What the file holds. ``check`` tells whether a data key belongs to this folder; ``revision`` counts up."""

    check: str
    slots: tuple[Slot, ...]
    recovery: Recovery | None = None
    revision: int = 1

    def slot_of(self, person: str) -> Slot | None:
        return next((slot for slot in self.slots if slot.person == person), None)

    def with_slot(self, slot: Slot) -> Keyslots:
        """Return these with one person's slot set."""
        others = tuple(item for item in self.slots if item.person != slot.person)
        return replace(self, slots=(*others, slot))

    def to_json(self) -> dict[str, Any]:
        return json.loads(json.dumps(asdict(self)))  # type: ignore[no-any-return]


def present(data_dir: Path) -> bool:
    """Return whether a data folder is encrypted."""
    if any((data_dir / name).exists() for name in NAMES):
        return True
    return (data_dir / AMONG_BACKUPS).exists() and not _plain(data_dir / _DATABASE)


def load(data_dir: Path) -> Keyslots:
    """Return the newest whole copy; raises UserError where none can be read."""
    found = [slots for name in (*NAMES, AMONG_BACKUPS) if (slots := read(data_dir / name)) is not None]
    if not found:
        raise UserError(
            "ไฟล์กุญแจของข้อมูลเสียหายทุกชุด จึงเปิดข้อมูลไม่ได้ โปรแกรมไม่ได้แก้หรือเขียนทับสิ่งใด",
            "คัดลอกทั้งโฟลเดอร์ข้อมูลเก็บไว้ก่อน แล้วกู้คืนจากสำเนาสำรองที่เก็บไว้ที่อื่น",
        )
    return max(found, key=lambda slots: slots.revision)


def save(data_dir: Path, slots: Keyslots) -> Keyslots:
    """Write all copies under the next revision; the first that stands makes it valid. Raises OSError."""
    newer = replace(slots, revision=slots.revision + 1)
    write_copies(data_dir, newer)
    return newer


def write_copies(folder: Path, slots: Keyslots) -> None:
    """Write the copies of a folder; the one among the backups only where there are backups."""
    content = to_bytes(slots)
    for name in (*NAMES, AMONG_BACKUPS):
        if (folder / name).parent.is_dir():
            write(folder / name, content)


def mend(data_dir: Path) -> Keyslots:
    """Bring every copy to the newest one that is whole, and return that; one that cannot be written waits."""
    slots = load(data_dir)
    content = to_bytes(slots)
    for name in (*NAMES, AMONG_BACKUPS):
        path = data_dir / name
        if path.parent.is_dir() and read(path) != slots:
            _LOGGER.info("store: a copy of the key slots is mended")
            with suppress(OSError):
                write(path, content)
    return slots


def read(path: Path) -> Keyslots | None:
    """Return one copy, None where it is missing or not whole."""
    try:
        if path.stat().st_size > _MOST:
            return None
        outer = json.loads(path.read_text(encoding="utf-8"))
        if hashlib.sha256(encode(outer["content"]).encode("utf-8")).hexdigest() != outer["sha256"]:
            return None
        return from_json(outer["content"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def from_json(content: Mapping[str, Any]) -> Keyslots:
    """Return what ``to_json`` gave; raises ValueError, KeyError or TypeError."""
    recovery = content["recovery"]
    return Keyslots(
        check=str(content["check"]),
        slots=tuple(_slot(item) for item in content["slots"]),
        recovery=recovery and Recovery(recovery["recipient"], recovery["sealed"], _slot(recovery["slot"])),
        revision=int(content["revision"]),
    )


def _slot(item: Mapping[str, Any]) -> Slot:
    slot = Slot(**item)
    if not (1 <= slot.ops <= 20 and 1 << 13 <= slot.memory <= 1 << 30):  # a damaged cost must not freeze the PC
        raise ValueError("cost")
    return slot


def to_bytes(slots: Keyslots) -> bytes:
    """Return one copy of the file."""
    inner = slots.to_json()
    hashed = hashlib.sha256(encode(inner).encode("utf-8")).hexdigest()
    return json.dumps({"format": _FORMAT, "content": inner, "sha256": hashed}, ensure_ascii=False, indent=1).encode()


def _plain(database: Path) -> bool:
    try:
        with database.open("rb") as file:
            return file.read(len(_PLAIN_START)) == _PLAIN_START
    except OSError:
        return False
