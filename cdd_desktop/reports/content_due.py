"""What the list of deadlines says: every mission of every round of a quarter, what is late, and by whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from cdd_desktop.clock import CLOCK_IMPLAUSIBLE
from cdd_desktop.criteria.model import Pack
from cdd_desktop.reports.content import OfficeText, Options, Verbatim
from cdd_desktop.reports.content_mission import area_text, in_digits, letter_text
from cdd_desktop.reports.gather import office_code, office_text
from cdd_desktop.store import Store, duties, people, rounds
from cdd_desktop.store.duties import WRONG_CLOCK, DueItem
from cdd_desktop.store.holidays import closed_text, holidays
from cdd_desktop.store.submissions import Phase
from cdd_desktop.thai.dates import long_date, show_date, show_datetime

HEADING: Final = "รายการกำหนดส่งตามภารกิจ"
NOBODY: Final = "ยังไม่กำหนด"
_DONE: Final = {Phase.SUBMITTED: "", Phase.CERTIFIED: "รับรองแล้ว "}


@dataclass(frozen=True)
class DueRow:
    """One mission in one round.

    Attributes:
        standing: what is left, how late it is, or when it was sent.
        pressing: it is late and not sent; ``sent`` it was sent.
    """

    mission: Verbatim
    round_id: Verbatim
    no: str
    title: str
    round: str
    deadline: str
    standing: str
    who: str
    pressing: bool
    sent: bool


@dataclass(frozen=True)
class DueReport:
    """The deadlines of a quarter, late ones first, then those ahead, what is done last.

    Attributes:
        by_person: who has how many still to send, and how many of them are late.
    """

    heading: str
    office: str
    area: str
    period: str
    letter: str
    printed_on: str
    count: str
    by_person: str
    rows: tuple[DueRow, ...]


def due_list_of(store: Store, pack: Pack, now: datetime, options: Options) -> DueReport:
    """Return the list as it stands in the store at ``now`` (aware)."""
    states = {key: state for item in pack.rounds for key, state in rounds.states(store, pack.id, item.id).items()}
    answers = duties.duties(store, pack.id)
    believed = store.clock.stamp().flag != CLOCK_IMPLAUSIBLE
    days, office = holidays(store), office_text(store)
    items = duties.due_list(pack, states, answers, now, days, subject_id=office_code(store), believed=believed)
    return due_report(items, pack, people.names(store), days, office, now.date(), options)


def due_report(
    items: Sequence[DueItem],
    pack: Pack,
    names: Mapping[str, str],
    holidays: Mapping[date, str],
    office: OfficeText,
    today: date,
    options: Options,
) -> DueReport:
    """Return what the list says.

    Args:
        names: people by id.
    """
    ordered = sorted(items, key=_rank)
    late = sum(item.late and item.phase is Phase.OPEN for item in items)
    still = [item for item in items if item.phase is Phase.OPEN]
    behind = f"เลยกำหนดแล้ว {late} รายการ" if all(item.told for item in still) else WRONG_CLOCK
    report = DueReport(
        heading=HEADING,
        office=office.name,
        area=area_text(office),
        period=pack.period_title,
        letter=letter_text(pack.letter),
        printed_on=long_date(today),
        count=f"ยังไม่ส่ง {len(still)} รายการ {behind}",
        by_person=_by_person(still, names),
        rows=tuple(_row(item, pack, names, holidays) for item in ordered),
    )
    return in_digits(report, options)


def _by_person(still: Sequence[DueItem], names: Mapping[str, str]) -> str:
    """Return who has how many to send, whoever has most late ones first; "" where nothing is left."""
    if not any(item.person for item in still):
        return ""
    counts = Counter(item.person for item in still)
    late = Counter(item.person for item in still if item.late)
    ordered = sorted(counts, key=lambda person: (-late[person], -counts[person], names.get(person, "")))
    parts = [
        f"{names.get(person) or NOBODY} {counts[person]}" + (f" (เลยกำหนด {late[person]})" if late[person] else "")
        for person in ordered
    ]
    return f"ค้างส่ง: {', '.join(parts)}"


def _rank(item: DueItem) -> int:
    if item.phase is not Phase.OPEN:
        return 3
    return 0 if item.late else 1 if item.counted else 2


def _row(item: DueItem, pack: Pack, names: Mapping[str, str], holidays: Mapping[date, str]) -> DueRow:
    indicator = pack.indicator_by_id[item.indicator]
    at = f" เวลา {item.deadline.at:%H.%M} น." if item.deadline.at else ""
    closed = closed_text(item.deadline.day, holidays)
    return DueRow(
        mission=Verbatim(item.indicator),
        round_id=Verbatim(item.round),
        no=indicator.no,
        title=indicator.short,
        round=pack.round(item.round).title,
        deadline=show_date(item.deadline.day) + at + (f" (ตรงกับ{closed})" if closed else ""),
        standing=standing_text(item),
        who=names.get(item.person, "") or NOBODY,
        pressing=item.late and item.phase is Phase.OPEN,
        sent=item.phase is not Phase.OPEN,
    )


def standing_text(item: DueItem) -> str:
    """Return how a mission stands against its deadline, in days and in working days."""
    if item.submitted_at is not None:
        return _sent_text(item, item.submitted_at)
    if not item.told:
        return WRONG_CLOCK
    if not item.counted:
        return "ยังไม่ส่ง กำหนดก่อนวันที่ของหนังสือ ไม่นับว่าล่าช้า"
    if item.days == 0:
        return "เลยเวลาของวันนี้แล้ว" if item.late else "ครบกำหนดวันนี้"
    working = f"({abs(item.working_days)} วันทำการ)"
    return f"เลยกำหนด {-item.days} วัน {working}" if item.late else f"เหลือ {item.days} วัน {working}"


def _sent_text(item: DueItem, at: datetime) -> str:
    """Return when a mission was sent, by whom, and how long after its deadline."""
    by = f"โดย {item.sent_by} " if item.sent_by else ""
    sent = f"{_DONE[item.phase]}ส่ง{by}เมื่อ {show_datetime(at)}"
    if not item.told:
        return f"{sent} (นาฬิกาเครื่องไม่น่าเชื่อถือ)"
    if not item.late:
        return sent
    days = (at.date() - item.deadline.day).days
    return f"{sent} หลังกำหนด {days} วัน" if days else f"{sent} หลังเวลาที่กำหนด"
