"""Criteria packs kept with the data: what came after the program did, and what a submission was graded by.

A pack lies as one text among the files, so that backups, encryption and a move to another PC carry it along.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from cdd_desktop.criteria.loader import load_source
from cdd_desktop.criteria.model import Pack
from cdd_desktop.errors import UserError
from cdd_desktop.store.canonical import Json
from cdd_desktop.store.keys import PACK, natural_id
from cdd_desktop.store.people import Right, require
from cdd_desktop.store.submissions import Submission

if TYPE_CHECKING:
    from cdd_desktop.store.store import Store


@dataclass(frozen=True)
class Known:
    """The packs there are, newest period first; ``problems`` say why a kept one cannot be used."""

    packs: Mapping[str, Pack]
    problems: tuple[UserError, ...] = ()


def known_packs(store: Store, bundled: Mapping[str, Pack]) -> Known:
    """Return the packs that came with the program and those kept with the data; of each, the newest revision."""
    found, problems = dict(bundled), []
    kept = [(_revision(fields), fields) for fields in store.records(PACK).values()]
    for revision, fields in sorted(kept, key=lambda one: one[0], reverse=True):
        name = str(fields.get("id") or "")
        if name in found and revision <= found[name].revision:
            continue
        try:
            found[name] = _read(store, name, str(fields.get("criteria") or ""))
        except UserError as error:
            problems.append(error)
    ordered = sorted(found.values(), key=lambda pack: pack.period_start, reverse=True)
    return Known({pack.id: pack for pack in ordered}, tuple(problems))


def _revision(fields: Mapping[str, Json]) -> int:
    revision = fields.get("revision")
    return revision if isinstance(revision, int) else 0


def keep_pack(store: Store, pack: Pack, known: Mapping[str, Pack]) -> None:
    """Keep a pack with the data.

    Args:
        known: the packs there are.

    Raises:
        UserError: no right to, there is one of this id that is as new or of another time, or not saved.
    """
    require(store, Right.REOPEN if pack.id in store.ended else Right.SETTINGS)
    there = known.get(pack.id)
    if there is not None and _time_of(pack) != _time_of(there):
        raise UserError(
            f"เกณฑ์ “{pack.title}” ใช้รหัส {pack.id} ของ{there.period_title} แต่บอกช่วงเวลาอื่น ไม่มีอะไรเปลี่ยน",
            "ให้ผู้จัดทำตั้งรหัสใหม่ใน pack.yaml ถ้าเป็นเกณฑ์ของไตรมาสใหม่ หรือแก้ช่วงเวลาให้ตรงกัน",
        )
    if there is not None and there.revision >= pack.revision:
        same = "ชุดเดียวกัน" if there.source == pack.source else "ฉบับที่ใหม่กว่าหรือเลขฉบับเดียวกัน"
        raise UserError(
            f"มีเกณฑ์ “{there.title}” ฉบับที่ {there.revision} ซึ่งเป็น{same}อยู่แล้ว ไม่มีอะไรเปลี่ยน",
            "หากเกณฑ์แก้ไขใหม่ ให้ผู้จัดทำเพิ่มเลข revision ใน pack.yaml",
        )
    fields: dict[str, Json] = {
        "id": pack.id,
        "revision": pack.revision,
        "title": pack.title,
        "criteria": store.files.add(pack.source.encode("utf-8")),
    }
    revision = str(pack.revision)
    record = natural_id(PACK, pack.id, revision)
    store.put(PACK, record, fields, action=f"เพิ่มเกณฑ์ {pack.title} ฉบับที่ {revision}", key=(pack.id, revision))


def _time_of(pack: Pack) -> tuple[int, date, date]:
    return pack.fiscal_year, pack.period_start, pack.period_end


def criteria_of(store: Store, submission: Submission) -> Pack | None:
    """Return the pack that a submission was graded by, None where it was not kept or cannot be read any more."""
    if not submission.criteria:
        return None
    try:
        return _read(store, submission.key.pack, submission.criteria)
    except UserError:
        return None


def rules_of(submission: Submission, today: Pack, kept: Callable[[Submission], Pack | None]) -> tuple[Pack, bool]:
    """Return the pack that a submission is read by, and whether its rules are those that graded it.

    Args:
        today: the pack as it is now; it stands in where the pack of that time is lost.
        kept: ``criteria_of``, as it may be remembered.
    """
    if submission.criteria_hash == today.criteria_hash:
        return today, True
    own, key = kept(submission), submission.key
    if own is None or key.indicator not in own.indicator_by_id or key.round not in {item.id for item in own.rounds}:
        return today, False
    return own, True


def _read(store: Store, name: str, file: str) -> Pack:
    return load_source(name, store.files.read(file).decode("utf-8"))
