"""The papers that a submission keeps: made of the facts that it freezes, at the moment when it does."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path

from cdd_desktop.criteria.model import Indicator, Pack
from cdd_desktop.reports.content import MissionReport, RoundSummary
from cdd_desktop.reports.content_mission import mission_report
from cdd_desktop.reports.content_summary import round_summary
from cdd_desktop.reports.gather import gather, office_options, office_text
from cdd_desktop.store import Store, rounds
from cdd_desktop.store.submissions import Submission


@dataclass(frozen=True)
class SentPapers:
    """What the papers of a submission say; making them needs no store, so another thread can do it."""

    report: MissionReport
    summary: RoundSummary

    def pdf(self) -> bytes:
        """Return the mission's report; raises UserError."""
        from cdd_desktop.reports.pdf import write_mission

        return _made(partial(write_mission, self.report), ".pdf")

    def workbook(self) -> bytes:
        """Return the mission's workbook; raises UserError."""
        from cdd_desktop.reports.excel import write_workbook

        return _made(partial(write_workbook, self.summary, [self.report]), ".xlsx")


def sent_papers(
    store: Store, pack: Pack, indicator: Indicator, submission: Submission, packs: Iterable[Pack] = ()
) -> SentPapers:
    """Return what the papers of a submission say that is about to stand."""
    (entry,) = gather(store, pack, submission.key.round, [indicator], packs=packs)
    day = datetime.fromisoformat(submission.at).date()
    state = replace(rounds.state(store, submission.key), submission=submission)
    office, options = office_text(store), office_options(store)
    report = mission_report(entry, office, day, options, state)
    return SentPapers(report, round_summary([entry], office, day, options))


def mission_paper(store: Store, pack: Pack, indicator: Indicator) -> Callable[[Submission], bytes]:
    """Return what makes the mission's report of a submission as PDF, for ``rounds.submit``; it raises UserError."""
    return lambda submission: sent_papers(store, pack, indicator, submission).pdf()


def mission_workbook(store: Store, pack: Pack, indicator: Indicator) -> Callable[[Submission], bytes]:
    """Return what makes the mission's workbook of a submission, as ``mission_paper``."""
    return lambda submission: sent_papers(store, pack, indicator, submission).workbook()


def _made(write: Callable[[Path], None], suffix: str) -> bytes:
    with tempfile.TemporaryDirectory(prefix="cdd-") as folder:
        out = Path(folder) / f"mission{suffix}"
        write(out)
        return out.read_bytes()
