"""The papers that a submission keeps: made of the facts that it freezes, at the moment when it does."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from cdd_desktop.criteria.model import Indicator, Pack
from cdd_desktop.reports.content_mission import mission_report
from cdd_desktop.reports.gather import gather, office_options, office_text
from cdd_desktop.store import Store, rounds
from cdd_desktop.store.submissions import Submission


def mission_paper(store: Store, pack: Pack, indicator: Indicator) -> Callable[[Submission], bytes]:
    """Return what makes the mission's report of a submission as PDF, for ``rounds.submit``; it raises UserError."""

    def paper(submission: Submission) -> bytes:
        from cdd_desktop.reports.pdf import write_mission

        (entry,) = gather(store, pack, submission.key.round, [indicator])
        day = datetime.fromisoformat(submission.at).date()
        state = replace(rounds.state(store, submission.key), submission=submission)
        report = mission_report(entry, office_text(store), day, office_options(store), state)
        with tempfile.TemporaryDirectory(prefix="cdd-") as folder:
            out = Path(folder) / "mission.pdf"
            write_mission(report, out)
            return out.read_bytes()

    return paper
