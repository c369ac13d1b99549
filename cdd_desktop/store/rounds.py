"""Submitting an entry, certifying, unlocking and withdrawing it; what stood then comes out again years later.

A submission freezes the facts with their result, the criteria and the papers made at that moment. The papers are on the
disk before the one change that names them, so an entry is wholly submitted or not at all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from cdd_desktop.criteria.engine import evaluate
from cdd_desktop.criteria.grading import read_facts, result_json
from cdd_desktop.criteria.model import Indicator, Pack
from cdd_desktop.criteria.result import Result
from cdd_desktop.errors import UserError
from cdd_desktop.store import guard, submissions
from cdd_desktop.store.answers import Action
from cdd_desktop.store.canonical import Json
from cdd_desktop.store.files import named_in
from cdd_desktop.store.keys import CERTIFICATION, EVIDENCE, SUBMISSION, UNLOCK, WITHDRAWAL, EntryKey, new_id
from cdd_desktop.store.people import NOBODY, Right, at_keyboard, require
from cdd_desktop.store.submissions import Act, Phase, State, Submission

if TYPE_CHECKING:
    from cdd_desktop.store.store import Store

Paper = Callable[[Submission], bytes]
"""Makes a paper of a submission that is about to stand; its ``pdf`` and ``workbook`` are still empty then."""

_SHOWN: Final = 6  # facts that an error names one by one


@dataclass(frozen=True)
class Obstacles:
    """What stands between an entry and its submission, by fact id.

    Attributes:
        refused: facts that cannot be, with the reason (Thai); ``drafts`` texts that nobody can read yet.
        missing: facts that are not there; these alone can be passed over.
    """

    refused: Mapping[str, str]
    drafts: Mapping[str, str]
    missing: tuple[str, ...]

    @property
    def barred(self) -> bool:
        return bool(self.refused or self.drafts)

    def __bool__(self) -> bool:
        return bool(self.refused or self.drafts or self.missing)


class NotReady(UserError):
    """An entry that cannot be submitted as it is; ``obstacles`` say why."""

    def __init__(self, obstacles: Obstacles, indicator: Indicator) -> None:
        self.obstacles = obstacles
        hint = "แก้แล้วส่งใหม่" if obstacles.barred else "กรอกให้ครบ หรือยืนยันส่งทั้งที่ยังไม่ครบ"
        super().__init__(f"ยังไม่ได้ส่งภารกิจ {indicator.no} {_reasons(obstacles, indicator)}", hint)


# --- how entries stand -------------------------------------------------------------------------------------------


def state(store: Store, key: EntryKey) -> State:
    """Return how an entry stands."""
    return store.read(lambda connection: submissions.state_of(connection, key))


def states(store: Store, pack: str, round_id: str) -> dict[EntryKey, State]:
    """Return how the entries of a round stand that were ever submitted; every other one is open."""
    found = store.read(lambda connection: submissions.states_of(connection, (pack,)))
    return {key: item for key, item in found.items() if key.round == round_id}


def obstacles(store: Store, key: EntryKey, pack: Pack) -> Obstacles:
    """Return what stands in the way of submitting an entry; false when nothing does."""
    result = _graded(store, key, pack)
    return Obstacles(dict(result.refused), store.drafts(key), result.missing)


def submitted_pdf(store: Store, submission: Submission) -> bytes:
    """Return the paper made at submission, whatever packs came since; raises UserError."""
    return store.files.read(submission.pdf)


def submitted_workbook(store: Store, submission: Submission) -> bytes:
    """Return the workbook made at submission; raises UserError where none was made."""
    return store.files.read(submission.workbook)


# --- acts --------------------------------------------------------------------------------------------------------


def submit(
    store: Store,
    key: EntryKey,
    pack: Pack,
    *,
    pdf: Paper,
    workbook: Paper | None = None,
    allow_incomplete: bool = False,
) -> Submission:
    """Submit an entry as it stands in the store: facts, note, evidence, result and papers.

    Args:
        pdf, workbook: make the papers.
        allow_incomplete: submit though facts are missing.

    Raises:
        NotReady: something is missing, unreadable or impossible.
        UserError: no right to, submitted already, or not saved; nothing is submitted then.
    """
    require(store, Right.SUBMIT)
    before = state(store, key)
    if before.submission is not None:
        raise guard.refusal(before.submission)
    indicator = pack.indicator_by_id[key.indicator]
    found = obstacles(store, key, pack)
    if found.barred or (found and not allow_incomplete):
        raise NotReady(found, indicator)
    draft = _draft(store, key, pack, before, incomplete=bool(found))
    book = store.files.add(workbook(draft)) if workbook is not None else ""
    made = replace(draft, pdf=store.files.add(pdf(draft)), workbook=book)
    store.put(SUBMISSION, made.id, made.to_fields(), action=f"ส่งภารกิจ {indicator.no}", key=key.parts)
    return made


def certify(store: Store, key: EntryKey) -> Act:
    """Certify what is submitted, as the head of the office; raises UserError."""
    require(store, Right.CERTIFY)
    current = state(store, key)
    if current.certification is not None:
        raise UserError(f"รายการนี้ {current.certification.name} รับรองแล้ว ไม่มีอะไรเปลี่ยน")
    return _act(store, CERTIFICATION, _submitted(current), "", "รับรองภารกิจ")


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


def copy_forward(store: Store, source: EntryKey, target: EntryKey, indicator: Indicator) -> Action:
    """Copy the facts that last (``carry``) from an earlier round into places that are still empty.

    Args:
        source: an entry of the round before, of the same pack or of an earlier one with facts of the same ids.
        indicator: what the target is graded by; a value that it cannot take stays behind.

    Returns:
        The action with the names of what was copied; false when there was nothing to copy.

    Raises:
        UserError: the target is submitted, or nothing was saved.
    """
    there, here, unread = store.facts(source), store.facts(target), store.drafts(target)
    lasting = [fact.id for fact in indicator.facts if fact.carry]
    empty = {name: there[name] for name in lasting if name in there and name not in here and name not in unread}
    readable = read_facts(indicator, empty).values
    label = f"ยกข้อมูลจากรอบก่อน ภารกิจ {indicator.no}"
    return store.set_facts(target, {name: empty[name] for name in readable}, action=label)


# --- inside ------------------------------------------------------------------------------------------------------


def _graded(store: Store, key: EntryKey, pack: Pack) -> Result:
    indicator = pack.indicator_by_id[key.indicator]
    read = read_facts(indicator, store.facts(key), months=pack.round(key.round).months)
    return evaluate(indicator, read.values, refused=read.problems, citation=pack.letter.no)


def _draft(store: Store, key: EntryKey, pack: Pack, before: State, *, incomplete: bool) -> Submission:
    """Return the submission as it will stand, but for its papers."""
    result = result_json(_graded(store, key, pack), pack.indicator_by_id[key.indicator])
    files = {name for fields in store.records(EVIDENCE, under=key.parts).values() for name in named_in(fields)}
    stamp = store.clock.stamp()
    return Submission(
        id=new_id(store.clock.milliseconds()),
        key=key,
        number=1 + max((item.number for item in before.submissions), default=0),
        facts=store.facts(key),
        note=store.note(key),
        result=_without_floats(result),
        pack_revision=pack.revision,
        criteria_hash=pack.criteria_hash,
        at=stamp.iso,
        clock=stamp.flag,
        files=tuple(sorted(files)),
        incomplete=incomplete,
        **_who(store),
    )


def _act(store: Store, kind: str, submission: Submission, reason: str, label: str) -> Act:
    stamp = store.clock.stamp()
    act = Act("", submission.id, at=stamp.iso, clock=stamp.flag, reason=reason, **_who(store))
    fields: dict[str, Json] = {name: value for name, value in vars(act).items() if name != "id"}
    made = store.put(kind, None, fields, action=label, key=submission.key.parts)
    return replace(act, id=made)


def _submitted(current: State) -> Submission:
    if current.submission is None:
        raise UserError("รายการนี้ยังไม่ได้ส่ง ไม่มีอะไรเปลี่ยน", "ส่งรายการนี้ก่อน")
    return current.submission


def _who(store: Store) -> dict[str, str]:
    """Return who is at the keyboard, as it is kept for good."""
    person = at_keyboard(store)
    if person is None:
        return {"person": store.person, "name": store.person or NOBODY, "position": ""}
    return {"person": person.id, "name": person.name, "position": person.position}


def _without_floats(value: Any) -> Any:
    """Return JSON with numbers that have decimals as text: the log holds no float."""
    if isinstance(value, Mapping):
        return {name: _without_floats(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_without_floats(item) for item in value]
    return str(value) if isinstance(value, float) else value


def _reasons(found: Obstacles, indicator: Indicator) -> str:
    kinds = (("ค่าที่เป็นไปไม่ได้", found.refused), ("ค่าที่อ่านไม่ได้", found.drafts), ("ยังไม่ได้กรอก", found.missing))
    return " ".join(f"{title}: {_listed(list(ids), indicator)}" for title, ids in kinds if ids)


def _listed(ids: list[str], indicator: Indicator) -> str:
    facts = [indicator.fact_by_id.get(name) for name in ids[:_SHOWN]]
    shown = ", ".join((fact.short or fact.label) if fact else name for fact, name in zip(facts, ids, strict=False))
    more = len(ids) - _SHOWN
    return f"{shown} และอีก {more} รายการ" if more > 0 else shown
