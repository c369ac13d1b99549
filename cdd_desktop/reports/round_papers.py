"""The papers of a round by their kind, for the window and the commands alike.

What a paper says is gathered from the store at once; the function that comes back lays it out and writes it, on any
thread, and only then are the libraries for that imported.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Final

from cdd_desktop.criteria.model import Indicator, Pack
from cdd_desktop.reports.content import MissionInput, OfficeText, Options
from cdd_desktop.reports.content_evidence import PerPage
from cdd_desktop.reports.content_letter import Numbered
from cdd_desktop.reports.gather import gather, office_code, office_options, office_text
from cdd_desktop.reports.gather_round import report_now, round_states, stored_sheets
from cdd_desktop.reports.template import Template
from cdd_desktop.store import Store

Write = Callable[[Path], None]


@dataclass(frozen=True)
class RoundInput:
    """What the papers of one call are made from.

    Attributes:
        entries: the missions concerned, as they stand in the store.
        options: ``draft`` as long as one of these missions is not submitted.
        one: of missions that were named, not of the whole round.
    """

    store: Store
    pack: Pack
    round_id: str
    entries: list[MissionInput]
    office: OfficeText
    now: datetime
    options: Options
    one: bool = False

    @property
    def day(self) -> date:
        return self.now.date()


def round_input(
    store: Store,
    pack: Pack,
    round_id: str,
    now: datetime,
    missions: Sequence[Indicator] = (),
    *,
    packs: Iterable[Pack] = (),
    thai_digits: bool | None = None,
) -> RoundInput:
    """Gather what papers are made from.

    Args:
        missions: those concerned; all of the round when none are named.
        packs: where else the round before may be.
        thai_digits: as the office has it where None.
    """
    states = round_states(store, pack, round_id)
    concerned = missions or pack.indicators_in(round_id)
    draft = any(item.id not in states or states[item.id].submission is None for item in concerned)
    options = office_options(store) if thai_digits is None else Options(thai_digits=thai_digits)
    entries = gather(store, pack, round_id, missions, packs=packs)
    return RoundInput(
        store, pack, round_id, entries, office_text(store), now, replace(options, draft=draft), bool(missions)
    )


def _mission(made: RoundInput) -> Write:
    report = report_now(made.store, made.entries[0], made.office, made.day, made.options)

    def write(out: Path) -> None:
        from cdd_desktop.reports.pdf import write_mission

        write_mission(report, out)

    return write


def _summary(made: RoundInput) -> Write:
    from cdd_desktop.reports.content_summary import round_summary

    summary = round_summary(made.entries, made.office, made.day, made.options)

    def write(out: Path) -> None:
        from cdd_desktop.reports.pdf import write_summary

        write_summary(summary, out)

    return write


def _workbook(made: RoundInput) -> Write:
    from cdd_desktop.reports.content_summary import round_summary
    from cdd_desktop.reports.excel.passport import passport_of

    summary = round_summary(made.entries, made.office, made.day, made.options)
    each = replace(made.options, draft=False)  # those that are submitted are none
    missions = [report_now(made.store, item, made.office, made.day, each) for item in made.entries]
    carried = passport_of(made.entries, office_code(made.store))

    def write(out: Path) -> None:
        from cdd_desktop.reports.excel import write_workbook

        write_workbook(summary, missions, out, passport=carried)

    return write


def write_letter_of(made: RoundInput, template: Template, numbered: Numbered) -> Write:
    """Return what writes the memo or letter of a template; raises UserError."""
    from cdd_desktop.reports.content_letter import letter, memo
    from cdd_desktop.reports.office_letters import letterhead

    head = letterhead(made.store)
    if template.form == "memo":
        text = memo(made.entries, made.office, template, head, numbered, made.options)
    else:
        other = letter(made.entries, made.office, template, head, numbered, made.options)

    def write(out: Path) -> None:
        from cdd_desktop.reports.pdf import write_letter, write_memo

        if template.form == "memo":
            write_memo(text, out)
        else:
            write_letter(other, out)

    return write


def _letter(made: RoundInput, template: str) -> Write:
    from cdd_desktop.reports.office_letters import templates

    worded = next(item for item in templates(made.store) if item.id == template)
    return write_letter_of(made, worded, Numbered("", made.day))


def _evidence(made: RoundInput, per_page: PerPage = 6) -> Write:
    """Sheets of a mission; of a whole round a book with a list of what is proved."""
    if not made.one:
        return _evidence_book(made, per_page)
    sheets = [
        stored_sheets(made.store, item, made.office, made.day, made.options, per_page=per_page) for item in made.entries
    ]

    def write(out: Path) -> None:
        from cdd_desktop.reports.pdf import write_evidence

        write_evidence(sheets, out)

    return write


def _evidence_book(made: RoundInput, per_page: PerPage) -> Write:
    from cdd_desktop.reports.gather_evidence import stored_book

    book = stored_book(made.store, made.entries, made.office, made.day, made.options, per_page=per_page)

    def write(out: Path) -> None:
        from cdd_desktop.reports.pdf.evidence_book import write_evidence_book

        write_evidence_book(book, out)

    return write


def _certificate(made: RoundInput) -> Write:
    from cdd_desktop.reports.content_certificate import certificate

    states = round_states(made.store, made.pack, made.round_id)
    page = certificate(made.entries, states, made.office, made.day, made.options)

    def write(out: Path) -> None:
        from cdd_desktop.reports.pdf import write_certificate

        write_certificate(page, out)

    return write


def _blank(made: RoundInput) -> Write:
    from cdd_desktop.reports.content_blank import blank_form

    forms = [blank_form(item, made.office, made.day, made.options) for item in made.entries]

    def write(out: Path) -> None:
        from cdd_desktop.reports.pdf import write_blank

        write_blank(forms, out)

    return write


def _due(made: RoundInput) -> Write:
    from cdd_desktop.reports.content_due import due_list_of

    report = due_list_of(made.store, made.pack, made.now, made.options)

    def write(out: Path) -> None:
        from cdd_desktop.reports.pdf import write_due

        write_due(report, out)

    return write


def _archive(made: RoundInput) -> Write:
    from cdd_desktop.reports.gather_evidence import stored_book

    states = round_states(made.store, made.pack, made.round_id)
    book = stored_book(made.store, made.entries, made.office, made.day, made.options)
    kept = made.store.files.read

    def write(out: Path) -> None:
        from cdd_desktop.reports.archive import round_archive
        from cdd_desktop.reports.pdf import write_archive

        archive = round_archive(made.entries, states, made.office, made.day, made.options, kept=kept, book=book)
        write_archive(archive, out)

    return write


_FORMS: Final[Mapping[str, Callable[[RoundInput], Write]]] = {
    "mission": _mission,
    "summary": _summary,
    "workbook": _workbook,
    "memo": partial(_letter, template="memo-report"),
    "letter": partial(_letter, template="letter-report"),
    "evidence": _evidence,
    "evidence4": partial(_evidence, per_page=4),
    "evidence9": partial(_evidence, per_page=9),
    "certificate": _certificate,
    "blank": _blank,
    "due": _due,
    "archive": _archive,
}
FORMS: Final = tuple(_FORMS)
"""The names; the numbers behind "evidence" are pictures a page."""

OF_A_MISSION: Final = ("mission", "evidence", "evidence4", "evidence9", "blank")
"""Those that may be of one mission; of the whole round without, except "mission", which needs one."""


def write_of(form: str, made: RoundInput) -> Write:
    """Return what writes the paper of that form; raises UserError where something that it needs is lost."""
    return _FORMS[form](made)
