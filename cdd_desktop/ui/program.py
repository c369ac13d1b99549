"""What stands in the frame: the window on a data folder, or the reason why it cannot be opened."""

from __future__ import annotations

import gc
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from cdd_desktop import paths
from cdd_desktop.clock import Clock, ShiftedClock
from cdd_desktop.criteria.loader import load_packs
from cdd_desktop.errors import UserError
from cdd_desktop.store import Damaged, Report, Restored, Store, encryption, people, restore
from cdd_desktop.store.encryption import Converted
from cdd_desktop.store.keyring import Locked, WrongPassword
from cdd_desktop.store.opening import DATABASE_NAME
from cdd_desktop.store.packs import known_packs
from cdd_desktop.store.people import Right
from cdd_desktop.store.problems import SecondPlaceFailed
from cdd_desktop.store.progress import Step, Stopped
from cdd_desktop.store.salvage import Damage, Salvaged, diagnose, salvage
from cdd_desktop.ui.frame import Frame
from cdd_desktop.ui.main_window import MainWindow
from cdd_desktop.ui.page import HOME
from cdd_desktop.ui.requests import Decrypt, Encrypt, Restore
from cdd_desktop.ui.restore_words import RESTORED, began_words, done_words, put_over
from cdd_desktop.ui.session import Session
from cdd_desktop.ui.text import warm_up
from cdd_desktop.ui.theme import apply_theme, tokens
from cdd_desktop.ui.worker import Worker

if TYPE_CHECKING:
    from cdd_desktop.store.datakey import DataKey
    from cdd_desktop.ui.damage_page import DamagePage
    from cdd_desktop.ui.failure import FailurePage
    from cdd_desktop.ui.unlock_page import UnlockPage

