"""The documents that the window offers: what they are called, and how they come to be written.

What a document says is gathered here from the session, on the window's thread; the libraries that lay it out are
imported by the worker, when the first document is asked for.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cdd_desktop.criteria.model import Indicator
from cdd_desktop.store.rounds import submitted_pdf, submitted_workbook
from cdd_desktop.store.submissions import Submission
from cdd_desktop.ui.session import Session

if TYPE_CHECKING:
    from cdd_desktop.reports.round_papers import RoundInput

_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


@dataclass(frozen=True)
class Paper:
    """A document ready to be written.

    Attributes:
        title: as the window calls it.
        name: suggested file name, with its ending.
        write: writes it to a path; safe on another thread; raises UserError.
    """

    title: str
    name: str
    write: Callable[[Path], None]

    @property
    def suffix(self) -> str:
        return Path(self.name).suffix


def mission_paper(session: Session, indicator: Indicator) -> Paper:
    """Return the report of one mission: the one made at submission where it stands submitted, else a draft.

    Raises:
        UserError: what is typed cannot be saved first, or the paper of the submission cannot be read.
    """
    submission = session.state(indicator.id).submission
    return _draft_paper(session, indicator) if submission is None else sent_paper(session, submission)


def sent_paper(session: Session, submission: Submission, *, workbook: bool = False) -> Paper:
    """Return the paper (or workbook) that was made when a mission was submitted, byte for byte; raises UserError."""
    indicator = session.pack.indicator_by_id[submission.key.indicator]
    data = (submitted_workbook if workbook else submitted_pdf)(session.store, submission)
    title = f"ภารกิจที่ {indicator.no} {indicator.short}"
    again = f" ส่งครั้งที่ {submission.number}" if submission.number > 1 else ""
    name = file_name(session, title + again, ".xlsx" if workbook else ".pdf")
    return Paper(title, name, lambda out: _write(out, data))


def _write(out: Path, data: bytes) -> None:
    out.write_bytes(data)


def _draft_paper(session: Session, indicator: Indicator) -> Paper:
    title = f"ภารกิจที่ {indicator.no} {indicator.short}"
    return Paper(title, file_name(session, title, ".pdf"), write_of(session, "mission", [indicator]))


def summary_paper(session: Session) -> Paper:
    """Return the summary of the open round; raises UserError where it cannot be saved first."""
    title = "สรุปผลทุกภารกิจ"
    return Paper(title, file_name(session, title, ".pdf"), write_of(session, "summary"))


def workbook_paper(session: Session) -> Paper:
    """Return the workbook of the open round: a summary sheet and one for each mission; raises UserError."""
    return Paper("สมุดงาน Excel", file_name(session, "ผลทุกภารกิจ", ".xlsx"), write_of(session, "workbook"))


def write_of(session: Session, form: str, missions: Sequence[Indicator] = ()) -> Callable[[Path], None]:
    """Return what writes a paper of the open round, see ``reports.round_papers``; raises UserError."""
    from cdd_desktop.reports import round_papers

    return round_papers.write_of(form, input_of(session, missions))


def input_of(session: Session, missions: Sequence[Indicator] = ()) -> RoundInput:
    """Gather what papers of the open round are made from; raises UserError where it cannot be saved first."""
    from cdd_desktop.reports.round_papers import round_input

    session.flush()
    packs, now = session.packs.values(), session.clock.now()
    return round_input(session.store, session.pack, session.round_id, now, missions, packs=packs)


def make(paper: Paper) -> bytes:
    """Return the finished document; raises UserError. For the worker: it takes its time."""
    with tempfile.TemporaryDirectory(prefix="cdd-") as folder:
        made = Path(folder) / f"paper{paper.suffix}"
        paper.write(made)
        return made.read_bytes()


def save(data: bytes, out: Path) -> None:
    """Put a finished document where the person wants it, whole or not at all; raises UserError."""
    from cdd_desktop.reports.files import replacing

    with replacing(out) as temporary:
        temporary.write_bytes(data)


def file_name(session: Session, title: str, suffix: str) -> str:
    parts = [title, session.round.title, session.pack.period_title]
    return _NOT_IN_NAMES.sub("-", " ".join(part for part in parts if part)).strip(" .") + suffix
