"""Backups that make themselves while the window is open, and the weekly rehearsal of a restore.

Both run on a thread of their own through a reader, beside whatever a person does.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Event

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from cdd_desktop.errors import UserError
from cdd_desktop.store import BackupInfo, Report, Store, drill, people, safekeeping
from cdd_desktop.store.drill import Drilled
from cdd_desktop.store.glimpse import Glimpse, look_into
from cdd_desktop.store.mending import mend
from cdd_desktop.store.people import Right
from cdd_desktop.store.progress import Stopped
from cdd_desktop.store.safekeeping import SECOND_PLACE
from cdd_desktop.ui.session import Session
from cdd_desktop.ui.worker import Task, Worker

LOOK_MS = 60_000
EXAMINE_MS = 3_000
GIVE_UP_MS = 10_000  # so long a device may take to notice that nobody waits for it any more
STUCK = "stuck"  # property of the application: work hangs in a device, and must not keep the process alive
SECOND_STATE = "backup_second_state"  # name of what this PC remembers; begins as what no backup is due for
AUTO, EXIT, MANUAL, MOVED = "auto", "exit", "manual", "moved"


class Keeper(QObject):
    """Keeps backups of one open folder.

    Signals:
        made: a BackupInfo.
        drilled: how a rehearsal went.
        failed: a UserError: there is no backup.
        second_failed: why there is no copy at the second place (Thai); the backup itself is there.
        damaged: what is wrong with the database (Report); no more backups are made of it, lest it push out good ones.
        mended: what was wrong beside the database, and what became of it (Thai).
    """

    made = Signal(object)
    drilled = Signal(object)
    failed = Signal(object)
    second_failed = Signal(str)
    damaged = Signal(object)
    mended = Signal(str)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._worker = Worker(self)
        self._running = 0
        self._told = ""
        self._last_ended = Event()
        self._last_made = False
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(EXAMINE_MS)
        self._soon.timeout.connect(self.examine)

    def start(self) -> None:
        """Look after the backups from now on, each minute; and soon, once the window stands, at all of the data."""
        self._timer.start()
        self._soon.start()

    @property
    def busy(self) -> bool:
        return self._running > 0

    def look(self) -> None:
        """Make a backup, or rehearse a restore, where it is time to."""
        if self.busy:
            return
        store = self._session.store
        with suppress(UserError):  # a folder that cannot be read is told by whoever works with it
            if store.backup_due():
                self.back_up(AUTO)
            elif drill.due(store):
                self.rehearse()

    def back_up(self, reason: str = MANUAL) -> Task | None:
        """Make a backup on the other thread; a failure that was told already is told again only to a person who asked.

        Returns:
            The task, None where what is typed could not be written first, or where a person asked who may not.
        """
        try:
            if reason == MANUAL:
                self._require()
            self._session.flush()
        except UserError as error:
            self.failed.emit(error)
            return None
        if reason == MANUAL:
            self._told = ""
        task = self._run("กำลังสำรองข้อมูล", self._backup(reason))
        task.done.connect(self._made)
        task.failed.connect(self._failed)
        return task

    def copy_to(self, place: Path) -> Task:
        """Make a backup and copy it with its files to a place, verified there; the task gives that copy.

        Raises:
            UserError: no right to.
        """
        self._require()
        store = self._session.store
        folder, clock, key = store.data_dir, store.clock, store.key

        def work(_task: Task) -> BackupInfo:
            safekeeping.check_place(str(place), folder)
            with Store.open_reader(folder, clock, key=key) as reader:
                return safekeeping.copy_to(reader.back_up(MOVED), place, folder, key)

        return self._run("กำลังทำสำเนาข้อมูล", work)

    def look_into(self, info: BackupInfo) -> Task:
        """Look on the other thread what is in a backup and what is not; the task gives a ``Glimpse``."""
        store = self._session.store
        folder, clock, key = store.data_dir, store.clock, store.key

        def work(_task: Task) -> Glimpse:
            with Store.open_reader(folder, clock, key=key) as reader:
                return look_into(reader, info, key)

        return self._run("กำลังดูในสำเนา", work)

    def rehearse(self) -> Task:
        """Rehearse a restore on the other thread; nothing of the folder is touched."""
        store = self._session.store
        folder, clock, key = store.data_dir, store.clock, store.key
        task = self._run("กำลังซ้อมกู้คืน", lambda _task: drill.rehearse(folder, clock, key))
        task.done.connect(self._rehearsed)
        return task

    def examine(self) -> Task:
        """Check everything on the other thread; files beside the database come back from the backups by themselves."""
        store = self._session.store
        folder, clock, key = store.data_dir, store.clock, store.key

        task = self._run("กำลังตรวจข้อมูล", lambda _task: mend(folder, clock, key))
        task.done.connect(self._examined)
        return task

    def second_place(self) -> str:
        """Return the folder that backups are copied to, "" for none."""
        return str(self._session.local(SECOND_PLACE) or "")

    def set_second_place(self, folder: str) -> None:
        """Copy backups to a folder from now on, "" : to none; raises UserError: no right to, or it is of no use."""
        self._require()
        if folder:
            safekeeping.check_place(folder, self._session.store.data_dir)
        self._session.remember(SECOND_PLACE, folder)
        self._session.remember(SECOND_STATE, "")

    def stop(self) -> None:
        """Stop what is under way and write what waits; raises UserError."""
        if not self._worker.wait(GIVE_UP_MS):
            leave_stuck()
        self._session.flush()

    def exit_due(self) -> bool:
        """Return whether this object keeps the backups and something changed since the last."""
        with suppress(UserError):  # a folder that cannot be read cannot be backed up either
            return self._timer.isActive() and self._session.store.backup_due(0)
        return False

    def last_backup(self) -> Task:
        """Make the backup at the end; its task tells how that went, and nobody else does."""
        self._last_ended.clear()
        self._last_made = False
        back_up = self._backup(EXIT)

        def work(task: Task) -> BackupInfo:
            try:
                info = back_up(task)
                self._last_made = True
                return info
            finally:
                self._last_ended.set()

        return self._run("กำลังสำรองข้อมูล", work)

    def made_within(self, milliseconds: int) -> bool:
        """Wait so long for the last backup, without the event loop; return whether it is made."""
        return self._last_ended.wait(milliseconds / 1000) and self._last_made

    # --- inside --------------------------------------------------------------------------------------------------

    def _require(self) -> None:
        """Raise UserError where whoever is at the keyboard sends no data anywhere; what makes itself asks nobody."""
        people.require(self._session.store, Right.BACKUP)

    def _backup(self, reason: str) -> Callable[[Task], BackupInfo]:
        """Return the work of a backup, for the other thread; it stops between two steps when its task is cancelled."""
        store = self._session.store
        folder, clock, key = store.data_dir, store.clock, store.key

        def work(task: Task) -> BackupInfo:
            def step(_what: str, _done: int, _whole: int) -> None:
                if task.cancelled:
                    raise Stopped

            with Store.open_reader(folder, clock, key=key) as reader:
                return reader.back_up(reason, step)

        return work

    def _run(self, label: str, work: Callable[[Task], object]) -> Task:
        task = self._worker.run(label, work)
        self._running += 1
        task.ended.connect(self._ended)
        return task

    def _ended(self) -> None:
        self._running -= 1

    def _examined(self, found: tuple[Report, int]) -> None:
        report, brought = found
        if not report.sound:
            self._timer.stop()
            self.damaged.emit(report)
        elif brought:
            self.mended.emit(f"พบภาพหรือไฟล์แนบเสียหาย นำกลับจากสำเนาสำรองแล้ว {brought:,} ไฟล์ ข้อมูลอื่นสมบูรณ์")
        elif not report.ok:
            self.mended.emit("\n".join(("ฐานข้อมูลสมบูรณ์ แต่มีสิ่งที่เสียหายและนำกลับเองไม่ได้", *report.wrong)))
        elif not report.backed_up:
            self.mended.emit("\n".join((report.lines[-1], *report.wrong)))

    def _made(self, info: BackupInfo) -> None:
        self._told = ""
        self.second_told(info.second, asked=info.reason == MANUAL)
        self.made.emit(info)

    def second_told(self, text: str, *, asked: bool = False) -> None:
        """Keep how the copying to the second place went; a stick that is not there is told once, not at each backup.

        Args:
            asked: a person asked for the backup, and is told in any case.
        """
        before = self._session.local(SECOND_STATE, "")
        self._session.remember(SECOND_STATE, text)
        if text and (asked or not before):
            self.second_failed.emit(text)

    def second_state(self) -> str:
        """Return why the last copy is not at the second place (Thai), "" where it is."""
        return str(self._session.local(SECOND_STATE, "") or "")

    def _failed(self, error: UserError) -> None:
        if str(error) != self._told:
            self._told = str(error)
            self.failed.emit(error)

    def _rehearsed(self, drilled: Drilled) -> None:
        with suppress(UserError):  # it is rehearsed again at the next look
            drill.remember(self._session.store, drilled)
        self.drilled.emit(drilled)


def leave_stuck() -> None:
    """Let the process end although a thread hangs in a device that answers no more: all that was entered is saved."""
    app = QApplication.instance()
    if app is not None:
        app.setProperty(STUCK, True)
