"""The history as a document, by command: of the office, of a round or of a mission."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from cdd_desktop.cli.records import check_mission, find_round, packs_of
from cdd_desktop.cli.secret import key_of
from cdd_desktop.clock import Clock

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cdd_desktop.criteria.model import Pack
    from cdd_desktop.store import Filter


def history_paper(arguments: argparse.Namespace, clock: Clock) -> None:
    """Write the history, as a worksheet where the file's name asks for one; raises UserError."""
    from cdd_desktop.reports.content import Options
    from cdd_desktop.reports.content_history import MOST, history_report
    from cdd_desktop.reports.excel.history_sheet import write_history_sheet
    from cdd_desktop.reports.gather import office_options, office_text
    from cdd_desktop.reports.pdf import write_history
    from cdd_desktop.store import Store, people

    key = key_of(arguments)
    packs = packs_of(arguments.data_dir, clock, key)
    wanted, asked = _wanted(arguments, packs)
    with Store.open_reader(arguments.data_dir, clock, key=key) as store:
        options = Options(arguments.digits == "thai") if arguments.digits else office_options(store)
        acts, whole = store.office_page(wanted, limit=MOST)
        names, office = people.names(store), office_text(store)
        report = history_report(acts, packs, names, office, clock.today(), options, asked=asked, whole=whole)
    (write_history_sheet if arguments.out.suffix.lower() == ".xlsx" else write_history)(report, arguments.out)


def _wanted(arguments: argparse.Namespace, packs: Mapping[str, Pack]) -> tuple[Filter, str]:
    """Return what is asked for, and the same in words."""
    from cdd_desktop.store import Filter

    pack, current = find_round(arguments.round, packs) if arguments.round is not None else (None, None)
    named = None
    if arguments.mission is not None:
        named = check_mission(arguments.mission, [pack] if pack else packs.values())
    texts = [f"ภารกิจ {named.no} {named.short}"] if named else []
    texts += [f"{current.title} {pack.period_title}"] if pack and current else []
    wanted = Filter(named.id if named else "", current.id if current else "", pack.id if pack else "")
    return wanted, " · ".join(texts)
