"""What identifies a record, and the plain values that the store takes and gives."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final
from uuid import UUID, uuid5

from cdd_desktop.store.canonical import Json, encode

# Fixed for ever: two PCs that open the same form must arrive at the same id.
_NAMESPACE: Final = UUID("6f2c1d0e-6b52-5f0c-9a41-3d1f5f0b7c25")

ENTRY: Final = "entry"
OFFICE: Final = "office"
SETTINGS: Final = "settings"
PERSON: Final = "person"
DUTY: Final = "duty"  # who answers for an indicator
HOLIDAY: Final = "holiday"
TEMPLATE: Final = "template"
DOCUMENT: Final = "document"  # an entry of the number register
# The natural key of what belongs to one entry begins with the entry's own.
EVIDENCE: Final = "evidence"
REPORTED: Final = "reported"  # a value was copied into the reporting channel
SUBMISSION: Final = "submission"
CERTIFICATION: Final = "certification"
UNLOCK: Final = "unlock"
WITHDRAWAL: Final = "withdrawal"
REOPENING: Final = "reopening"  # a round of a quarter that is over may be altered
PACK: Final = "pack"  # a revision of a pack that did not come with the program

LASTING: Final = frozenset({SUBMISSION, CERTIFICATION, UNLOCK, WITHDRAWAL})
"""Said once, never altered or removed."""
NO_STEP: Final = LASTING | {PERSON, REOPENING, PACK, DOCUMENT}
"""What undo does not take back: a person who has written something must keep the name, a paper that went its number."""
FREEZING: Final = frozenset({ENTRY, EVIDENCE})
"""What stands still while its entry is submitted."""
OF_ENTRY: Final = frozenset({ENTRY, EVIDENCE, REPORTED})
"""What is written into one entry, and undone there."""
NOTE: Final = "_note"  # a field of the entry's record; fact ids never start with an underscore
_PARTS: Final = 5  # of an entry's key
DELETED: Final = "_del"  # deletion is a field of its own, so that it meets an edit from elsewhere as a conflict


def natural_id(kind: str, *key: str) -> str:
    """Return the id (UUIDv5) of what exists once, from its natural key."""
    return str(uuid5(_NAMESPACE, encode([kind, *key])))


def new_id(milliseconds: int) -> str:
    """Return an id (UUIDv7) for what a person creates; its time part only keeps indexes compact, never read it."""
    value = (milliseconds & (2**48 - 1)) << 80 | secrets.randbits(80)
    value = value & ~(0xF << 76) | 7 << 76
    return str(UUID(int=value & ~(0b11 << 62) | 0b10 << 62))


@dataclass(frozen=True)
class EntryKey:
    """Identity of one evaluation: an indicator of a pack, in a round, of a subject (an office code by default)."""

    pack: str
    indicator: str
    round: str
    subject_kind: str = "office"
    subject_id: str = ""

    @cached_property
    def record_id(self) -> str:
        return natural_id(ENTRY, *self.parts)

    @property
    def parts(self) -> tuple[str, str, str, str, str]:
        return (self.pack, self.indicator, self.round, self.subject_kind, self.subject_id)


def entry_of(kind: str, key: tuple[str, ...]) -> EntryKey | None:
    """Return the entry that a record of this kind and key belongs to, None where it belongs to none."""
    return EntryKey(*key[:_PARTS]) if kind in OF_ENTRY and len(key) >= _PARTS else None


@dataclass(frozen=True)
class Office:
    """The office that works with this data folder.

    Attributes:
        code: official area code: a district's four digits or a province's two.
        officers: people who may sign, without the head.
    """

    code: str
    name: str
    province: str
    district: str
    head: str
    head_position: str
    officers: tuple[str, ...] = ()
    phone: str = ""

    def to_fields(self) -> dict[str, Json]:
        """Return the fields of the office's record; the code is its key."""
        return {
            "name": self.name,
            "province": self.province,
            "district": self.district,
            "head": self.head,
            "head_position": self.head_position,
            "officers": list(self.officers),
            "phone": self.phone,
        }


def office_from_fields(code: str, fields: Mapping[str, Json]) -> Office:
    """Return the office that a record holds; fields that are not there are empty."""
    officers = fields.get("officers")
    return Office(
        code=code,
        name=str(fields.get("name") or ""),
        province=str(fields.get("province") or ""),
        district=str(fields.get("district") or ""),
        head=str(fields.get("head") or ""),
        head_position=str(fields.get("head_position") or ""),
        officers=tuple(str(item) for item in officers) if isinstance(officers, list) else (),
        phone=str(fields.get("phone") or ""),
    )
