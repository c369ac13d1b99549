"""The archive file of a round put together: the papers that were sent, or made now, the workbook and the data."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from cdd_desktop.reports.content import MissionInput, OfficeText, Options
from cdd_desktop.reports.content_archive import ArchivePaper, ArchiveParts, AttachedFile, round_data
from cdd_desktop.reports.content_certificate import certificate
from cdd_desktop.reports.content_evidence_book import EvidenceBook
from cdd_desktop.reports.content_mission import mission_report
from cdd_desktop.reports.content_summary import round_summary
from cdd_desktop.reports.excel import write_workbook
from cdd_desktop.reports.pdf.certificate import write_certificate
from cdd_desktop.reports.pdf.evidence_book import write_evidence_book
from cdd_desktop.reports.pdf.mission import write_mission
from cdd_desktop.reports.pdf.summary import write_summary
from cdd_desktop.store.submissions import State

_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def round_archive(
    inputs: Sequence[MissionInput],
    states: Mapping[str, State],
    office: OfficeText,
    printed_on: date,
    options: Options,
    *,
    kept: Callable[[str], bytes] | None = None,
    book: EvidenceBook | None = None,
    more: Sequence[ArchivePaper] = (),
) -> ArchiveParts:
    """Return the parts of a round's archive file: certification, summary, every mission, evidence, workbook and data.

    Args:
        inputs: the missions of one round, at least one.
        states: how each stands, by the mission's id.
        kept: gives a paper by its hash (``Store.files.read``); what was sent then goes in as it was, else all is new.
        book: the evidence, set behind the missions.
        more: further papers (the letter), set behind all.

    Raises:
        UserError: a kept paper is lost, or a new one cannot be made.
    """
    summary = round_summary(inputs, office, printed_on, options)
    reports = [mission_report(item, office, printed_on, options, states.get(item.indicator.id)) for item in inputs]
    cert = certificate(inputs, states, office, printed_on, options)
    papers = [
        ArchivePaper(cert.heading, made(partial(write_certificate, cert))),
        ArchivePaper(summary.heading, made(partial(write_summary, summary))),
    ]
    for item, report in zip(inputs, reports, strict=True):
        state = states.get(item.indicator.id, State())
        name = state.submission.pdf if state.submission else ""
        pdf = kept(name) if kept and name else made(partial(write_mission, report))
        papers.append(ArchivePaper(f"ภารกิจที่ {item.indicator.no} {item.indicator.title}", pdf))
    if book is not None:
        papers.append(ArchivePaper("สมุดหลักฐาน", made(partial(write_evidence_book, book))))
    workbook = made(partial(write_workbook, summary, reports), ".xlsx")
    data = round_data(inputs, states, office, printed_on)
    return ArchiveParts(
        title=f"{summary.heading} {summary.round} {summary.period}",
        author=office.name,
        day=printed_on,
        papers=(*papers, *more),
        attached=(
            AttachedFile("ผลทุกภารกิจ.xlsx", workbook, _EXCEL, "สมุดงานของผลทุกภารกิจ", "Alternative"),
            AttachedFile("ข้อมูล.json", data, "application/json", "ข้อมูล ผล และรหัสเกณฑ์ของทุกภารกิจ", "Data"),
        ),
    )


def made(write: Callable[[Path], None], suffix: str = ".pdf") -> bytes:
    """Return the file that ``write`` makes; raises what it raises."""
    with tempfile.TemporaryDirectory(prefix="cdd-") as folder:
        out = Path(folder) / f"part{suffix}"
        write(out)
        return out.read_bytes()
