"""The documents of a round, by command."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Final

from cdd_desktop.cli.files import DOCUMENTS, say, spare_data
from cdd_desktop.cli.history_paper import history_paper
from cdd_desktop.cli.records import find_mission, find_round, packs_of
from cdd_desktop.cli.secret import key_of
from cdd_desktop.clock import Clock
from cdd_desktop.errors import UserError

_ROUND_FORMS = "mission summary workbook memo letter evidence evidence4 evidence9 certificate blank due archive"
FORMS: Final = tuple(_ROUND_FORMS.split())  # as in ``reports.round_papers``, which would slow every command down
HISTORY: Final = "history"  # of all rounds, so that it needs none
_SUFFIXES: Final = {"workbook": (".xlsx",), HISTORY: DOCUMENTS}  # of every other form, PDF alone


def report(arguments: argparse.Namespace, clock: Clock) -> int:
    """Write a document of a round, or the history; nothing is left half-written."""
    _check_suffix(arguments.form, arguments.out)
    spare_data(arguments.out, arguments.data_dir)
    if arguments.form == HISTORY:
        history_paper(arguments, clock)
    else:
        _of_a_round(arguments, clock)
    say(f"เขียน {arguments.out} แล้ว")
    return 0


def _of_a_round(arguments: argparse.Namespace, clock: Clock) -> None:
    from cdd_desktop.reports.round_papers import OF_A_MISSION, round_input, write_of
    from cdd_desktop.store import Store

    if not arguments.round:
        raise UserError("เอกสารของรอบต้องระบุ --round ไม่ได้เขียนไฟล์ใด", "เขียนเป็น ชุดเกณฑ์/รอบ เช่น 2567-q2/2")
    if arguments.mission is not None and arguments.form not in OF_A_MISSION:
        raise UserError(
            f"เอกสาร {arguments.form} เป็นของทั้งรอบ ทำของภารกิจเดียวไม่ได้ ไม่ได้เขียนไฟล์ใด",
            f"สั่งใหม่โดยไม่ระบุ --mission หรือใช้เอกสารของภารกิจ: {', '.join((*OF_A_MISSION, HISTORY))}",
        )
    key = key_of(arguments)
    packs = packs_of(arguments.data_dir, clock, key)
    pack, current = find_round(arguments.round, packs)
    chosen = [] if arguments.mission is None else [find_mission(pack, current, arguments.mission)]
    if arguments.form == "mission" and not chosen:
        known = ", ".join(item.id for item in pack.indicators_in(current.id))
        raise UserError("รายงานภารกิจต้องระบุ --mission ไม่ได้เขียนไฟล์ใด", f"รหัสที่มี: {known}")
    with Store.open_reader(arguments.data_dir, clock, key=key) as store:
        digits = arguments.digits == "thai" if arguments.digits else None
        now, others = clock.now(), packs.values()
        made = round_input(store, pack, current.id, now, chosen, packs=others, thai_digits=digits)
        write_of(arguments.form, made)(arguments.out)


def _check_suffix(form: str, out: Path) -> None:
    """Raises UserError where the name ends so that no program would open the document by it."""
    fitting = _SUFFIXES.get(form, (".pdf",))
    if out.suffix.lower() not in fitting:
        ends = " หรือ ".join(fitting)
        raise UserError(
            f"เอกสาร {form} เป็นไฟล์ {ends} ชื่อ {out.name} จะเปิดไม่ได้ จึงไม่ได้เขียนไฟล์ใด", f"ระบุ --out ด้วยชื่อที่ลงท้ายด้วย {ends}"
        )
