"""Which backups go: chosen by number and day label, never by the clock alone."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from pathlib import Path
from typing import Final

from cdd_desktop.clock import CLOCK_OK
from cdd_desktop.store import backup
from cdd_desktop.store.backup import BackupInfo

NEWEST: Final = 10
DAYS: Final = 14
WEEKS: Final = 8
MONTHS: Final = 12
MOST_UNDATED: Final = 60  # of a PC whose clock is always wrong; then every eighth stays
_EIGHTH: Final = 8
_JUMP_DAYS: Final = 7


def thin(folder: Path) -> None:
    """Remove what is in excess from a folder of backups.

    The newest 10 stay, and the newest of each of the last 14 days, 8 weeks and 12 months that have one. Nothing goes
    unless one of those that stay is intact besides the one that was just made. A clock that is wrong now, or jumped
    since the backup before, removes nothing by its days.
    """
    backups = backup.in_folder(folder)
    if len(backups) <= NEWEST:
        return
    kept = chosen(backups)
    if len(kept) == len(backups):
        return
    if not any(info.intact() for info in backups[1:] if info.number in kept):
        return
    for info in backups:
        if info.number not in kept:
            backup.remove(info)


def chosen(backups: Sequence[BackupInfo]) -> set[int]:
    """Return the numbers that stay; ``backups`` come newest first."""
    dated = [info for info in backups if info.clock == CLOCK_OK]
    undated = [info for info in backups if info.clock != CLOCK_OK]
    kept = {info.number for info in backups[:NEWEST]}
    kept |= {
        info.number for place, info in enumerate(undated) if place < MOST_UNDATED or info.number % _EIGHTH == 0
    }
    if not _believable(backups[0], backups[1]):
        return kept | {info.number for info in dated}
    kept |= _newest_of(dated, lambda info: info.day, DAYS)
    kept |= _newest_of(dated, lambda info: info.day.isocalendar()[:2], WEEKS)
    return kept | _newest_of(dated, lambda info: (info.day.year, info.day.month), MONTHS)


def _newest_of(backups: Sequence[BackupInfo], label: Callable[[BackupInfo], Hashable], most: int) -> set[int]:
    found: dict[Hashable, int] = {}
    for info in backups:
        found.setdefault(label(info), info.number)
    return set(list(found.values())[:most])


def _believable(newest: BackupInfo, before: BackupInfo) -> bool:
    return newest.clock == before.clock == CLOCK_OK and 0 <= (newest.day - before.day).days <= _JUMP_DAYS
