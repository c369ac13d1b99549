"""How far a mission is, decided in one place for every page that says it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from enum import Enum
from typing import Final

from cdd_desktop.criteria.model import Indicator
from cdd_desktop.criteria.result import Outcome
from cdd_desktop.store.proofs import Proof
from cdd_desktop.store.submissions import Phase, State
from cdd_desktop.ui.entry import Entry, asked


class Stage(Enum):
    """From what wants most work to what is done; the value says it in words."""

    UNTOUCHED = "ยังไม่ได้กรอก"
    WRONG = "มีค่าที่ต้องแก้"
    PARTIAL = "กรอกบางส่วน"
    UNDECIDED = "ยังตัดสินไม่ได้"
    UNPROVED = "ขาดหลักฐาน"
    READY = "พร้อมส่ง"
    SUBMITTED = "ส่งแล้ว"
    CERTIFIED = "รับรองแล้ว"


SETTLED: Final = frozenset({Stage.READY, Stage.SUBMITTED, Stage.CERTIFIED})
"""Nothing is left to fill in, to mend, to decide or to prove."""
_SENT: Final = {Phase.SUBMITTED: Stage.SUBMITTED, Phase.CERTIFIED: Stage.CERTIFIED}
DECIDED: Final = frozenset({Outcome.GRADED, Outcome.BELOW})
"""It is known what comes out; not to reach the lowest level is an answer too."""


def stage_of(entry: Entry, state: State, unproved: Sequence[Proof]) -> Stage:
    """Return how far a mission is; of all that is left to do, what has to be done first."""
    if state.phase is not Phase.OPEN:
        return _SENT[state.phase]
    if entry.problems or entry.result.outcome is Outcome.REFUSED:
        return Stage.WRONG
    if not entry.filled:
        return Stage.UNTOUCHED
    if entry.result.missing:
        return Stage.PARTIAL
    if entry.result.outcome not in DECIDED:
        return Stage.UNDECIDED
    return Stage.UNPROVED if unproved else Stage.READY


def filled_in(entry: Entry, indicator: Indicator) -> tuple[int, int]:
    """Return how many facts are filled in, of how many that are asked for."""
    whole = asked(indicator)
    return 0 if not entry.filled else max(whole - len(entry.result.missing), 0), whole


def stage_text(stage: Stage, entry: Entry, indicator: Indicator, unproved: Sequence[Proof]) -> str:
    """Return the stage in words, with what evidence is missing whatever else is left."""
    words: str = stage.value
    if stage is Stage.PARTIAL:
        words = "กรอกแล้ว {} จาก {}".format(*filled_in(entry, indicator))
    lacking = lacking_text(len(unproved))
    return lacking if stage is Stage.UNPROVED else " · ".join(part for part in (words, lacking) if part)


def lacking_text(count: int) -> str:
    """Return how much evidence is missing, "" for none."""
    return f"ขาดหลักฐาน {count} รายการ" if count else ""


def counts(stages: Iterable[Stage]) -> list[str]:
    """Return how many missions are how far, as a line names them; what nobody is at is left out."""
    found = Counter(stages)
    return [f"{stage.value} {found[stage]}" for stage in Stage if found[stage]]
