"""When something is due, in words: the days left or late, and what is never late."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import Enum
from types import MappingProxyType

from cdd_desktop.clock import CLOCK_IMPLAUSIBLE
from cdd_desktop.criteria.model import Deadline, Indicator, Pack
from cdd_desktop.store.duties import WRONG_CLOCK
from cdd_desktop.store.holidays import closed_text, working_days
from cdd_desktop.thai.dates import show_date, show_datetime

SOON_DAYS = 7
NO_HOLIDAYS: Mapping[date, str] = MappingProxyType({})
_WORKING_SPAN = 366  # past a year nobody counts working days


class DueState(Enum):
    """From what presses most to what does not press; the order is the order on the home page."""

    LATE = 0
    SOON = 1
    LATER = 2
    NOT_COUNTED = 3  # nobody can be late: due before the letter was written, or the PC's clock cannot be believed
    NONE = 4


@dataclass(frozen=True)
class Due:
    """A deadline as it stands at a moment.

    Attributes:
        text: what is left or late, in words ("เหลือ 3 วัน"); "" where nothing is due.
        when: the deadline itself ("ส่งภายใน 20 ก.พ. 2567"); "" where there is none.
        working: working days left, negative when it is past; None where that says nothing more.
    """

    state: DueState
    text: str = ""
    when: str = ""
    moment: datetime | None = None
    working: int | None = None

    @property
    def days_text(self) -> str:
        """Return what is left, or how late it is, in days and in working days."""
        return self.text if self.working is None else f"{self.text} ({abs(self.working)} วันทำการ)"


def due(deadline: Deadline | None, letter_date: date, now: datetime, holidays: Mapping[date, str] = NO_HOLIDAYS) -> Due:
    """Return how the deadline stands at ``now`` (aware); what the letter says stays, also where it is a holiday."""
    if deadline is None:
        return Due(DueState.NONE)
    end = _end(deadline, now)
    when = f"ส่งภายใน {show_date(deadline.day)}"
    if deadline.at is not None:
        when += f" เวลา {deadline.at:%H.%M} น."
    closed = closed_text(deadline.day, holidays)
    when += f" (ตรงกับ{closed})" if closed else ""
    if deadline.day < letter_date:
        return Due(DueState.NOT_COUNTED, "กำหนดก่อนวันที่ของหนังสือ ไม่นับว่าล่าช้า", when, end)
    days = (deadline.day - now.date()).days
    counted = days not in (0, 1) and abs(days) <= _WORKING_SPAN  # "today" and "tomorrow" say it all
    working = working_days(now.date(), deadline.day, holidays) if counted else None
    if now > end:
        return Due(DueState.LATE, _late_text(-days, deadline), when, end, working)
    return Due(DueState.SOON if days <= SOON_DAYS else DueState.LATER, _left_text(days), when, end, working)


def without_a_clock(found: Due) -> Due:
    """Return a deadline at a PC whose clock cannot be right: when it is stays true, how long is left nobody knows."""
    if found.state is DueState.NONE:
        return found
    return Due(DueState.NOT_COUNTED, WRONG_CLOCK, found.when, found.moment)


def due_of(
    pack: Pack, indicator: Indicator, round_id: str, now: datetime, holidays: Mapping[date, str] = NO_HOLIDAYS
) -> Due:
    """Return how the indicator's deadline in the round stands."""
    return due(pack.deadline(indicator, round_id), pack.letter.date, now, holidays)


def due_of_round(pack: Pack, round_id: str, now: datetime, holidays: Mapping[date, str] = NO_HOLIDAYS) -> Due:
    """Return how the round stands: by its own deadline, else by the first of its indicators."""
    own = pack.round(round_id).deadline
    if own is not None:
        return due(own, pack.letter.date, now, holidays)
    found = [item for item in (pack.deadline(one, round_id) for one in pack.indicators) if item is not None]
    return due(min(found, key=lambda item: _end(item, now)) if found else None, pack.letter.date, now, holidays)


def current_pack(packs: Iterable[Pack], today: date) -> Pack:
    """Return the pack to open first: the newest whose period has begun, else the first to begin."""
    ordered = sorted(packs, key=lambda pack: pack.period_start)
    begun = [pack for pack in ordered if pack.period_start <= today]
    return begun[-1] if begun else ordered[0]


def current_round(pack: Pack, now: datetime) -> str:
    """Return the round to open first: the first one still ahead, else the last."""
    for item in pack.rounds:
        if due_of_round(pack, item.id, now).state in {DueState.SOON, DueState.LATER}:
            return item.id
    return pack.rounds[-1].id


def _end(deadline: Deadline, now: datetime) -> datetime:
    return datetime.combine(deadline.day, deadline.at or time.max, now.tzinfo)


def _left_text(days: int) -> str:
    if days == 0:
        return "ครบกำหนดวันนี้"
    if days == 1:
        return "ครบกำหนดพรุ่งนี้"
    return f"เหลือ {days} วัน"


def _late_text(days: int, deadline: Deadline) -> str:
    if days == 0 and deadline.at is not None:
        return f"เลยเวลา {deadline.at:%H.%M} น. ของวันนี้"
    if days >= 365:
        return f"เลยกำหนดกว่า {days // 365} ปี"
    return f"เลยกำหนด {days} วัน"


def moment_text(iso: str, flag: int) -> str:
    """Return a stored moment as a person reads it."""
    text = show_datetime(datetime.fromisoformat(iso))
    return text if flag != CLOCK_IMPLAUSIBLE else f"{text} (นาฬิกาเครื่องไม่น่าเชื่อถือ)"
