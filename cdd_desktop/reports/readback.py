"""What reading a workbook back would change: what stands now against what stood when it was written and what it gives.

A cell that nobody touched in the workbook changes nothing, though the program holds something newer. Where both were
changed, the person decides; an empty cell is never taken for "erase this" unless the person says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

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
    BOTH = "both"
    EMPTIED = "emptied"
    UNREADABLE = "unreadable"
    LOCKED = "locked"


WORDS: Mapping[Sort, str] = {
    Sort.NEW: "ค่าใหม่",
    Sort.CHANGED: "แก้ไข",
    Sort.BOTH: "แก้ทั้งสองที่",
    Sort.EMPTIED: "ช่องว่างในสมุดงาน",
    Sort.UNREADABLE: "อ่านไม่ได้",
    Sort.LOCKED: "แก้ไม่ได้ขณะนี้",
}


@dataclass(frozen=True)
class Row:
    """One fact that the workbook gives otherwise than it stands now.

    Attributes:
        old, new: JSON values, None where there is none.
        why: what a person should know of it (Thai), "" for an ordinary change.
    """

    indicator: Indicator
    fact: Fact
    sort: Sort
    old: Any
    new: Any
    place: str
    why: str = ""

    @property
    def can_be_taken(self) -> bool:
        return self.sort not in {Sort.UNREADABLE, Sort.LOCKED}

    @property
    def taken_at_first(self) -> bool:
        return self.sort in {Sort.NEW, Sort.CHANGED}

    def shown(self, value: Any) -> str:
        """Return a value of the fact as a person reads it, "–" for none."""
        if value is None:
            return "–"
        try:
            return self.fact.kind.show(self.fact.kind.from_json(value))
        except ValueError:  # stored by a program that knew another kind of it
            return str(value)


def differences(
    book: Workbook, pack: Pack, now: Mapping[str, Mapping[str, Any]], locked: Mapping[str, str]
) -> list[Row]:
    """Return what the workbook gives otherwise, in the order of the forms.

    Args:
        now: the stored JSON values of the round, by indicator id.
        locked: why a mission cannot be altered (Thai), by indicator id.
    """
    given = book.given(pack)
    return [
        row
        for indicator in pack.indicators_in(book.passport.round)
        for row in _of_mission(indicator, given.get(indicator.id, {}), book, now.get(indicator.id, {}), locked)
    ]


def _of_mission(
    indicator: Indicator,
    given: Mapping[str, Given],
    book: Workbook,
    now: Mapping[str, Any],
    locked: Mapping[str, str],
) -> Iterator[Row]:
    written = book.passport.values.get(indicator.id, {})
    for fact in indicator.facts:
        if fact.id not in given:
            continue
        cell, before, old = given[fact.id], _held(fact, written), _held(fact, now)
        if cell.problem:
            why = f"{cell.problem}: “{cell.text}”" if cell.text else cell.problem
            yield Row(indicator, fact, Sort.UNREADABLE, old, None, cell.place, why)
            continue
        new = None if cell.value is None else _whole(fact.kind.to_json(cell.value))
        if _same(fact, new, old) or _same(fact, new, before):
            continue
        if indicator.id in locked:
            yield Row(indicator, fact, Sort.LOCKED, old, new, cell.place, locked[indicator.id])
        else:
            yield _difference(indicator, fact, (before, old, new), cell.place)


def _difference(indicator: Indicator, fact: Fact, values: tuple[Any, Any, Any], place: str) -> Row:
    before, old, new = values
    if not _same(fact, before, old):
        stood = Row(indicator, fact, Sort.BOTH, old, new, place).shown(before)
        return Row(indicator, fact, Sort.BOTH, old, new, place, f"เมื่อบันทึกสมุดงานคือ {stood} หลังจากนั้นแก้ในโปรแกรมด้วย")
    if new is None:
        return Row(indicator, fact, Sort.EMPTIED, old, new, place, "เลือกแถวนี้ หากต้องการลบค่าในโปรแกรมด้วย")
    return Row(indicator, fact, Sort.NEW if old is None else Sort.CHANGED, old, new, place)


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


def against_store(store: Store, pack: Pack, book: Workbook) -> list[Row]:
    """Return what the workbook gives otherwise than the store holds."""
    round_id = book.passport.round
    now = {item.id: store.facts(entry_key(store, pack, item, round_id)) for item in pack.indicators_in(round_id)}
    locked = {
        key.indicator: guard.refusal(state.submission).message
        for key, state in rounds.states(store, pack.id, round_id).items()
        if state.submission is not None and key.subject_id == office_code(store)
    }
    return differences(book, pack, now, locked)


def take(store: Store, pack: Pack, round_id: str, rows: Sequence[Row]) -> Action:
    """Store what the rows give, all as one action that can be undone; raises UserError, and nothing is stored."""
    entries: dict[EntryKey, dict[str, Any]] = {}
    for row in rows:
        if row.can_be_taken:
            entries.setdefault(entry_key(store, pack, row.indicator, round_id), {})[row.fact.id] = row.new
    return store.set_entries(entries, action=f"อ่านจากสมุดงาน Excel {len(rows)} ช่อง")


def belongs(passport: Passport, packs: Mapping[str, Pack], office: str) -> Pack:
    """Return the pack that a workbook was written for; raises UserError where it is not this office's."""
    if passport.office != office:
        raise UserError(
            "สมุดงานนี้เป็นของสำนักงานอื่น จึงไม่ได้อ่าน ข้อมูลในโปรแกรมไม่เปลี่ยน", "ขอไฟล์ที่บันทึกจากโปรแกรมของสำนักงานนี้"
        )
    pack = packs.get(passport.pack)
    if pack is None or passport.round not in {item.id for item in pack.rounds}:
        raise UserError(
            f"สมุดงานนี้เป็นของเกณฑ์ชุด {passport.pack} รอบ {passport.round} ซึ่งโปรแกรมในเครื่องนี้ไม่มี ข้อมูลในโปรแกรมไม่เปลี่ยน",
            "ติดตั้งโปรแกรมหรือชุดเกณฑ์ที่มีรอบนี้ แล้วอ่านอีกครั้ง",
        )
    return pack
