"""The papers that go with a whole round: memo and letter, evidence, certification, blank forms, chat text, archive."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from cdd_desktop.criteria.model import Indicator
from cdd_desktop.reports.gather import gather, office_options, office_text
from cdd_desktop.ui.papers import Paper, file_name
from cdd_desktop.ui.session import Session

if TYPE_CHECKING:
    from cdd_desktop.reports.content import MissionInput, Options
    from cdd_desktop.reports.content_evidence import PerPage
    from cdd_desktop.reports.content_letter import Numbered
    from cdd_desktop.reports.template import Template

EVIDENCE, CERTIFICATE, BLANK, ARCHIVE = "evidence", "certificate", "blank", "archive"
EVIDENCE_LARGE, EVIDENCE_SMALL = "evidence4", "evidence9"  # pictures a page


def is_round_paper(which: str) -> bool:
    """Return whether ``which`` ("archive", or "blank:<mission>") names one of these."""
    return which.partition(":")[0] in _MAKERS


def round_paper(session: Session, which: str) -> Paper:
    """Return a paper of the open round, of one mission where ``which`` names it; raises UserError."""
    name, _, mission = which.partition(":")
    session.flush()
    missions = [session.pack.indicator_by_id[mission]] if mission else []
    return _MAKERS[name](session, missions)


def letter_paper(session: Session, template: Template, numbered: Numbered) -> Paper:
    """Return the memo or letter of a template for the open round; raises UserError."""
    from cdd_desktop.reports.content_letter import letter, memo
    from cdd_desktop.reports.office_letters import letterhead

    session.flush()
    store = session.store
    entries, options = _round(session)
    head, office = letterhead(store), office_text(store)
    if template.form == "memo":
        text = memo(entries, office, template, head, numbered, options)
    else:
        other = letter(entries, office, template, head, numbered, options)

    def write(out: Path) -> None:
        from cdd_desktop.reports.pdf import write_letter, write_memo

        if template.form == "memo":
            write_memo(text, out)
        else:
            write_letter(other, out)

    return _paper(session, template.title, write)


def letter_titles(session: Session, template: Template) -> tuple[str, str]:
    """Return subject and addressee of a letter about the open round, for the register; raises UserError."""
    from cdd_desktop.reports.content_letter import Numbered, place_values
    from cdd_desktop.reports.template import fill

    entries, _options = _round(session)
    filled = fill(template, place_values(entries, office_text(session.store), Numbered()))
    return filled.subject, filled.to


def chat_words(session: Session) -> str:
    """Return the open round in a few lines for a chat; raises UserError where it cannot be saved first."""
    from cdd_desktop.reports.content_text import chat_text

    session.flush()
    entries, options = _round(session)
    return chat_text(entries, office_text(session.store), replace(options, thai_digits=False))


def _round(session: Session, missions: Sequence[Indicator] = ()) -> tuple[list[MissionInput], Options]:
    store = session.store
    entries = gather(store, session.pack, session.round_id, missions, packs=session.packs.values())
    concerned = missions or session.indicators
    draft = any(session.state(item.id).submission is None for item in concerned)
    return entries, replace(office_options(store), draft=draft)


def _paper(session: Session, title: str, write: Callable[[Path], None]) -> Paper:
    return Paper(title, file_name(session, title, ".pdf"), write)


def _titled(title: str, missions: Sequence[Indicator]) -> str:
    return f"{title} ภารกิจที่ {missions[0].no}" if missions else title


def _evidence(session: Session, missions: Sequence[Indicator], per_page: PerPage = 6) -> Paper:
    from cdd_desktop.reports.gather_round import stored_sheets

    if not missions:
        return _evidence_book(session, per_page)
    entries, options = _round(session, missions)
    office, today = office_text(session.store), session.clock.today()
    sheets = [stored_sheets(session.store, item, office, today, options) for item in entries]

    def write(out: Path) -> None:
        from cdd_desktop.reports.pdf import write_evidence

        write_evidence(sheets, out)

    return _paper(session, _titled("แผ่นหลักฐาน", missions), write)


def _evidence_book(session: Session, per_page: PerPage) -> Paper:
    from cdd_desktop.reports.gather_evidence import stored_book

    entries, options = _round(session)
    office, today = office_text(session.store), session.clock.today()
    book = stored_book(session.store, entries, office, today, options, per_page=per_page)

    def write(out: Path) -> None:
        from cdd_desktop.reports.pdf.evidence_book import write_evidence_book

        write_evidence_book(book, out)

    return _paper(session, "สมุดหลักฐาน", write)


def _certificate(session: Session, _missions: Sequence[Indicator]) -> Paper:
    from cdd_desktop.reports.content_certificate import certificate
    from cdd_desktop.reports.gather_round import round_states

    entries, options = _round(session)
    states = round_states(session.store, session.pack, session.round_id)
    page = certificate(entries, states, office_text(session.store), session.clock.today(), options)

    def write(out: Path) -> None:
        from cdd_desktop.reports.pdf import write_certificate

        write_certificate(page, out)

    return _paper(session, "หน้ารับรองผล", write)


def _blank(session: Session, missions: Sequence[Indicator]) -> Paper:
    from cdd_desktop.reports.content_blank import blank_form

    entries, options = _round(session, missions)
    office, today = office_text(session.store), session.clock.today()
    forms = [blank_form(item, office, today, options) for item in entries]

    def write(out: Path) -> None:
        from cdd_desktop.reports.pdf import write_blank

        write_blank(forms, out)

    return _paper(session, _titled("แบบเก็บข้อมูลภาคสนาม", missions), write)


def _archive(session: Session, _missions: Sequence[Indicator]) -> Paper:
    from cdd_desktop.reports.gather_evidence import stored_book
    from cdd_desktop.reports.gather_round import round_states

    entries, options = _round(session)
    states = round_states(session.store, session.pack, session.round_id)
    office, today, kept = office_text(session.store), session.clock.today(), session.store.files.read
    book = stored_book(session.store, entries, office, today, options)

    def write(out: Path) -> None:
        from cdd_desktop.reports.archive import round_archive
        from cdd_desktop.reports.pdf import write_archive

        write_archive(round_archive(entries, states, office, today, options, kept=kept, book=book), out)

    return _paper(session, "ไฟล์เก็บถาวร", write)


_MAKERS: dict[str, Callable[[Session, Sequence[Indicator]], Paper]] = {
    EVIDENCE: _evidence,
    EVIDENCE_LARGE: partial(_evidence, per_page=4),
    EVIDENCE_SMALL: partial(_evidence, per_page=9),
    CERTIFICATE: _certificate,
    BLANK: _blank,
    ARCHIVE: _archive,
}
