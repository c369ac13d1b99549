"""The register of document numbers (ทะเบียนหนังสือส่ง): which number went to what, in each calendar year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from cdd_desktop.errors import UserError
from cdd_desktop.store.keys import DOCUMENT

if TYPE_CHECKING:
    from cdd_desktop.store.canonical import Json
    from cdd_desktop.store.store import Store


@dataclass(frozen=True)
class Document:
    """One line of the register; ``number`` runs anew in every year of ``day``."""

    id: str
    number: int
    day: date
    subject: str
    to: str


def documents(store: Store, wanted: str = "") -> list[Document]:
    """Return the register, newest first; only lines that hold every word of ``wanted``."""
    words = wanted.casefold().split()
    found = [_read(name, fields) for name, fields in store.records(DOCUMENT).items()]
    kept = [item for item in found if all(word in _words(item) for word in words)]
    return sorted(kept, key=lambda item: (item.day.year, item.number), reverse=True)


def next_number(store: Store, day: date) -> int:
    """Return the number after the last one of the day's year."""
    return max((item.number for item in documents(store) if item.day.year == day.year), default=0) + 1


def register(store: Store, number: int, day: date, subject: str, to: str) -> str:
    """Enter a document and return its id; raises UserError for a number that is taken, or that nothing was saved."""
    if number < 1:
        raise UserError("เลขที่หนังสือต้องเป็นจำนวนเต็มตั้งแต่ 1", "แก้เลขที่แล้วลงทะเบียนอีกครั้ง")
    taken = next((item for item in documents(store) if (item.number, item.day.year) == (number, day.year)), None)
    if taken is not None:
        raise UserError(
            f"เลขที่ {number} ใช้กับเรื่อง “{taken.subject}” แล้ว ทะเบียนไม่เปลี่ยน", f"เลขถัดไปคือ {next_number(store, day)}"
        )
    fields: dict[str, Json] = {"number": number, "date": day.isoformat(), "subject": subject, "to": to}
    return store.put(DOCUMENT, None, fields, action=f"ลงทะเบียนหนังสือเลขที่ {number}")


def strike(store: Store, document: Document) -> None:
    """Take a line out of the register; undo brings it back. Raises UserError."""
    store.remove(DOCUMENT, document.id, action=f"ลบเลขที่ {document.number} ออกจากทะเบียนหนังสือ")


def _read(name: str, fields: dict[str, Any]) -> Document:
    day = date.fromisoformat(fields["date"])
    return Document(name, fields["number"], day, fields.get("subject", ""), fields.get("to", ""))


def _words(item: Document) -> str:
    return f"{item.number} {item.subject} {item.to} {item.day.year + 543}".casefold()
