"""The register of document numbers (ทะเบียนหนังสือส่ง): which number went to what, in each calendar year.

A number that was given may stand on a paper that has gone. So no line is ever undone; it is cancelled, with a reason.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from cdd_desktop.errors import UserError
from cdd_desktop.store.keys import DOCUMENT
from cdd_desktop.thai.clean import fold

if TYPE_CHECKING:
    from cdd_desktop.store.canonical import Json
    from cdd_desktop.store.store import Store

_TAKEN = "ทะเบียนไม่เปลี่ยน"


@dataclass(frozen=True)
class Document:
    """One line of the register; ``number`` runs anew in every year of ``day``.

    Attributes:
        subject: "" while the number is only reserved.
        cancelled: why the number was given up, "" while it is in use. It is never given to another document.
        about: which letter of which round it numbers ("<pack>/<round>/<template>"), "" where it was entered by hand.
    """

    id: str
    number: int
    day: date
    subject: str
    to: str
    cancelled: str = ""
    about: str = ""

    @property
    def year(self) -> int:
        """Return the year of the number, in the Buddhist era."""
        return self.day.year + 543

    @property
    def state(self) -> str:
        """Return in words what the line is, where it is not simply in use."""
        if self.cancelled:
            return f"ยกเลิก: {self.cancelled}"
        return "" if self.subject else "จองไว้"


def documents(store: Store, wanted: str = "", year: int | None = None) -> list[Document]:
    """Return the register, newest first; only lines that hold every word of ``wanted``, of a year (พ.ศ.) if given."""
    words = fold(wanted).split()
    found = [_read(name, fields) for name, fields in store.records(DOCUMENT).items()]
    kept = [item for item in found if year in {None, item.year} and all(word in _words(item) for word in words)]
    return sorted(kept, key=lambda item: (item.day.year, item.number), reverse=True)


def next_number(store: Store, day: date) -> int:
    """Return the number after the last one of the day's year; cancelled numbers count."""
    return max((item.number for item in documents(store) if item.day.year == day.year), default=0) + 1


def document_about(store: Store, about: str) -> Document | None:
    """Return the newest line in use that numbers a letter of a round, None where it has no number yet."""
    return next((item for item in documents(store) if about and item.about == about and not item.cancelled), None)


def document_numbered(store: Store, number: int, day: date) -> Document | None:
    """Return the line of a number in the day's year, None where nobody has taken it."""
    return next((item for item in documents(store) if (item.number, item.day.year) == (number, day.year)), None)


def register(store: Store, number: int, day: date, subject: str = "", to: str = "", *, about: str = "") -> str:
    """Enter a document, or reserve a number while ``subject`` is empty, and return the line's id.

    A reserved number takes the document that it was reserved for. Raises UserError for a number that is taken, or that
    nothing was saved.
    """
    if number < 1:
        raise UserError("เลขที่หนังสือต้องเป็นจำนวนเต็มตั้งแต่ 1", "แก้เลขที่แล้วลงทะเบียนอีกครั้ง")
    taken = document_numbered(store, number, day)
    if taken is not None and (taken.cancelled or taken.subject or not subject):
        raise _is_taken(taken, next_number(store, day))
    fields: dict[str, Json] = {"number": number, "date": day.isoformat(), "subject": subject, "to": to}
    fields |= {"about": about} if about else {}
    what = "ลงทะเบียนหนังสือ" if subject else "จองหนังสือ"
    return store.put(DOCUMENT, taken.id if taken else None, fields, action=f"{what}เลขที่ {number}")


def cancel(store: Store, document: Document, reason: str) -> None:
    """Give a number up; its line stays in the register with the reason. Raises UserError."""
    if not reason.strip():
        raise UserError(f"ยังไม่ได้บอกเหตุผลที่ยกเลิกเลขที่ {document.number} {_TAKEN}", "กรอกเหตุผล แล้วกดยกเลิกเลขอีกครั้ง")
    store.put(DOCUMENT, document.id, {"cancelled": reason.strip()}, action=f"ยกเลิกหนังสือเลขที่ {document.number}")


def _is_taken(taken: Document, following: int) -> UserError:
    if taken.cancelled:
        why = f"ถูกยกเลิกแล้ว ({taken.cancelled}) และไม่ใช้ซ้ำ"
    else:
        why = f"ใช้กับเรื่อง “{taken.subject}” แล้ว" if taken.subject else "จองไว้แล้ว"
    return UserError(f"เลขที่ {taken.number} {why} {_TAKEN}", f"เลขถัดไปคือ {following}")


def _read(name: str, fields: dict[str, Any]) -> Document:
    day = date.fromisoformat(fields["date"])
    texts = {key: fields.get(key) or "" for key in ("subject", "to", "cancelled", "about")}
    return Document(name, fields["number"], day, **texts)


def _words(item: Document) -> str:
    return fold(f"{item.number} {item.subject} {item.to} {item.year} {item.state}")
