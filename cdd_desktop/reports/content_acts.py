"""How papers say who sent, certified or reopened an entry, when and why."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from cdd_desktop.reports.content import Remark, Verbatim
from cdd_desktop.store.submissions import Act, State, Submission
from cdd_desktop.thai.dates import show_datetime


def name_text(act: Act | Submission) -> str:
    """Return who it was, as they were called then."""
    return act.name or act.person or "ไม่ระบุชื่อ"


def time_text(act: Act | Submission) -> str:
    """Return when it was, with a warning where the PC's clock could not be believed."""
    try:
        shown = show_datetime(datetime.fromisoformat(act.at))
    except ValueError:
        return "ไม่ทราบเวลา"
    return f"{shown} (นาฬิกาเครื่องไม่แน่นอน)" if act.clock else shown


def remark_text(remark: Remark) -> str:
    """Return what was done in one line."""
    why = f"  เหตุผล: {remark.reason}" if remark.reason else ""
    return f"{remark.what} โดย {remark.name} {remark.when}{why}"


def remarks(state: State) -> Iterator[Remark]:
    """Yield what a mission's report says of itself: sent, certified, and everything that was reopened before."""
    yield from reopened(state)
    if state.submission:
        again = f"ครั้งที่ {state.submission.number}" if state.submission.number > 1 else ""
        yield Remark(f"ส่ง{again}", name_text(state.submission), time_text(state.submission))
    if state.certification:
        yield Remark("รับรอง", name_text(state.certification), time_text(state.certification))


def reopened(state: State, about: str = "") -> Iterator[Remark]:
    """Yield the unlocks and withdrawals, which print with their reasons; ``about`` says of which mission they are."""
    for verb, acts in (("ปลดล็อก", state.unlocks), ("ถอนการส่ง", state.withdrawals)):
        for act in acts:
            yield Remark(f"{verb}{about}", name_text(act), time_text(act), Verbatim(act.reason) or "ไม่ระบุเหตุผล")
