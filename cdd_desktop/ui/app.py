"""Opening the program: fonts and theme, the data folder, the window, and what to show when one of them fails."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from cdd_desktop import paths
from cdd_desktop.clock import Clock, ShiftedClock
from cdd_desktop.criteria.loader import load_packs
from cdd_desktop.errors import UserError
from cdd_desktop.store import Store, restore
from cdd_desktop.ui.crash import CrashHook, log_to
from cdd_desktop.ui.due import moment_text
from cdd_desktop.ui.main_window import MainWindow
from cdd_desktop.ui.session import PERSON, THEME, Session
from cdd_desktop.ui.text import warm_up
from cdd_desktop.ui.theme import apply_theme, load_fonts

if TYPE_CHECKING:
    from cdd_desktop.ui.failure import FailureWindow

DEMO_FOLDER = "demo"  # inside the data folder: its own database, never mixed with the real one


class Program(QObject):
    """The running program: one window on one open data folder, or the reason why there is none."""

    def __init__(self, app: QApplication, data_dir: Path, clock: Clock) -> None:
        super().__init__()
        self._app = app
        self._data_dir = data_dir
        self._clock = clock
        self.window: MainWindow | None = None
        self.failure: FailureWindow | None = None
        self.hook = CrashHook(self._show_crash)

    def open(self, *, sample: bool = False) -> None:
        """Open the data folder (or the sample data) and show its window; the reason, where it cannot be opened."""
        try:
            session = self._sample_session() if sample else self._session(self._data_dir, self._clock)
        except UserError as error:
            self._show_failure(error, sample=sample)
            return
        self._show_window(session, sample=sample)

    def _session(self, data_dir: Path, clock: Clock) -> Session:
        packs = load_packs(paths.criteria_packs())
        store = Store.open(data_dir, clock)
        store.person = str(store.local(PERSON, "") or "")
        return Session(store, packs, clock)

    def _sample_session(self) -> Session:
        from cdd_desktop import demo

        folder = self._data_dir / DEMO_FOLDER
        days = demo.MOMENT.date() - self._clock.today()
        clock = ShiftedClock(self._clock, days)  # the sample's days as they were, the time of day as it is
        if not folder.exists():
            demo.make_demo(folder, clock)
        session = self._session(folder, clock)
        session.demo = True
        return session

    def _show_window(self, session: Session, *, sample: bool) -> None:
        apply_theme(self._app, str(session.local(THEME, "light")))
        before, self.window = (
            self.window,
            MainWindow(session, self._data_dir / DEMO_FOLDER if sample else self._data_dir),
        )
        self.window.theme_chosen.connect(self._wear)
        self.window.demo_wanted.connect(lambda: self._switch(sample=True))
        self.window.demo_left.connect(lambda: self._switch(sample=False))
        self.window.show()
        self.window.activateWindow()  # where no window manager gives the focus, keys would go nowhere
        if before is not None:
            before.deleteLater()
        for told in session.store.notices:
            self.window.show_error(told)
        QTimer.singleShot(0, lambda: warm_up(self._app))  # after the first frame: the dictionary takes its time

    def _switch(self, *, sample: bool) -> None:
        window = self.window
        assert window is not None
        self._app.setQuitOnLastWindowClosed(False)
        closed = window.close()
        if closed:
            self.open(sample=sample)
        self._app.setQuitOnLastWindowClosed(True)

    def _wear(self, name: str) -> None:
        apply_theme(self._app, name)
        if self.window is not None:
            self.window.session.remember(THEME, name)

    def _show_failure(self, error: UserError, *, sample: bool) -> None:
        from cdd_desktop.ui.failure import FailureWindow

        if self.failure is not None:
            self.failure.deleteLater()
        self.failure = FailureWindow(error, self._data_dir)
        self.failure.again.connect(lambda: self._try_again(sample=sample))
        self.failure.restore_wanted.connect(lambda: self._restore(sample=sample))
        self.failure.show()
        self.failure.activateWindow()

    def _show_crash(self, report: str) -> None:
        from cdd_desktop.ui.crash_dialog import show_crash

        show_crash(report, self.window)

    def _restore(self, *, sample: bool) -> None:
        """Go on with the newest intact backup; the damaged file is kept beside it."""
        try:
            done = restore(self._data_dir / DEMO_FOLDER if sample else self._data_dir, self._clock)
        except UserError as error:
            self._show_failure(error, sample=sample)
            return
        self._try_again(sample=sample)
        if self.window is not None:
            made = moment_text(done.backup.wall, done.backup.clock)
            kept = f" ไฟล์เดิมเก็บไว้ที่ {done.aside.name}" if done.aside else ""
            self.window.warn(f"กู้คืนจากสำเนาของ {made} แล้ว สิ่งที่แก้หลังจากนั้นไม่อยู่ในสำเนานี้{kept}")

    def _try_again(self, *, sample: bool) -> None:
        before, self.failure = self.failure, None
        self._app.setQuitOnLastWindowClosed(False)
        if before is not None:
            before.close()
            before.deleteLater()
        self.open(sample=sample)
        self._app.setQuitOnLastWindowClosed(True)


def run(data_dir: Path, clock: Clock) -> int:
    """Open the window on a data folder and return the exit code when it is closed."""
    app = QApplication(sys.argv[:1])
    app.setApplicationName("CDD Desktop")
    app.setStyle("Fusion")
    load_fonts()
    apply_theme(app, "light")
    program = Program(app, data_dir, clock)
    program.hook.install()
    program.open()
    handler = log_to(data_dir)
    try:
        return app.exec()
    finally:
        program.hook.remove()
        if handler is not None:
            handler.close()
