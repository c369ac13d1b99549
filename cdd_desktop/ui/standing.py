"""How a mission stands in the open round, as the navigation and the board show it."""

from __future__ import annotations

from dataclasses import dataclass

from cdd_desktop.criteria import wording
from cdd_desktop.criteria.model import Indicator
from cdd_desktop.criteria.result import BELOW, Outcome, Result
from cdd_desktop.store.proofs import Proof
from cdd_desktop.store.submissions import Phase, State
from cdd_desktop.ui.due import Due
from cdd_desktop.ui.entry import Entry
from cdd_desktop.ui.grades import GradeLook, look_of
from cdd_desktop.ui.session import Session
from cdd_desktop.ui.standing_stage import SETTLED, Stage, filled_in, stage_of, stage_text

OTHER_CRITERIA = "ตามเกณฑ์ที่ใช้ตอนส่ง"
ALTERED = " แต่ข้อมูลในเครื่องไม่ตรงกับที่ส่ง"
PHASE_TEXTS = {Phase.OPEN: "", Phase.SUBMITTED: Stage.SUBMITTED.value, Phase.CERTIFIED: Stage.CERTIFIED.value}

PHASE_ICONS = {Phase.OPEN: "", Phase.SUBMITTED: "send", Phase.CERTIFIED: "badge-check"}


@dataclass(frozen=True)
class Standing:
    """One mission in one round.

    Attributes:
        filled, asked: facts filled in, of how many.
        stage: how far it is, and all that is left to do.
        unproved: what is claimed and no evidence proves.
        grade_text: the grade in words, or what stands in its place.
        reachable: labels of the levels that are still possible, where it is open.
        change: what became of the round before, in words ("ขึ้นจาก C"), "" where there is nothing to compare.
        rise: 1 better than the round before, -1 worse, 0 the same or not to be compared.
        state: whether it is submitted and certified.
        sent_text: the grade that was submitted, where it was decided by other criteria than today's; else "".
        officer: name of who answers for it, "" for nobody.
    """

    indicator: Indicator
    entry: Entry
    due: Due
    filled: int
    asked: int
    stage: Stage
    unproved: tuple[Proof, ...]
    grade_text: str
    reachable: tuple[str, ...]
    change: str
    rise: int
    state: State
    sent_text: str
    officer: str

    @property
    def look(self) -> GradeLook:
        """Return the grade as it is drawn: what was submitted stays, whatever criteria came since."""
        sent = self.state.submission
        if sent is None or sent.grade is None or not self.sent_text:
            return look_of(None if self.entry.untouched else self.result)
        order = self.indicator.level_ids
        rank = order.index(sent.grade) if sent.grade in order else len(order)
        return GradeLook(sent.grade, self.sent_text, OTHER_CRITERIA, open=False, rank=rank)

    @property
    def phase_text(self) -> str:
        """Return how far it is in a word: "ส่งแล้ว", "รับรองแล้ว", "" while it is open; and that it has changed since."""
        return PHASE_TEXTS[self.state.phase] + (ALTERED if self.state.altered else "")

    @property
    def result(self) -> Result:
        return self.entry.result

    @property
    def stage_text(self) -> str:
        """Return how far it is in words, with what evidence is missing."""
        return self.phase_text or stage_text(self.stage, self.entry, self.indicator, self.unproved)

    @property
    def settled(self) -> bool:
        """Return whether nothing is left to fill in, to mend, to decide or to prove."""
        return self.stage in SETTLED


def standing(session: Session, indicator: Indicator) -> Standing:
    """Return how the mission stands in the open round."""
    entry = session.entry(indicator.id)
    before = session.previous(indicator.id)
    change, rise = _change(indicator, entry.result, before.entry.result if before else None)
    filled, whole = filled_in(entry, indicator)
    state, unproved = session.state(indicator.id), session.unproved(indicator.id)
    sent = sent_grade(state, session.pack.criteria_hash, indicator)
    return Standing(
        indicator,
        entry,
        session.due(indicator),
        filled,
        whole,
        stage_of(entry, state, unproved),
        unproved,
        sent or wording.grade_text(entry.result, entry.indicator),
        tuple(entry.indicator.level_label(level) for level in entry.result.reachable if level != BELOW),
        change,
        rise,
        state,
        sent,
        session.officer(indicator.id),
    )


def sent_grade(state: State, criteria_hash: str, indicator: Indicator) -> str:
    """Return the grade that was submitted, in words, where it was decided by other criteria than today's; else ""."""
    sent = state.submission
    if sent is None or sent.criteria_hash == criteria_hash or not sent.grade:
        return ""
    return wording.level_text(indicator, sent.grade)


def stage_words(session: Session, indicator: Indicator, round_id: str) -> str:
    """Return how far the mission is in a round of the open quarter, in words."""
    entry, unproved = session.entry(indicator.id, round_id), session.unproved(indicator.id, round_id)
    stage = stage_of(entry, session.state(indicator.id, round_id), unproved)
    return stage_text(stage, entry, indicator, unproved)


def _change(indicator: Indicator, now: Result, before: Result | None) -> tuple[str, int]:
    if before is None or before.outcome is not Outcome.GRADED or now.outcome is not Outcome.GRADED:
        return "", 0
    old, new = before.reachable[0], now.reachable[0]
    order = indicator.level_ids
    if old not in order or new not in order:  # other criteria know other levels
        return "", 0
    rise = order.index(old) - order.index(new)
    label = indicator.level_label(old)
    if rise == 0:
        return f"เท่ารอบก่อน ({label})", 0
    return (f"ขึ้นจาก {label}", 1) if rise > 0 else (f"ลดจาก {label}", -1)
