"""What is done about a submitted entry: certifying, unlocking, withdrawing; what stood then comes out years later.

Submitting itself is in ``submitting``; callers find all of it here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from cdd_desktop.criteria.grading import read_facts
from cdd_desktop.criteria.model import Indicator
from cdd_desktop.criteria.timeline import agreeing
from cdd_desktop.errors import UserError
from cdd_desktop.store.answers import Action
from cdd_desktop.store.canonical import Json
from cdd_desktop.store.keys import CERTIFICATION, UNLOCK, WITHDRAWAL, EntryKey
from cdd_desktop.store.people import Right, require
from cdd_desktop.store.records import Put
from cdd_desktop.store.standings import state, states
from cdd_desktop.store.submissions import Act, Phase, State, Submission
from cdd_desktop.store.submitting import (
    NotReady,
    Obstacles,
    Paper,
    obstacles,
    prepare,
    ready,
    require_unsent,
    seal,
    submit,
    who,
)

if TYPE_CHECKING:
    from cdd_desktop.store.store import Store

__all__ = [
    "NotReady",
    "Obstacles",
    "Paper",
    "certify",
    "certify_all",
    "copy_forward",
    "obstacles",
    "prepare",
    "ready",
    "require_unsent",
    "seal",
    "state",
    "states",
    "submit",
    "submitted_pdf",
    "submitted_workbook",
    "unlock",
    "withdraw",
]


def submitted_pdf(store: Store, submission: Submission) -> bytes:
    """Return the paper made at submission, whatever packs came since; raises UserError."""
    return store.files.read(submission.pdf)


def submitted_workbook(store: Store, submission: Submission) -> bytes:
    """Return the workbook made at submission; raises UserError where none was made."""
    return store.files.read(submission.workbook)


def certify(store: Store, key: EntryKey) -> Act:
    """Certify what is submitted, as the head of the office; raises UserError."""
    return certify_all(store, [key])[0]


def certify_all(store: Store, keys: Sequence[EntryKey]) -> list[Act]:
    """Certify several at once, all of them or none; raises UserError."""
    require(store, Right.CERTIFY)
    made = []
    for key in keys:
        current = state(store, key)
        if current.certification is not None:
            raise UserError(f"รายการนี้ {current.certification.name} รับรองแล้ว ไม่มีอะไรเปลี่ยน")
        if current.altered:
            raise UserError("ข้อมูลของรายการนี้ไม่ตรงกับที่ส่งไว้ จึงยังไม่รับรอง ไม่มีอะไรเปลี่ยน", "ให้ผู้บันทึกถอนการส่ง ตรวจ แล้วส่งใหม่")
        made.append((key, _now(store, _submitted(current))))
    action = "รับรองภารกิจ" if len(made) == 1 else f"รับรอง {len(made)} ภารกิจ"
    ids = store.put_many([Put(CERTIFICATION, _fields(act), key=key.parts) for key, act in made], action=action)
    return [replace(act, id=record) for record, (_key, act) in zip(ids, made, strict=True)]


def unlock(store: Store, key: EntryKey, reason: str) -> Act:
    """Open a submitted entry again, for a reason that stays and prints; raises UserError."""
    require(store, Right.UNLOCK)
    if not reason.strip():
        raise UserError("ยังไม่ได้ระบุเหตุผล จึงยังไม่ปลดล็อก", "พิมพ์เหตุผลสั้น ๆ เหตุผลนี้จะพิมพ์ในเอกสาร")
    return _act(store, UNLOCK, _submitted(state(store, key)), reason.strip(), "ปลดล็อกภารกิจ")


def withdraw(store: Store, key: EntryKey, reason: str = "") -> Act:
    """Take back a submission that is not certified yet; raises UserError."""
    require(store, Right.SUBMIT)
    current = state(store, key)
    if current.phase is Phase.CERTIFIED:
        raise UserError("หัวหน้ารับรองแล้ว จึงถอนไม่ได้ ไม่มีอะไรเปลี่ยน", "ให้หัวหน้าปลดล็อกพร้อมเหตุผล")
    return _act(store, WITHDRAWAL, _submitted(current), reason.strip(), "ถอนการส่งภารกิจ")


def copy_forward(
    store: Store, source: EntryKey, target: EntryKey, indicator: Indicator, *, of: Indicator | None = None
) -> Action:
    """Copy the facts that last (``carry``) from an earlier round into places that are still empty.

    Args:
        source: an entry of the round before, of the same pack or of an earlier one.
        indicator: what the target is graded by; a value that it cannot take stays behind.
        of: what the source was graded by, where that is another pack: only facts of the same id and kind are copied.

    Returns:
        The action with the names of what was copied; false when there was nothing to copy.

    Raises:
        UserError: the target is submitted, or nothing was saved.
    """
    there, here, unread = store.facts(source), store.facts(target), store.drafts(target)
    lasting = [fact.id for fact in indicator.facts if fact.carry and (of is None or agreeing(fact, of))]
    empty = {name: there[name] for name in lasting if name in there and name not in here and name not in unread}
    readable = read_facts(indicator, empty).values
    label = f"คัดลอกจากรอบก่อน ภารกิจ {indicator.no}"
    return store.set_facts(target, {name: empty[name] for name in readable}, action=label)


def _act(store: Store, kind: str, submission: Submission, reason: str, label: str) -> Act:
    act = replace(_now(store, submission), reason=reason)
    return replace(act, id=store.put(kind, None, _fields(act), action=label, key=submission.key.parts))


def _now(store: Store, submission: Submission) -> Act:
    """Return what is about to be done about a submission, without an id yet."""
    stamp = store.clock.stamp()
    return Act("", submission.id, at=stamp.iso, clock=stamp.flag, **who(store))


def _fields(act: Act) -> dict[str, Json]:
    return {name: value for name, value in vars(act).items() if name != "id"}


def _submitted(current: State) -> Submission:
    if current.submission is None:
        raise UserError("รายการนี้ยังไม่ได้ส่ง ไม่มีอะไรเปลี่ยน", "ส่งรายการนี้ก่อน")
    return current.submission
