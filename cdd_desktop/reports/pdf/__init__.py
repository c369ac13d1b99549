"""Documents on paper: the Thai text layer over reportlab, and the layouts."""

from cdd_desktop.reports.pdf.archive import write_archive
from cdd_desktop.reports.pdf.blank import write_blank
from cdd_desktop.reports.pdf.certificate import write_certificate
from cdd_desktop.reports.pdf.due import write_due
from cdd_desktop.reports.pdf.evidence import write_evidence
from cdd_desktop.reports.pdf.history import write_history
from cdd_desktop.reports.pdf.letter import write_letter
from cdd_desktop.reports.pdf.memo import write_memo
from cdd_desktop.reports.pdf.mission import write_mission
from cdd_desktop.reports.pdf.summary import write_summary

__all__ = [
    "write_archive",
    "write_blank",
    "write_certificate",
    "write_due",
    "write_evidence",
    "write_history",
    "write_letter",
    "write_memo",
    "write_mission",
    "write_summary",
]
