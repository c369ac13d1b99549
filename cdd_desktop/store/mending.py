"""Files beside a database that is whole: what a disk has spoilt or lost of them comes back from the backups."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from cdd_desktop.clock import Clock
from cdd_desktop.store import naming, opening, problems, safekeeping
from cdd_desktop.store.check import Report, check
from cdd_desktop.store.driver import SqlError

if TYPE_CHECKING:
    from cdd_desktop.store.datakey import DataKey


def mend(data_dir: Path, clock: Clock, key: DataKey | None = None) -> tuple[Report, int]:
    """Check everything and, where the database is whole, bring spoilt and lost files beside it back from the backups.

    May run beside an open window.

    Returns:
        what is wrong after it, and how many files came back.

    Raises:
        UserError: nothing to check, locked, or the disk refuses.
    """
    report = check(data_dir, clock, key=key)
    if report.ok or not report.sound:
        return report, 0
    try:
        with closing(opening.open_reader(data_dir, key)) as connection:
            named = naming.in_log(connection)
    except (SqlError, OSError) as error:
        raise problems.reading_failed(error) from None
    brought = safekeeping.mend_files(data_dir, named, key)
    return check(data_dir, clock, key=key), brought
