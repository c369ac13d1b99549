"""Starting the window: the frame is painted first; all that takes time is imported and opened after it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from cdd_desktop.clock import Clock
from cdd_desktop.ui.crash import CrashHook, log_to, watch_faults
from cdd_desktop.ui.frame import Frame, read_look
from cdd_desktop.ui.theme import apply_theme, load_fonts


def run(data_dir: Path, clock: Clock) -> int:
    """Open the window on a data folder and return the exit code when it is closed."""
    app = QApplication(sys.argv[:1])
    app.setApplicationName("CDD Desktop")
    load_fonts()
    look = read_look(data_dir)
    apply_theme(app, look.theme, look.zoom)
    frame = Frame(data_dir)
    hook = CrashHook(lambda report: _show_crash(report, frame), lambda work: QTimer.singleShot(0, work))
    hook.install()
    frame.painted.connect(lambda: _begin(frame, data_dir, clock))
    frame.show()
    frame.activateWindow()  # where no window manager gives the focus, keys would go nowhere
    try:
        code = app.exec()
    finally:
        hook.remove()
    from cdd_desktop.ui.keeping import STUCK  # late, as everything but the frame

    if app.property(STUCK):
        os._exit(code)
    return code


def _begin(frame: Frame, data_dir: Path, clock: Clock) -> None:
    from cdd_desktop.ui.program import Program

    Program(frame, data_dir, clock).open()
    log_to(data_dir)
    watch_faults(data_dir)


def _show_crash(report: str, frame: Frame) -> None:
    from cdd_desktop.ui.crash_dialog import show_crash

    show_crash(report, frame)
