"""Rounds of a quarter that is over stand still; opening one again needs a reason that stays."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Final

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
    from sqlite3 import Connection

    from cdd_desktop.store.store import Store

_DAYS: Final = 3  # of work that vouch for a day
_LOOKED_AT: Final = 500  # changes of each PC, the newest


def end_quarters(store: Store, packs: Iterable[Pack]) -> None:
    """Let the store refuse what would alter a round of a pack whose time is over.

    Whoever opens a store to write into rounds says so. A clock that cannot be believed ends nothing by itself, and one
    that was set back opens nothing again: what counts is the later of its day and the day that the log vouches for.
    """
    known, days = list(packs), [store.read(_vouched_day)]
    if store.clock.stamp().flag != CLOCK_IMPLAUSIBLE:
        days.append(store.clock.today())
    latest = max((day for day in days if day is not None), default=date.min)
    store.ended = {pack.id: pack.period_title for pack in known if is_over(pack, known, latest)}


def _vouched_day(connection: Connection) -> date | None:
    """Return the latest day as late as which there was work on three days: one alone may be a slip of the clock."""
    days: set[str] = set()
    query = "SELECT substr(wall, 1, 10) FROM change WHERE stream = ? AND clock <> ? ORDER BY seq DESC LIMIT ?"
    for (stream,) in connection.execute("SELECT stream FROM stream").fetchall():
        days.update(day for (day,) in connection.execute(query, (stream, CLOCK_IMPLAUSIBLE, _LOOKED_AT)))
    latest = sorted(days)[-_DAYS:]
    return date.fromisoformat(latest[0]) if len(latest) == _DAYS else None


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
