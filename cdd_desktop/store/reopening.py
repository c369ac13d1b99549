"""Rounds of a quarter that is over stand still; opening one again needs a reason that stays."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from cdd_desktop.clock import CLOCK_IMPLAUSIBLE
from cdd_desktop.criteria.model import Pack
from cdd_desktop.criteria.timeline import is_over
from cdd_desktop.errors import UserError
from cdd_desktop.store.canonical import Json
from cdd_desktop.store.keys import REOPENING, natural_id
from cdd_desktop.store.people import Right, require
from cdd_desktop.store.submissions import Act
from cdd_desktop.store.submitting import who

if TYPE_CHECKING:
    from cdd_desktop.store.store import Store


def end_quarters(store: Store, packs: Iterable[Pack]) -> None:
    """Let the store refuse what would alter a round of a pack whose time is over.

    Whoever opens a store to write into rounds says so; a clock that cannot be believed ends nothing.
    """
    known, today = list(packs), store.clock.today()
    believed = store.clock.stamp().flag != CLOCK_IMPLAUSIBLE
    store.ended = {pack.id: pack.period_title for pack in known if believed and is_over(pack, known, today)}


def reopened(store: Store, pack: str, round_id: str, office: str) -> Act | None:
    """Return who opened a round of a quarter that is over, None while it is closed."""
    fields = store.records(REOPENING, under=(pack, round_id, office)).get(natural_id(REOPENING, pack, round_id, office))
    if fields is None:
        return None
    texts = {name: str(fields.get(name) or "") for name in ("person", "name", "position", "at", "reason")}
    clock = fields.get("clock")
    return Act(natural_id(REOPENING, pack, round_id, office), "", clock=clock if isinstance(clock, int) else 0, **texts)


def reopen(store: Store, pack: str, round_id: str, office: str, reason: str, title: str) -> None:
    """Let a round of a quarter that is over be altered; raises UserError.

    Args:
        title: what the history calls the round.
    """
    require(store, Right.REOPEN)
    if not reason.strip():
        raise UserError("ยังไม่ได้ระบุเหตุผล จึงยังไม่เปิดให้แก้", "พิมพ์เหตุผลสั้น ๆ เหตุผลนี้อยู่ในประวัติ")
    stamp = store.clock.stamp()
    fields: dict[str, Json] = {**who(store), "at": stamp.iso, "clock": stamp.flag, "reason": reason.strip()}
    record = natural_id(REOPENING, pack, round_id, office)
    store.put(REOPENING, record, fields, action=f"เปิด{title}ให้แก้", key=(pack, round_id, office))


def close_again(store: Store, pack: str, round_id: str, office: str, title: str) -> None:
    """Let it stand still again; raises UserError."""
    require(store, Right.REOPEN)
    store.remove(REOPENING, natural_id(REOPENING, pack, round_id, office), action=f"ปิด{title} ดูอย่างเดียว")
