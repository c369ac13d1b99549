"""What happens when the program itself is wrong: the log says where, the person goes on and may hand a report over.

Neither the log nor the report holds values that someone entered: only where in the program it happened.
"""

from __future__ import annotations

import faulthandler
import logging
import os
import platform
import re
import sys
import traceback
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import qVersion

from cdd_desktop import __version__

LOG_NAME = "program.log"
FAULTS_NAME = "faults.log"
_MOST_FAULT = 20_000
_LOG = logging.getLogger("cdd_desktop.ui.crash")

Show = Callable[[str], None]


def _at_once(work: Callable[[], None]) -> None:
    work()


def report_text(kind: type[BaseException], trace: TracebackType | None) -> str:
    """Return where it happened, in words for the makers: versions, the kind of error, and the places; no values.

    The error's own message is left out: messages like "invalid literal '…'" repeat what was typed.
    """
    lines = [
        f"CDD Desktop {__version__}",
        f"Python {platform.python_version()}, Qt {qVersion()}, {platform.system()} {platform.release()}",
        f"{kind.__module__}.{kind.__qualname__}",
    ]
    frames = traceback.extract_tb(trace)
    lines.extend(f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames)
    return "\n".join(lines)


def log_to(folder: Path) -> logging.Handler | None:
    """Write the program's log into the data folder; a folder that cannot be written is no reason to stop."""
    from logging.handlers import RotatingFileHandler

    try:
        handler = RotatingFileHandler(folder / LOG_NAME, maxBytes=512 * 1024, backupCount=2, encoding="utf-8")
    except OSError:
        return None
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.getLogger("cdd_desktop").addHandler(handler)
    return handler


def watch_faults(folder: Path) -> None:
    """Let a death inside of a library leave its place behind, and take what the last one left into the log.

    Faults are written by the dying process itself, so they have a file of their own; names and lines only.
    """
    path = folder / FAULTS_NAME
    try:
        if path.exists():
            left = path.read_text(encoding="utf-8", errors="replace")[:_MOST_FAULT]
            if left.strip():
                _LOG.error("the program had died\n%s", _without_folders(left))
            os.truncate(path, 0)
        faulthandler.enable(path.open("ab", buffering=0))
    except OSError:  # a folder that cannot be written is no reason to stop
        return


def _without_folders(left: str) -> str:
    """Return the places of a fault as those of an error are written: without folders, which may name the person."""
    return re.sub(r'File "[^"\n]*?([^"\\/\n]+)", line (\d+) in (\S+)', r"\1:\2 \3", left)


class CrashHook:
    """Stands in for ``sys.excepthook`` while the window is open; one dialog at a time.

    Args:
        later: runs the showing when it is fit to: an error may come from the middle of a repaint.
    """

    def __init__(self, show: Show, later: Callable[[Callable[[], None]], None] = _at_once) -> None:
        self._show = show
        self._later = later
        self._showing = False
        self._before = sys.excepthook

    def install(self) -> None:
        sys.excepthook = self

    def remove(self) -> None:
        sys.excepthook = self._before

    def __call__(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            self._before(kind, error, trace)
            return
        report = report_text(kind, trace)
        _LOG.error("unexpected error\n%s", report)
        if self._showing:  # an error that repeats with every repaint would bury the window under dialogs
            return
        self._showing = True
        self._later(partial(self._tell, report))

    def _tell(self, report: str) -> None:
        try:
            self._show(report)
        finally:
            self._showing = False
