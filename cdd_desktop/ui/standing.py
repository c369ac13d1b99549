"""How a mission stands in the open round, as the navigation and the board show it."""

from __future__ import annotations

from dataclasses import dataclass

from cdd_desktop.criteria import wording
from cdd_desktop.criteria.model import Indicator
from cdd_desktop.criteria.result import BELOW, Outcome, Result
from cdd_desktop.ui.due import Due
from cdd_desktop.ui.entry import Entry, asked
from cdd_desktop.ui.session import Session


@dataclass(frozen=True)
class Standing:
    """One mission in one round.

    Attributes:
        filled, asked: facts filled in, of how many.
        entry_text: the state of entry in words.
        grade_text: the grade in words, or what stands in its place.
        reachable: labels of the levels that are still possible, where it is open.
        change: what became of the round before, in words ("ขึ้นจาก C"), "" where there is nothing to compare.
        rise: 1 better than the round before, -1 worse, 0 the same or not to be compared.
    """

    indicator: Indicator
    entry: Entry
    due: Due
    filled: int
    asked: int
    entry_text: str
    grade_text: str
    reachable: tuple[str, ...]
    change: str
    rise: int

    @property
    def result(self) -> Result:
        return self.entry.result

    @property
    def settled(self) -> bool:
        """Return whether nothing is left to fill in or to mend."""
        return not self.entry.problems and self.result.outcome in {Outcome.GRADED, Outcome.BELOW, Outcome.NO_BASE}


def standing(session: Session, indicator: Indicator) -> Standing:
    """Return how the mission stands in the open round."""
    entry = session.entry(indicator.id)
    before = session.previous(indicator.id)
    change, rise = _change(indicator, entry.result, before[1].result if before else None)
    whole = asked(indicator)
    return Standing(
        indicator,
        entry,
        session.due(indicator),
        min(entry.filled, whole),
        whole,
        entry_text(entry, whole),
        wording.grade_text(entry.result, indicator),
        tuple(indicator.level_label(level) for level in entry.result.reachable if level != BELOW),
        change,
        rise,
    )


def entry_text(entry: Entry, whole: int) -> str:
    """Return the state of entry in words; what must be mended comes first."""
    if entry.problems or entry.result.outcome is Outcome.REFUSED:
        return "มีค่าที่ต้องแก้"
    if not entry.filled:
        return "ยังไม่ได้กรอก"
    return f"ครบ {whole} รายการ" if entry.filled >= whole else f"กรอกแล้ว {entry.filled} จาก {whole}"


def _change(indicator: Indicator, now: Result, before: Result | None) -> tuple[str, int]:
    if before is None or before.outcome is not Outcome.GRADED or now.outcome is not Outcome.GRADED:
        return "", 0
    old, new = before.reachable[0], now.reachable[0]
    order = indicator.level_ids
    rise = order.index(old) - order.index(new)
    label = indicator.level_label(old)
    if rise == 0:
        return f"เท่ารอบก่อน ({label})", 0
    return (f"ขึ้นจาก {label}", 1) if rise > 0 else (f"ลดจาก {label}", -1)
