"""What reading a workbook back would change: what stands now against what stood when it was written and what it gives.

A cell that nobody touched in the workbook changes nothing, though the program holds something newer. Where both were
changed, the person decides; an empty cell is never taken for "erase this" unless the person says so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from cdd_desktop.criteria.kinds import ListKind
from cdd_desktop.criteria.model import Fact, Indicator, Pack
from cdd_desktop.errors import UserError
from cdd_desktop.reports.excel.passport import Passport
from cdd_desktop.reports.excel.reading import Given, Workbook
from cdd_desktop.reports.gather import entry_key, office_code
from cdd_desktop.store import EntryKey, Store, guard, rounds
from cdd_desktop.store.answers import Action


class Sort(Enum):
    """What a row of the preview is."""

    NEW = "new"
    CHANGED = "changed"
    BOTH = "both"  # in the workbook, and in the program after it was written
    NEWER = "newer"  # in the program alone, after the workbook was written
    EMPTIED = "emptied"
    UNREADABLE = "unreadable"
    LOCKED = "locked"
    SAME = "same"


WORDS: Mapping[Sort, str] = {
    Sort.NEW: "ค่าใหม่",
    Sort.CHANGED: "แก้ไข",
    Sort.BOTH: "แก้ทั้งสองที่",
    Sort.NEWER: "แก้ในโปรแกรมหลังพิมพ์สมุดงาน",
    Sort.EMPTIED: "ช่องว่างในสมุดงาน",
    Sort.UNREADABLE: "อ่านไม่ได้",
    Sort.LOCKED: "แก้ไม่ได้ขณะนี้",
    Sort.SAME: "เหมือนเดิม",
}
_FIXED = frozenset({Sort.UNREADABLE, Sort.LOCKED, Sort.SAME})
_FORMULA = "ช่องนี้เป็นสูตร อ่านผลที่คำนวณไว้ล่าสุด"


@dataclass(frozen=True)
class Row:
    """One fact of the workbook beside what stands now.

    Attributes:
        old, new: JSON values, None where there is none.
        why: what a person should know of it (Thai), "" for an ordinary change.
        locked: its mission cannot be altered now.
    """

    indicator: Indicator
    fact: Fact
    sort: Sort
    old: Any
    new: Any
    place: str
    why: str = ""
    locked: bool = False

    @property
    def can_be_taken(self) -> bool:
        return self.sort not in _FIXED and not self.locked

    @property
    def edited(self) -> bool:
        """Return whether somebody gave another value in the workbook, and it can be taken."""
        return self.can_be_taken and self.sort is not Sort.NEWER

    @property
    def taken_at_first(self) -> bool:
        return self.sort in {Sort.NEW, Sort.CHANGED}

    def shown(self, value: Any) -> str:
        """Return a value of the fact as a person reads it, "–" for none."""
        return shown(self.fact, value)


def shown(fact: Fact, value: Any) -> str:
    """Return a JSON value of a fact as a person reads it, "–" for none."""
    if value is None:
        return "–"
    try:
        return fact.kind.show(fact.kind.from_json(value))
    except ValueError:  # stored by a program that knew another kind of it
        return str(value)


def compare(book: Workbook, pack: Pack, now: Mapping[str, Mapping[str, Any]], locked: Mapping[str, str]) -> list[Row]:
    """Return every fact that the workbook holds beside what stands now, in the order of the forms.

    Args:
        now: the stored JSON values of the round, by indicator id.
        locked: why a mission cannot be altered (Thai), by indicator id.
    """
    given = book.given(pack)
    return [
        _row(indicator, fact, given[indicator.id][fact.id], book, now.get(indicator.id, {}), locked.get(indicator.id))
        for indicator in pack.indicators_in(book.passport.round)
        for fact in indicator.facts
        if fact.id in given.get(indicator.id, {})
    ]


def _row(
    indicator: Indicator, fact: Fact, cell: Given, book: Workbook, now: Mapping[str, Any], locked: str | None
) -> Row:
    before, old = _held(fact, book.passport.values.get(indicator.id, {})), _held(fact, now)
    if cell.problem:
        why = f"{cell.problem}: “{cell.text}”" if cell.text else cell.problem
        return Row(indicator, fact, Sort.UNREADABLE, old, None, cell.place, why)
    new = None if cell.value is None else _whole(fact.kind.to_json(cell.value))
    sort, why = _sorted(fact, before, old, new)
    if locked is not None and sort not in {Sort.SAME, Sort.NEWER}:
        return Row(indicator, fact, Sort.LOCKED, old, new, cell.place, locked)
    if cell.formula:
        why = f"{why} {_FORMULA}".strip()
    return Row(indicator, fact, sort, old, new, cell.place, why, locked is not None)


def _sorted(fact: Fact, before: Any, old: Any, new: Any) -> tuple[Sort, str]:
    """Return what a readable cell is, and what to say of it."""
    if _same(fact, new, old):
        return Sort.SAME, ""
    if _same(fact, new, before):
        return Sort.NEWER, "ช่องนี้ไม่มีใครแก้ในสมุดงาน ค่าในโปรแกรมใหม่กว่า"
    if not _same(fact, before, old):
        stood = shown(fact, before)
        return Sort.BOTH, f"เมื่อบันทึกสมุดงานคือ {stood} หลังจากนั้นแก้ในโปรแกรมด้วย"
    if new is None or _gaps(fact, old, new):
        return Sort.EMPTIED, "เลือกแถวนี้ หากต้องการลบค่าในโปรแกรมด้วย"
    return Sort.NEW if old is None else Sort.CHANGED, ""


def _gaps(fact: Fact, old: Any, new: Any) -> bool:
    """Return whether a list of numbers has lost one of its places."""
    if not isinstance(fact.kind, ListKind) or not isinstance(old, list):
        return False
    return any(item is not None and (at >= len(new) or new[at] is None) for at, item in enumerate(old))


def _held(fact: Fact, values: Mapping[str, Any]) -> Any:
    """Return what a form shows of a fact: its value, or its default."""
    default = None if fact.default is None else fact.kind.to_json(fact.default)
    return _whole(values.get(fact.id, default))


def _whole(value: Any) -> Any:
    """Return a list without the empty places at its end, as the workbook cannot tell them from none."""
    if not isinstance(value, list):
        return value
    last = max((at for at, item in enumerate(value) if item is not None), default=-1)
    return value[: last + 1] or (None if value else [])


def _same(fact: Fact, first: Any, second: Any) -> bool:
    if first is None or second is None:
        return first is second
    try:
        return fact.kind.from_json(first) == fact.kind.from_json(second)
    except ValueError:
        return bool(first == second)


def against_store(store: Store, pack: Pack, book: Workbook, *, closed: str = "") -> list[Row]:
    """Return every fact of the workbook beside what the store holds.

    Args:
        closed: why the whole round cannot be altered (Thai), "" where it can.
    """
    round_id = book.passport.round
    now = {item.id: store.facts(entry_key(store, pack, item, round_id)) for item in pack.indicators_in(round_id)}
    locked = dict.fromkeys(now, closed) if closed else {}
    locked |= {
        key.indicator: guard.refusal(state.submission).message
        for key, state in rounds.states(store, pack.id, round_id).items()
        if state.submission is not None and key.subject_id == office_code(store)
    }
    return compare(book, pack, now, locked)


def take(store: Store, pack: Pack, round_id: str, rows: Sequence[Row]) -> Action:
    """Store what the rows give, all as one action that can be undone; raises UserError, and nothing is stored."""
    entries: dict[EntryKey, dict[str, Any]] = {}
    chosen = [row for row in rows if row.can_be_taken]
    for row in chosen:
        key = entry_key(store, pack, row.indicator, round_id)
        if not _same(row.fact, _held(row.fact, store.facts(key)), row.old):
            raise UserError(
                f"“{row.fact.label}” ถูกแก้ในโปรแกรมหลังจากเปิดดู จึงยังไม่ได้รับค่าใด ข้อมูลในโปรแกรมไม่เปลี่ยน", "อ่านสมุดงานอีกครั้ง"
            )
        entries.setdefault(key, {})[row.fact.id] = row.new
    return store.set_entries(entries, action=f"อ่านจากสมุดงาน Excel {len(chosen)} ช่อง")


def belongs(passport: Passport, packs: Mapping[str, Pack], office: str) -> Pack:
    """Return the pack that a workbook was written for; raises UserError where it is not this office's."""
    if passport.office != office:
        raise UserError("สมุดงานนี้เป็นของสำนักงานอื่น จึงไม่ได้อ่าน ข้อมูลในโปรแกรมไม่เปลี่ยน", "ขอไฟล์ที่บันทึกจากโปรแกรมของสำนักงานนี้")
    pack = packs.get(passport.pack)
    if pack is None or passport.round not in {item.id for item in pack.rounds}:
        raise UserError(
            f"สมุดงานนี้เป็นของเกณฑ์ชุด {passport.pack} รอบ {passport.round} ซึ่งโปรแกรมในเครื่องนี้ไม่มี ข้อมูลในโปรแกรมไม่เปลี่ยน",
            "ติดตั้งโปรแกรมหรือชุดเกณฑ์ที่มีรอบนี้ แล้วอ่านอีกครั้ง",
        )
    return pack
