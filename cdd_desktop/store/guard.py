"""Who may write, and what stands still: asked before every edit, so that no caller can forget it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Final

from cdd_desktop.errors import UserError
from cdd_desktop.store import projections
from cdd_desktop.store.keys import DELETED, FREEZING, LASTING, OF_ENTRY, PERSON, REOPENING, EntryKey, natural_id
from cdd_desktop.store.submissions import Submission, state_of
from cdd_desktop.thai.dates import show_datetime

if TYPE_CHECKING:
    from sqlite3 import Connection

    from cdd_desktop.store.log import Edit

VIEWER: Final = "viewer"
_PARTS: Final = 5  # of an entry's key


def check(connection: Connection, person: str, edits: list[Edit], ended: Mapping[str, str]) -> None:
    """Raise UserError where this person may not write, or where one of the edits touches what stands still.

    Args:
        ended: packs whose time is over: id -> what people call the quarter.
    """
    check_person(connection, person)
    for edit in edits:
        if not edit.fields:  # it only marks in the log that a step was taken back
            continue
        if edit.kind in LASTING and projections.record_of(connection, edit.record) is not None:
            raise UserError("การส่งและการรับรองที่บันทึกแล้วแก้ไขหรือลบไม่ได้ ไม่มีอะไรเปลี่ยน", "ใช้การถอนหรือการปลดล็อกแทน")
        submission = frozen(connection, edit.kind, edit.key)
        if submission is not None:
            raise refusal(submission)
        if edit.kind in OF_ENTRY | LASTING and len(edit.key) >= _PARTS:
            check_open(connection, EntryKey(*edit.key[:_PARTS]), edit.owner, ended)


def check_open(connection: Connection, key: EntryKey, office: str, ended: Mapping[str, str]) -> None:
    """Raise UserError where an entry's quarter is over, unless somebody opened its round again for a reason."""
    if key.pack not in ended:
        return
    where = (key.pack, key.round, office)
    fields = projections.fields_of(connection, REOPENING, natural_id(REOPENING, *where), where)
    if not fields or fields.get(DELETED):
        hint = "หากต้องแก้ ให้หัวหน้าหรือผู้ดูแลระบบเปิดรอบนั้นให้แก้ในหน้าต่างโปรแกรมก่อน"
        raise UserError(f"{ended[key.pack]} ผ่านไปแล้ว จึงดูได้อย่างเดียว ไม่มีอะไรเปลี่ยน", hint)


def check_person(connection: Connection, person: str) -> None:
    """Raise UserError where this person only looks on, or has left."""
    fields = projections.fields_of(connection, PERSON, person, ()) if person else {}
    if fields.get("role") == VIEWER or fields.get("active") is False:
        raise UserError("ผู้ใช้งานนี้ดูได้อย่างเดียว ไม่มีอะไรเปลี่ยน", "เลือกผู้ใช้งานที่มีหน้าที่บันทึก แล้วลองอีกครั้ง")


def frozen(connection: Connection, kind: str, key: tuple[str, ...]) -> Submission | None:
    """Return the submission that keeps a record of this kind and key as it is, None where it can be altered."""
    if kind not in FREEZING or len(key) < _PARTS:
        return None
    return state_of(connection, EntryKey(*key[:_PARTS])).submission


def refusal(submission: Submission) -> UserError:
    """Return what to tell who wants to alter a submitted entry."""
    who = submission.name or "ไม่ระบุชื่อ"
    when = show_datetime(datetime.fromisoformat(submission.at))
    return UserError(
        f"รายการนี้ส่งแล้วโดย {who} เมื่อ {when} จึงแก้ไขไม่ได้ ไม่มีอะไรเปลี่ยน", "ถอนการส่ง หรือให้หัวหน้าปลดล็อกพร้อมเหตุผล แล้วจึงแก้ไข"
    )
