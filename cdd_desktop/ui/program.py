"""What stands in the frame: the window on a data folder, or the reason why it cannot be opened."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from cdd_desktop import paths
from cdd_desktop.clock import Clock, ShiftedClock
from cdd_desktop.criteria.loader import load_packs
from cdd_desktop.errors import UserError
from cdd_desktop.store import Store, restore
from cdd_desktop.ui.due import moment_text
from cdd_desktop.ui.frame import Frame
from cdd_desktop.ui.main_window import MainWindow
from cdd_desktop.ui.session import Session
from cdd_desktop.ui.text import warm_up
from cdd_desktop.ui.theme import apply_theme

if TYPE_CHECKING:
    from cdd_desktop.ui.failure import FailurePage

DEMO_FOLDER = "demo"  # inside the data folder: its own database, never mixed with the real one


def _settle(app: QApplication) -> None:
    """Do what may wait until the window stands."""
    warm_up(app)  # the dictionary takes its time
    gc.freeze()  # what was made at the start stays; looking through it again would make an edit miss its frame


class Program(QObject):
    """The running program.

    Attributes:
        window: what is worked in, None while the data cannot be opened.
        failure: why not, None while they can.
    """

    def __init__(self, frame: Frame, data_dir: Path, clock: Clock) -> None:
        super().__init__(frame)
        self._frame = frame
        self._data_dir = data_dir
        self._clock = clock
        self.window: MainWindow | None = None
        self.failure: FailurePage | None = None

    def open(self, *, sample: bool = False) -> None:
        """Open the data folder (or the sample data) and show it; the reason, where it cannot be opened."""
        self.window, self.failure = None, None
        try:
            session = self._sample_session() if sample else self._session(self._data_dir, self._clock)
        except UserError as error:
            self._show_failure(error, sample=sample)
            return
        self._show_window(session, sample=sample)

    def _session(self, data_dir: Path, clock: Clock) -> Session:
        packs = load_packs(paths.criteria_packs())
        session = Session(Store.open(data_dir, clock), packs, clock)
        session.know_people()
        return session

    def _sample_session(self) -> Session:
        from cdd_desktop import demo

        folder = self._data_dir / DEMO_FOLDER
        days = demo.MOMENT.date() - self._clock.today()
        clock = ShiftedClock(self._clock, days)  # the sample's days as they were, the time of day as it is
        if not folder.exists():
            demo.make_demo(folder, clock)
        session = self._session(folder, clock)
        session.demo = True
        if not session.store.person:
            session.set_person(demo.PERSON)  # undo and history have something to show
        return session

    def _show_window(self, session: Session, *, sample: bool) -> None:
        self.window = MainWindow(session, self._folder(sample=sample))
        self.window.theme_chosen.connect(self._wear)
        self.window.demo_wanted.connect(lambda: self._switch(sample=True))
        self.window.demo_left.connect(lambda: self._switch(sample=False))
        self.window.quit_wanted.connect(self._frame.close)
        self._frame.hold(self.window)
        for told in session.store.notices:
            self.window.show_error(told)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            QTimer.singleShot(0, self, lambda: _settle(app))

    def _switch(self, *, sample: bool) -> None:
        if self.window is not None and self.window.close():
            self.open(sample=sample)

    def _wear(self, name: str) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication):
            apply_theme(app, name)
            self._frame.remember()

    def _show_failure(self, error: UserError, *, sample: bool) -> None:
        from cdd_desktop.ui.failure import FailurePage

        self.failure = FailurePage(error, self._folder(sample=sample))
        self.failure.again.connect(lambda: self.open(sample=sample))
        self.failure.restore_wanted.connect(lambda: self._restore(sample=sample))
        self.failure.quit_wanted.connect(self._frame.close)
        self._frame.hold(self.failure)

    def _folder(self, *, sample: bool) -> Path:
        return self._data_dir / DEMO_FOLDER if sample else self._data_dir

    def _restore(self, *, sample: bool) -> None:
        """Go on with the newest intact backup; the damaged file is kept beside it."""
        try:
            done = restore(self._folder(sample=sample), self._clock)
        except UserError as error:
            self._show_failure(error, sample=sample)
            return
        self.open(sample=sample)
        if self.window is not None:
            made = moment_text(done.backup.wall, done.backup.clock)
            kept = f" ไฟล์เดิมเก็บไว้ที่ {done.aside.name}" if done.aside else ""
            self.window.warn(f"กู้คืนจากสำเนาของ {made} แล้ว สิ่งที่แก้หลังจากนั้นไม่อยู่ในสำเนานี้{kept}")
