"""Sending missions: papers are made on the worker, and each mission stands as soon as its own are there."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, Signal

from cdd_desktop.criteria.model import Indicator, Pack
from cdd_desktop.errors import UserError
from cdd_desktop.reports.submitted import SentPapers, sent_papers
from cdd_desktop.store import rounds
from cdd_desktop.store.submissions import Submission
from cdd_desktop.ui.session import Session
from cdd_desktop.ui.worker import Task, Worker


@dataclass(frozen=True)
class Job:
    """A mission that is about to be sent, and what its papers say."""

    indicator: Indicator
    pack: Pack
    draft: Submission
    papers: SentPapers


@dataclass
class Outcome:
    """What became of it: ``left`` are the missions that are not sent, ``errors`` why, where there is a reason."""

    sent: list[Indicator] = field(default_factory=list)
    left: list[Indicator] = field(default_factory=list)
    errors: list[UserError] = field(default_factory=list)
    stopped: bool = False


class Sending(QObject):
    """One sending of one or more missions; what was made when it is stopped is sent all the same.

    Signals:
        ended: the ``Outcome``.
    """

    ended = Signal(object)
    _made = Signal()

    def __init__(self, session: Session, worker: Worker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._worker = worker
        self._outcome = Outcome()
        self._jobs: list[Job] = []
        self._ready: deque[tuple[Job, bytes, bytes]] = deque()
        self._refused: deque[UserError] = deque()
        self._over = False
        self._made.connect(self._seal)

    def start(self, indicators: Sequence[Indicator], *, incomplete: bool) -> None:
        """Begin; missions that cannot be sent are named at the end.

        Args:
            incomplete: send though facts are missing.
        """
        for indicator in indicators:
            try:
                self._jobs.append(self._job(indicator, incomplete=incomplete))
            except UserError as error:
                self._outcome.errors.append(error)
        self._outcome.left = list(indicators)
        task = self._worker.run("กำลังเตรียมเอกสาร", self._work)
        task.ended.connect(lambda: self._end(stopped=task.cancelled))

    def finish(self) -> None:
        """Send what has been made until now and nothing more (the window closes); raises UserError."""
        self._seal_all()
        self._over = True

    def _job(self, indicator: Indicator, *, incomplete: bool) -> Job:
        session = self._session
        session.flush()
        key = session.key(indicator.id)
        draft = rounds.prepare(session.store, key, session.pack, allow_incomplete=incomplete)
        papers = sent_papers(session.store, session.pack, indicator, draft, session.packs.values())
        return Job(indicator, session.pack, draft, papers)

    def _work(self, task: Task) -> None:
        """Make the papers; on the worker's thread."""
        for at, job in enumerate(self._jobs, 1):
            if task.cancelled:
                return
            task.say(f"กำลังทำเอกสาร {at} จาก {len(self._jobs)} ภารกิจ")
            try:
                self._ready.append((job, job.papers.pdf(), job.papers.workbook()))
            except UserError as error:
                self._refused.append(error)
            self._made.emit()

    def _seal_all(self) -> None:
        while self._ready and not self._over:
            self._seal()

    def _seal(self) -> None:
        """Let one mission stand that has its papers; the window is painted before the next."""
        if not self._ready or self._over:
            return
        job, pdf, workbook = self._ready.popleft()
        session = self._session
        try:
            session.flush()
            rounds.seal(session.store, job.draft, job.pack, pdf=pdf, workbook=workbook)
        except UserError as error:
            self._outcome.errors.append(error)
            return
        self._outcome.sent.append(job.indicator)
        self._outcome.left.remove(job.indicator)
        session.reload([job.indicator.id])

    def _end(self, *, stopped: bool) -> None:
        self._seal_all()
        if self._over:
            return
        self._over = True
        self._outcome.stopped = stopped
        self._outcome.errors += self._refused
        self.ended.emit(self._outcome)
