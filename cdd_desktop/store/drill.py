"""The weekly rehearsal of a restore: a backup that was never put back is only a hope."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from cdd_desktop.clock import CLOCK_OK, Clock
from cdd_desktop.errors import UserError
from cdd_desktop.store import backup, problems
from cdd_desktop.store.check import check
from cdd_desktop.store.driver import SqlError
from cdd_desktop.store.opening import DATABASE_NAME
from cdd_desktop.store.restore import find, restore
from cdd_desktop.thai.dates import show_datetime

if TYPE_CHECKING:
    from cdd_desktop.store.datakey import DataKey
    from cdd_desktop.store.store import Store

LAST: Final = "backup_drill"  # what this PC remembers of the last one
DAYS: Final = 7


@dataclass(frozen=True)
class Drilled:
    """How a rehearsal went; ``lines`` are Thai, for a person.

    Attributes:
        number: of the backup, 0 where there is none.
        wall, clock: when, and how far that time can be believed.
    """

    ok: bool
    number: int
    lines: tuple[str, ...]
    wall: str
    clock: int = CLOCK_OK


def rehearse(data_dir: Path, clock: Clock, key: DataKey | None = None) -> Drilled:
    """Restore the newest intact backup into a temporary folder, check it and compare what is in it.

    Nothing of the data folder is touched, so it may be open; may run in a thread of its own. Never raises UserError:
    a rehearsal that fails is a finding.
    """
    stamp = clock.stamp()
    number = 0
    try:
        info = find(data_dir)
        number = info.number
        lines = _rehearsed(info, clock, key)
        ok = not lines
    except UserError as error:
        ok, lines = False, [str(error)]
    except (SqlError, OSError) as error:
        ok, lines = False, [problems.restore_failed(error).message]
    closing = "ซ้อมกู้คืนสำเร็จ ข้อมูลในสำเนาครบถ้วน" if ok else "ซ้อมกู้คืนไม่สำเร็จ สำรองข้อมูลใหม่ แล้วซ้อมอีกครั้ง"
    first = f"ซ้อมกู้คืนเมื่อ {show_datetime(clock.now())}" + (f" จากสำเนาหมายเลข {number}" if number else "")
    return Drilled(ok, number, (first, *lines, closing), stamp.iso, stamp.flag)


def _rehearsed(info: backup.BackupInfo, clock: Clock, key: DataKey | None) -> list[str]:
    """Return what is wrong with a backup once it is put back."""
    with tempfile.TemporaryDirectory(prefix="cdd-", ignore_cleanup_errors=True) as name:
        folder = Path(name) / "data"
        restore(folder, clock, name=str(info.path), key=key)
        report = check(folder, clock, key=key)
        found = backup.verify(folder / DATABASE_NAME, key)
        problems_found = [] if report.ok else [line for line in report.lines if not line.startswith("ผ่าน")]
        counted = {what: info.counts.get(what, count) for what, count in found.counts.items()}
        if found.heads != info.heads or found.counts != counted:
            problems_found.append("จำนวนในสำเนาไม่ตรงกับที่จดไว้ตอนสำรอง")
        return problems_found


def due(store: Store) -> bool:
    """Return whether a week has passed since the last rehearsal, and there is something to rehearse.

    A last one that seems to lie in the future says nothing.
    """
    if not store.backups():
        return False
    last = last_drill(store)
    if last is None:
        return True
    return not 0 <= (store.clock.now() - datetime.fromisoformat(last.wall)).days < DAYS


def remember(store: Store, drilled: Drilled) -> None:
    """Keep how a rehearsal went; raises UserError."""
    store.set_local(LAST, {**vars(drilled), "lines": list(drilled.lines)})


def last_drill(store: Store) -> Drilled | None:
    """Return how the last rehearsal on this PC went, None where there was none."""
    kept = store.local(LAST)
    try:
        return Drilled(**{**kept, "lines": tuple(kept["lines"])}) if kept else None
    except (TypeError, KeyError):
        return None


def drill(store: Store) -> Drilled:
    """Rehearse and remember at once; raises UserError where that cannot be remembered."""
    drilled = rehearse(store.data_dir, store.clock, store.key)
    remember(store, drilled)
    return drilled
