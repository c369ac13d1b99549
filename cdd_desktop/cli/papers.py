"""The documents of a round, by command."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import Final

from cdd_desktop.cli.history_paper import history_paper
from cdd_desktop.cli.records import find_mission, find_round, packs_of
from cdd_desktop.cli.secret import key_of
from cdd_desktop.clock import Clock
from cdd_desktop.errors import UserError

_ROUND_FORMS = "mission summary workbook memo letter evidence evidence4 evidence9 certificate blank due archive"
FORMS: Final = tuple(_ROUND_FORMS.split())  # as in ``reports.round_papers``, which would slow every command down
HISTORY: Final = "history"  # of all rounds, so that it needs none
_DOCUMENTS: Final = (".pdf", ".xlsx")


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
    from cdd_desktop.reports.round_papers import OF_A_MISSION, round_input, write_of
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
        digits = arguments.digits == "thai" if arguments.digits else None
        now, others = clock.now(), packs.values()
        made = round_input(store, pack, current.id, now, chosen, packs=others, thai_digits=digits)
        write_of(arguments.form, made)(arguments.out)


def _spare_data(out: Path, data_dir: Path) -> None:
    """Raises UserError where the document would take the place of what the program keeps in its data folder."""
    target = Path(os.path.realpath(out))
    if target.is_file() and target.suffix not in _DOCUMENTS and target.is_relative_to(os.path.realpath(data_dir)):
        raise UserError(f"{out.name} เป็นไฟล์ข้อมูลของโปรแกรม จึงไม่เขียนทับ", "ระบุชื่อไฟล์อื่นหลัง --out")