_RIGHTS = {Restore: Right.RESTORE, Encrypt: Right.PEOPLE, Decrypt: Right.PEOPLE}
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
        unlock: what asks for the password of an encrypted folder, None afterwards.
        damage: what lies over the window where the check found damage.
    """

    def __init__(self, frame: Frame, data_dir: Path, clock: Clock) -> None:
        super().__init__(frame)
        self._frame = frame
        self._data_dir = data_dir
        self._clock = clock
        self._sample = False
        self._key: DataKey | None = None
        self._unlocked_by = ""
        self._at_keyboard = self._returning = ""
        self._began = False  # nothing was here before that was asked
        self._words = ""
        self._restored_words = ""
        self._worker = Worker(self)
        self.window: MainWindow | None = None
        self.failure: FailurePage | None = None
        self.unlock: UnlockPage | None = None
        self.damage: DamagePage | None = None

    def open(self, *, sample: bool = False) -> None:
        """Open the data folder (or the sample data) and show it; the reason, where it cannot be opened."""
        self.window, self.failure, self.unlock = None, None, None
        self._sample = sample
        try:
            session = self._sample_session() if sample else self._session(self._data_dir, self._clock)
        except (Locked, WrongPassword):
            self._show_unlock()
            return
        except UserError as error:
            self._show_failure(error)
            return
        self._show_window(session)

    def _session(self, data_dir: Path, clock: Clock) -> Session:
        packs = load_packs(paths.criteria_packs())
        store = Store.open(data_dir, clock, key=self._key)
        known = known_packs(store, packs)
        session = Session(store, known.packs, clock, problems=known.problems)
        session.know_people()
        if self._unlocked_by and session.store.key is not None:  # the password of the folder has said who it is
            session.take_keyboard(self._unlocked_by)
        if self._returning:  # a backup remembers who was there when it was made
            there = [person.id for person in session.people]
            session.take_keyboard(self._returning if self._returning in there or not there else "")
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
            session.set_person(demo.PERSON)  # somebody whose own work can be undone
        return session

    def _show_window(self, session: Session) -> None:
        if self._restored_words:  # it stays until somebody has looked through what came back
            session.remember(RESTORED, self._restored_words)
            self._restored_words = ""
        self.window = MainWindow(session, self._folder())
        self.window.theme_chosen.connect(self._wear)
        self.window.zoom_chosen.connect(lambda percent: self._wear(tokens().name, percent))
        self.window.demo_wanted.connect(lambda: self._switch(sample=True))
        self.window.demo_left.connect(lambda: self._switch(sample=False))
        self.window.tour_wanted.connect(lambda: self._switch(sample=True, tour=True))
        self.window.quit_wanted.connect(self._frame.close)
        self.window.asked.connect(self._answer)
        self._frame.hold(self.window)
        self._keep(self.window)
        self.window.idle_lock.ask_who()
        put_over(self.window.centralWidget(), session)
        for told in (*session.store.notices, *session.problems):
            if isinstance(told, SecondPlaceFailed):
                self.window.keeper.second_told(told.message)
            else:
                self.window.show_error(told)
        if self._words:
            self.window.warn(self._words)
            self._words = ""
        app = QApplication.instance()
        if isinstance(app, QApplication):
            QTimer.singleShot(0, self, lambda: _settle(app))

    def _keep(self, window: MainWindow) -> None:
        """Look after backups and the state of the data as long as the window is open."""
        keeper = window.keeper
        keeper.damaged.connect(lambda report: self._tell_damage(window, report))
        keeper.mended.connect(window.warn)
        keeper.drilled.connect(lambda drilled: None if drilled.ok else window.warn("\n".join(drilled.lines)))
        keeper.start()

    def _tell_damage(self, window: MainWindow, report: Report) -> None:
        from cdd_desktop.ui.damage_page import DamagePage

        window.leave()
        self.damage = page = DamagePage(window, report)
        page.mend_wanted.connect(lambda: window.close_then(lambda: self._show_failure(Damaged("ตรวจพบขณะเปิดใช้งาน"))))

    def _switch(self, *, sample: bool, tour: bool = False) -> None:
        def then() -> None:
            self.open(sample=sample)
            if tour and self.window is not None:
                self.window.take_tour()

        if self.window is not None:
            self.window.close_then(then)

    def _wear(self, name: str, percent: int = 0) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication):
            if self.window is not None:
                self.window.pages.let_go()
            apply_theme(app, name, percent)
            self._frame.remember()

    def _folder(self) -> Path:
        return self._data_dir / DEMO_FOLDER if self._sample else self._data_dir

    # --- passwords -----------------------------------------------------------------------------------------------

    def _show_unlock(self) -> None:
        from cdd_desktop.ui.unlock_page import UnlockPage

        try:
            page = self.unlock = UnlockPage(self._folder(), person=self._unlocked_by)
        except UserError as error:
            self._show_failure(error)
            return
        page.unlocked.connect(self._unlocked)
        page.quit_wanted.connect(self._frame.close)
        self._frame.hold(page)

    def _unlocked(self, key: DataKey, person: str) -> None:
        self._key, self._unlocked_by = key, person
        self.open()

    # --- the data cannot be opened --------------------------------------------------------------------------------

    def _show_failure(self, error: UserError) -> None:
        from cdd_desktop.ui.failure import FailurePage

        self.window, self.damage = None, None
        page = self.failure = FailurePage(error, self._folder())
        page.again.connect(lambda: self.open(sample=self._sample))
        page.restore_wanted.connect(lambda: self._restore(""))
        page.salvage_wanted.connect(self._salvage)
        page.folder_wanted.connect(self._open_other)
        page.quit_wanted.connect(self._frame.close)
        self._frame.hold(page)
        folder = self._folder()
        if isinstance(error, Damaged) or (folder.is_dir() and not (folder / DATABASE_NAME).exists()):
            self._diagnose(page)

    def _diagnose(self, page: FailurePage) -> None:
        """Look beside the page what can be done; a page that went away meanwhile is told nothing."""
        folder, clock, key = self._folder(), self._clock, self._key

        def show(damage: Damage | None) -> None:
            if damage is not None and page is self.failure:
                page.show_damage(damage)

        task = self._worker.run("กำลังตรวจข้อมูล", lambda _task: diagnose(folder, clock, key))
        task.done.connect(show)

    def _salvage(self) -> None:
        folder, clock, key = self._folder(), self._clock, self._key
        self._busily("กำลังกู้รายการจากไฟล์เดิม", lambda _step: salvage(folder, clock, key), self._salvaged)

    def _salvaged(self, done: Salvaged) -> None:
        self._reopen(
            f"กู้การแก้ไขได้ {done.changes:,} จาก {done.known:,} รายการ ไฟล์เดิมเก็บไว้ที่ {done.aside.name} "
            "ตรวจค่าในแต่ละภารกิจก่อนส่ง"
        )

    def _open_other(self, folder: Path) -> None:
        self._data_dir, self._key, self._unlocked_by = folder, None, ""
        self.open()

    # --- what needs the folder closed ----------------------------------------------------------------------------

    def _answer(self, request: object) -> None:
        """Close the window, do what was asked, and open again."""
        window = self.window
        if window is None:
            return
        try:
            people.require(window.session.store, _RIGHTS[type(request)])
        except UserError as error:
            window.show_error(error)
            return
        self._at_keyboard = window.session.store.person
        self._began = window.session.office is None
        window.close_then(lambda: self._do(request))

    def _do(self, request: object) -> None:
        if isinstance(request, Restore):
            self._restore(request.name)
        elif isinstance(request, Encrypt):
            self._encrypt(request)
        elif isinstance(request, Decrypt):
            self._decrypt()

    def _restore(self, name: str) -> None:
        """Go on with a backup (the newest intact one without a name); what was there is kept beside it."""
        folder, clock, key = self._folder(), self._clock, self._key
        work = partial(restore, folder, clock, name=name, key=key)
        self._busily("กำลังกู้คืนจากสำเนา", lambda _step: work(), self._restored)

    def _restored(self, done: Restored) -> None:
        began, self._began = self._began, False
        self._restored_words = began_words(done) if began else done_words(done)
        self._returning, self._at_keyboard = self._at_keyboard, ""
        self.open(sample=self._sample)
        self._returning = ""  # where a password is asked first, that says who it is
        if began and self.window is not None:  # not where the other PC stood
            self.window.round.open_now()
            self.window.go(HOME)

    def _encrypt(self, wanted: Encrypt) -> None:
        folder, clock, who = self._folder(), self._clock, self._at_keyboard

        def then(done: Converted) -> None:
            may = [login.person for login in wanted.logins]
            self._key, self._unlocked_by = done.key, who if who in may else may[0]
            self._converted(done, "เข้ารหัสข้อมูลแล้ว ครั้งหน้าโปรแกรมจะถามรหัสผ่าน พิมพ์ใบวิธีเปิดข้อมูลเก็บไว้จากหน้าตั้งค่า")

        work = partial(encryption.enable, folder, wanted.logins, wanted.recipient, clock)
        self._busily("กำลังเข้ารหัสข้อมูล", work, then, stoppable=True)

    def _decrypt(self) -> None:
        folder, clock, key = self._folder(), self._clock, self._key

        def then(done: Converted) -> None:
            self._key, self._unlocked_by = None, ""
            self._converted(done, "เลิกเข้ารหัสข้อมูลแล้ว ทุกคนที่ใช้เครื่องนี้เปิดข้อมูลได้")

        if key is not None:
            work = partial(encryption.disable, folder, key, clock)
            self._busily("กำลังเลิกเข้ารหัสข้อมูล", work, then, stoppable=True)

    def _converted(self, done: Converted, words: str) -> None:
        self._reopen(" ".join(part for part in (words, done.notice) if part))

    def _busily(
        self, words: str, work: Callable[[Step], Any], then: Callable[[Any], None], *, stoppable: bool = False
    ) -> None:
        """Work on the closed folder beside a page that says so; on failure open again, and tell."""
        from cdd_desktop.ui.busy_page import BusyPage

        page = BusyPage(words, stoppable=stoppable)
        self.window, self.failure = None, None
        self._frame.hold(page)
        task = self._worker.run(words, lambda _task: work(page.step))
        task.ended.connect(page.end)
        task.done.connect(then)
        task.failed.connect(self._not_done)

    def _not_done(self, error: UserError) -> None:
        self.open(sample=self._sample)
        if self.window is not None:
            if isinstance(error, Stopped):
                self.window.warn(str(error))
            else:
                self.window.show_error(error)
        elif self.failure is not None:
            self.failure.say(error)

    def _reopen(self, words: str) -> None:
        """Open again and say what was done, also where a password is asked for first."""
        self._words = words
        self.open(sample=self._sample)
