"""Reading a round's workbook back, by command."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from cdd_desktop.cli.files import to_json
from cdd_desktop.cli.records import packs_of
from cdd_desktop.cli.secret import giver_of, open_to_write, require_right
from cdd_desktop.clock import Clock

if TYPE_CHECKING:
    from cdd_desktop.reports.readback import Row


def read_workbook(arguments: argparse.Namespace, clock: Clock) -> int:
    """Print what a workbook would change as JSON; without ``--preview`` store what nobody has to decide."""
    from cdd_desktop.reports import readback
    from cdd_desktop.reports.excel import reading
    from cdd_desktop.reports.gather import office_code
    from cdd_desktop.store import Store
    from cdd_desktop.store.people import Right
    from cdd_desktop.store.reopening import end_quarters

    book = reading.read_workbook(arguments.file)
    giver = giver_of(arguments, clock)
    if not arguments.preview:
        require_right(arguments, clock, giver, Right.ENTER)
    packs = packs_of(arguments.data_dir, clock, giver.key)
    with Store.open_reader(arguments.data_dir, clock, key=giver.key) as store:
        pack = readback.belongs(book.passport, packs, office_code(store))
        rows = readback.against_store(store, pack, book)
    rows = [row for row in rows if row.sort is not readback.Sort.SAME]
    chosen = [row for row in rows if row.taken_at_first]
    if chosen and not arguments.preview:
        with open_to_write(arguments, clock, giver) as store:
            end_quarters(store, packs.values())
            readback.take(store, pack, book.passport.round, chosen)
    print(to_json([_row_json(row) for row in rows], indent=2))
    return 0


def _row_json(row: Row) -> dict[str, Any]:
    return {
        "mission": row.indicator.id,
        "fact": row.fact.id,
        "sort": row.sort.value,
        "old": row.old,
        "new": row.new,
        "place": row.place,
        "why": row.why,
        "taken": row.taken_at_first,
    }
