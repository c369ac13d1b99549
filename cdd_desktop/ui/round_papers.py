"""The papers that go with a whole round: memo and letter, evidence, certification, blank forms, chat text, archive."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from cdd_desktop.reports.gather import office_text
from cdd_desktop.ui.papers import Paper, file_name, input_of, write_of
from cdd_desktop.ui.session import Session

if TYPE_CHECKING:
    from cdd_desktop.reports.content_letter import Numbered
    from cdd_desktop.reports.template import Template

EVIDENCE, CERTIFICATE, BLANK, ARCHIVE = "evidence", "certificate", "blank", "archive"
EVIDENCE_LARGE, EVIDENCE_SMALL = "evidence4", "evidence9"  # pictures a page

_BOOK: Final = "สมุดหลักฐาน"
_TITLES: Final = {
    EVIDENCE: _BOOK,
    EVIDENCE_LARGE: _BOOK,
    EVIDENCE_SMALL: _BOOK,
    CERTIFICATE: "หน้ารับรองผล",
    BLANK: "แบบเก็บข้อมูลภาคสนาม",
    ARCHIVE: "ไฟล์เก็บถาวร",
}
_OF_A_MISSION: Final = "แผ่นหลักฐาน"  # what the book is called when it is of one


def is_round_paper(which: str) -> bool:
    """Return whether ``which`` ("archive", or "blank:<mission>") names one of these."""
    return which.partition(":")[0] in _TITLES


def round_paper(session: Session, which: str) -> Paper:
    """Return a paper of the open round, of one mission where ``which`` names it; raises UserError."""
    form, _, mission = which.partition(":")
    title, missions = _TITLES[form], [session.pack.indicator_by_id[mission]] if mission else []
    if missions:
        title = f"{_OF_A_MISSION if title == _BOOK else title} ภารกิจที่ {missions[0].no}"
    return Paper(title, file_name(session, title, ".pdf"), write_of(session, form, missions))


def letter_paper(session: Session, template: Template, numbered: Numbered) -> Paper:
    """Return the memo or letter of a template for the open round; raises UserError."""
    from cdd_desktop.reports.round_papers import write_letter_of

    write = write_letter_of(input_of(session), template, numbered)
    return Paper(template.title, file_name(session, template.title, ".pdf"), write)


def letter_titles(session: Session, template: Template) -> tuple[str, str]:
    """Return subject and addressee of a letter about the open round, for the register; raises UserError."""
    from cdd_desktop.reports.content_letter import Numbered, place_values
    from cdd_desktop.reports.template import fill

    filled = fill(template, place_values(input_of(session).entries, office_text(session.store), Numbered()))
    return filled.subject, filled.to


def chat_words(session: Session) -> str:
    """Return the open round in a few lines for a chat; raises UserError where it cannot be saved first."""
    from cdd_desktop.reports.content_text import chat_text

    made = input_of(session)
    return chat_text(made.entries, made.office, replace(made.options, thai_digits=False))
