"""The documents of a round, by command."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from cdd_desktop.cli.history_paper import history_paper
from cdd_desktop.cli.records import find_mission, find_round, packs_of
from cdd_desktop.cli.secret import key_of
from cdd_desktop.clock import Clock
from cdd_desktop.errors import UserError

if TYPE_CHECKING:
    from cdd_desktop.criteria.model import Pack
    from cdd_desktop.reports.content import MissionInput, OfficeText, Options
    from cdd_desktop.reports.template import Template
    from cdd_desktop.store import Store

_DOCUMENTS: Final = (".pdf", ".xlsx")


@dataclass(frozen=True)
class Round:
    """What the documents of one call are made from."""

    store: Store
    pack: Pack
    round_id: str
    entries: list[MissionInput]
    office: OfficeText
    now: datetime
    options: Options
    one: bool = False  # of a single mission, not of all

    @property
    def day(self) -> date:
        return self.now.date()


def report(arguments: argparse.Namespace, clock: Clock) -> int:
    """Write a document of a round, or the history; nothing is left half-written."""
    _spare_data(arguments.out, arguments.data_dir)
    if arguments.form == HISTORY:
        history_paper(arguments, clock)
    else:
        _of_a_round(arguments, clock)
    print(f"เขียน {arguments.out} แล้ว")
    return 0


def _of_a_round(arguments: argparse.Namespace, clock: Clock) -> None:
    from cdd_desktop.reports.content import Options
    from cdd_desktop.reports.gather import gather, office_options, office_text
    from cdd_desktop.store import Store

    if not arguments.round:
        raise UserError("เอกสารของรอบต้องระบุ --round", "เขียนเป็น ชุดเกณฑ์/รอบ เช่น 2567-q2/2")
    key = key_of(arguments)
    packs = packs_of(arguments.data_dir, clock, key)
    pack, current = find_round(arguments.round, packs)
    missions = [find_mission(pack, current, arguments.mission)] if arguments.mission else []
    if arguments.form == "mission" and not missions:
        known = ", ".join(item.id for item in pack.indicators_in(current.id))
        raise UserError("รายงานภารกิจต้องระบุ --mission", f"รหัสที่มี: {known}")
    with Store.open_reader(arguments.data_dir, clock, key=key) as store:
        chosen = missions if arguments.form in OF_A_MISSION else ()
        entries = gather(store, pack, current.id, chosen, packs=packs.values())
        options = Options(arguments.digits == "thai") if arguments.digits else office_options(store)
        made = Round(store, pack, current.id, entries, office_text(store), clock.now(), options, bool(missions))
        FORMS[arguments.form](made, arguments.out)


def _spare_data(out: Path, data_dir: Path) -> None:
    """Raises UserError where the document would take the place of what the program keeps in its data folder."""
    target = Path(os.path.realpath(out))
    if target.is_file() and target.suffix not in _DOCUMENTS and target.is_relative_to(os.path.realpath(data_dir)):
        raise UserError(f"{out.name} เป็นไฟล์ข้อมูลของโปรแกรม จึงไม่เขียนทับ", "ระบุชื่อไฟล์อื่นหลัง --out")


def _mission(made: Round, out: Path) -> None:
    from cdd_desktop.reports.gather_round import report_now
    from cdd_desktop.reports.pdf import write_mission

    write_mission(report_now(made.store, made.entries[0], made.office, made.day, made.options), out)


def _summary(made: Round, out: Path) -> None:
    from cdd_desktop.reports.content_summary import round_summary
    from cdd_desktop.reports.pdf import write_summary

    write_summary(round_summary(made.entries, made.office, made.day, made.options), out)


def _workbook(made: Round, out: Path) -> None:
    from cdd_desktop.reports.content_mission import mission_report
    from cdd_desktop.reports.content_summary import round_summary
    from cdd_desktop.reports.excel import write_workbook
    from cdd_desktop.reports.excel.passport import passport_of
    from cdd_desktop.reports.gather import office_code

    summary = round_summary(made.entries, made.office, made.day, made.options)
    missions = [mission_report(item, made.office, made.day, made.options) for item in made.entries]
    write_workbook(summary, missions, out, passport=passport_of(made.entries, office_code(made.store)))


def _memo(made: Round, out: Path) -> None:
    from cdd_desktop.reports.content_letter import Numbered, memo
    from cdd_desktop.reports.office_letters import letterhead
    from cdd_desktop.reports.pdf import write_memo

    head, template = letterhead(made.store), _template(made, "memo-report")
    write_memo(memo(made.entries, made.office, template, head, Numbered("", made.day), made.options), out)


def _letter(made: Round, out: Path) -> None:
    from cdd_desktop.reports.content_letter import Numbered, letter
    from cdd_desktop.reports.office_letters import letterhead
    from cdd_desktop.reports.pdf import write_letter

    head, template = letterhead(made.store), _template(made, "letter-report")
    write_letter(letter(made.entries, made.office, template, head, Numbered("", made.day), made.options), out)


def _template(made: Round, name: str) -> Template:
    from cdd_desktop.reports.office_letters import templates

    return next(item for item in templates(made.store) if item.id == name)


def _evidence(made: Round, out: Path) -> None:
    from cdd_desktop.reports.gather_evidence import stored_book
    from cdd_desktop.reports.gather_round import stored_sheets
    from cdd_desktop.reports.pdf import write_evidence
    from cdd_desktop.reports.pdf.evidence_book import write_evidence_book

    if made.one:
        sheets = [stored_sheets(made.store, item, made.office, made.day, made.options) for item in made.entries]
        write_evidence(sheets, out)
    else:
        write_evidence_book(stored_book(made.store, made.entries, made.office, made.day, made.options), out)


def _certificate(made: Round, out: Path) -> None:
    from cdd_desktop.reports.content_certificate import certificate
    from cdd_desktop.reports.gather_round import round_states
    from cdd_desktop.reports.pdf import write_certificate

    states = round_states(made.store, made.pack, made.round_id)
    write_certificate(certificate(made.entries, states, made.office, made.day, made.options), out)


def _blank(made: Round, out: Path) -> None:
    from cdd_desktop.reports.content_blank import blank_form
    from cdd_desktop.reports.pdf import write_blank

    write_blank([blank_form(item, made.office, made.day, made.options) for item in made.entries], out)


def _due(made: Round, out: Path) -> None:
    from cdd_desktop.reports.content_due import due_list_of
    from cdd_desktop.reports.pdf import write_due

    write_due(due_list_of(made.store, made.pack, made.now, made.options), out)


def _archive(made: Round, out: Path) -> None:
    from cdd_desktop.reports.archive import round_archive
    from cdd_desktop.reports.gather_evidence import stored_book
    from cdd_desktop.reports.gather_round import round_states
    from cdd_desktop.reports.pdf import write_archive

    states = round_states(made.store, made.pack, made.round_id)
    book = stored_book(made.store, made.entries, made.office, made.day, made.options)
    kept = made.store.files.read
    write_archive(round_archive(made.entries, states, made.office, made.day, made.options, kept=kept, book=book), out)


FORMS: Final[Mapping[str, Callable[[Round, Path], None]]] = {
    "mission": _mission,
    "summary": _summary,
    "workbook": _workbook,
    "memo": _memo,
    "letter": _letter,
    "evidence": _evidence,
    "certificate": _certificate,
    "blank": _blank,
    "due": _due,
    "archive": _archive,
}
HISTORY: Final = "history"  # of all rounds, so that it needs none
OF_A_MISSION: Final = ("mission", "evidence", "blank")  # these take --mission; most go without, for all
