"""The workbook of a round: a summary sheet and one sheet for each mission, ready to print, numbers as numbers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time
from io import BytesIO
from pathlib import Path

from xlsxwriter import Workbook

from cdd_desktop.reports.content import MissionReport, RoundSummary
from cdd_desktop.reports.excel.mission_sheet import fill_mission
from cdd_desktop.reports.excel.passport import SHEET, Passport
from cdd_desktop.reports.excel.sheet import Formats, sheet_name
from cdd_desktop.reports.excel.summary_sheet import fill_summary
from cdd_desktop.reports.files import replacing

SUMMARY_NAME = "สรุป"

# Strings are written by write_string alone; these switches make sure that no other way of writing can ever turn one
# into a formula, a link or a number.
_SWITCHES = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def write_workbook(
    summary: RoundSummary, missions: Sequence[MissionReport], out: Path, *, passport: Passport | None = None
) -> None:
    """Write the workbook of a round to ``out``; the same input gives the same bytes.

    Args:
        passport: goes with it, so that what is filled in can be read back (``reading``).

    Raises:
        UserError: the place cannot be written to, or a text is too long for a cell; nothing is left half-written.
    """
    created = datetime.combine(summary.printed, time())  # no clock: the same document is the same file
    with replacing(out) as temporary:
        made = BytesIO()  # a full disk would leave XlsxWriter's own temporary files, and an error that is no OSError
        book = Workbook(made, {**_SWITCHES, "in_memory": True})
        book.set_properties({"title": f"{summary.heading} {summary.round}", "created": created})
        formats = Formats(book, thai_digits=summary.thai_digits)
        taken: set[str] = set()
        fill_summary(book.add_worksheet(sheet_name(SUMMARY_NAME, taken)), formats, summary)
        for mission in missions:
            name = sheet_name(f"{mission.no} {mission.short or mission.title}", taken)
            fill_mission(book.add_worksheet(name), formats, mission, returns=passport is not None)
        if passport is not None:
            hidden = book.add_worksheet(SHEET)
            hidden.very_hidden()
            for row, piece in enumerate(passport.pieces()):
                hidden.write_string(row, 0, piece)
        book.close()
        temporary.write_bytes(made.getbuffer())
