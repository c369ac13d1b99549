"""Submitting an entry: what stands in its way, what it will be, and the moment when it stands.

The papers are on the disk before the one change that names them, so an entry is wholly submitted or not at all. What is
prepared can be made into papers on another thread; sealing checks that the entry is still the same.
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
from cdd_desktop.store import guard
from cdd_desktop.store.files import named_in
from cdd_desktop.store.keys import EVIDENCE, SUBMISSION, EntryKey, new_id
from cdd_desktop.store.people import NOBODY, Right, at_keyboard, require
from cdd_desktop.store.standings import state
from cdd_desktop.store.submissions import State, Submission

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


def obstacles(store: Store, key: EntryKey, pack: Pack) -> Obstacles:
    """Return what stands in the way of submitting an entry; false when nothing does."""
    result = _graded(store, key, pack)
    return Obstacles(dict(result.refused), store.drafts(key), result.missing)


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
    draft = prepare(store, key, pack, allow_incomplete=allow_incomplete)
    book = workbook(draft) if workbook is not None else b""
    return seal(store, draft, pack, pdf=pdf(draft), workbook=book)


def prepare(store: Store, key: EntryKey, pack: Pack, *, allow_incomplete: bool = False) -> Submission:
    """Return the submission as it will stand, but for its papers; raises as ``submit``."""
    require(store, Right.SUBMIT)
    before, complete = ready(store, key, pack, allow_incomplete=allow_incomplete)
    return _draft(store, key, pack, before, incomplete=not complete)


def require_unsent(store: Store, key: EntryKey) -> State:
    """Return how an entry stands; raises UserError where it is submitted."""
    found = state(store, key)
    if found.submission is not None:
        raise guard.refusal(found.submission)
    return found


def ready(store: Store, key: EntryKey, pack: Pack, *, allow_incomplete: bool = False) -> tuple[State, bool]:
    """Return how an entry stands and whether nothing is missing; raises as ``submit``, whoever is at the keyboard."""
    before = require_unsent(store, key)
    store.require_open(key)
    found = obstacles(store, key, pack)
    if found.barred or (found and not allow_incomplete):
        raise NotReady(found, pack.indicator_by_id[key.indicator])
    return before, not found


def seal(store: Store, draft: Submission, pack: Pack, *, pdf: bytes, workbook: bytes = b"") -> Submission:
    """Let what was prepared stand, with its papers and with the criteria that graded it.

    Raises:
        UserError: the entry or the person has changed since, no right to, or not saved; nothing is submitted then.
    """
    require(store, Right.SUBMIT)
    indicator = pack.indicator_by_id[draft.key.indicator]
    require_unsent(store, draft.key)
    store.require_open(draft.key)
    if _frozen(store, draft.key) != (draft.facts, draft.note, draft.files) or who(store)["person"] != draft.person:
        raise UserError(f"ภารกิจ {indicator.no} มีการแก้ไขระหว่างเตรียมเอกสาร จึงยังไม่ได้ส่ง ข้อมูลที่แก้ยังอยู่ครบ", "ตรวจแล้วส่งอีกครั้ง")
    add = store.files.add
    made = replace(
        draft,
        pdf=add(pdf),
        workbook=add(workbook) if workbook else "",
        criteria=add(pack.source.encode("utf-8")) if pack.source else "",
    )
    store.put(SUBMISSION, made.id, made.to_fields(), action=f"ส่งภารกิจ {indicator.no}", key=draft.key.parts)
    return made


def who(store: Store) -> dict[str, str]:
    """Return who is at the keyboard, as it is kept for good."""
    person = at_keyboard(store)
    if person is None:
        return {"person": store.person, "name": store.person or NOBODY, "position": ""}
    return {"person": person.id, "name": person.name, "position": person.position}


# --- inside ------------------------------------------------------------------------------------------------------


def _graded(store: Store, key: EntryKey, pack: Pack) -> Result:
    indicator = pack.indicator_by_id[key.indicator]
    read = read_facts(indicator, store.facts(key), months=pack.round(key.round).months)
    return evaluate(indicator, read.values, refused=read.problems, citation=pack.letter.no)


def _draft(store: Store, key: EntryKey, pack: Pack, before: State, *, incomplete: bool) -> Submission:
    """Return the submission as it will stand, but for its papers."""
    result = result_json(_graded(store, key, pack), pack.indicator_by_id[key.indicator])
    facts, note, files = _frozen(store, key)
    stamp = store.clock.stamp()
    return Submission(
        id=new_id(store.clock.milliseconds()),
        key=key,
        number=1 + max((item.number for item in before.submissions), default=0),
        facts=facts,
        note=note,
        result=_without_floats(result),
        pack_revision=pack.revision,
        criteria_hash=pack.criteria_hash,
        at=stamp.iso,
        clock=stamp.flag,
        files=files,
        incomplete=incomplete,
        **who(store),
    )


def _frozen(store: Store, key: EntryKey) -> tuple[dict[str, Any], str, tuple[str, ...]]:
    """Return facts, note and evidence of an entry: what a submission freezes."""
    files = {name for fields in store.records(EVIDENCE, under=key.parts).values() for name in named_in(fields)}
    return store.facts(key), store.note(key), tuple(sorted(files))


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
