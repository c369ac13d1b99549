"""Opening the program: what happens when the data cannot be opened, sample data, errors of our own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from cdd_desktop.clock import FixedClock
from cdd_desktop.store import Store
from cdd_desktop.ui.crash import FAULTS_NAME, LOG_NAME, CrashHook, report_text
from cdd_desktop.ui.first_start import FirstStartPage
from cdd_desktop.ui.frame import Frame, read_look
from cdd_desktop.ui.home import HomePage
from cdd_desktop.ui.program import Program
from cdd_desktop.ui.restore_words import RestoredBanner
from tests.ui.office import DISTRICT, FIRST, NOON

CLOCK = FixedClock(NOON)
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def program(qtbot: QtBot, tmp_path: Path) -> Iterator[Program]:
    frame = Frame(tmp_path / "data")
    qtbot.addWidget(frame)
    frame.show()
    qtbot.waitExposed(frame)
    yield Program(frame, tmp_path / "data", CLOCK)
    frame.close()


def set_up(folder: Path) -> None:
    with Store.open(folder, CLOCK) as store:
        store.set_office(DISTRICT)


def database(folder: Path) -> Path:
    (found,) = [path for path in folder.glob("*.db") if path.is_file()]
    return found


def test_an_empty_folder_begins_with_the_first_start(program: Program) -> None:
    program.open()
    assert program.window is not None
    assert isinstance(program.window.shown_page(), FirstStartPage)


def test_a_second_start_says_that_the_folder_is_in_use_and_opens_once_it_is_free(
    program: Program, tmp_path: Path
) -> None:
    holder = Store.open(tmp_path / "data", CLOCK, person="นายสมมุติ ตั้งใจ")
    program.open()
    assert program.window is None
    assert program.failure is not None
    assert program.failure.message.text()
    assert program.failure.restore.isHidden()
    holder.close()

    program.failure.retry.click()
    assert program.window is not None


def test_a_damaged_file_is_kept_and_a_backup_takes_its_place(program: Program, qtbot: QtBot, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    set_up(folder)
    with Store.open(folder, CLOCK) as store:
        store.backup()
    damaged = b"not a database" * 100
    database(folder).write_bytes(damaged)

    program.open()
    assert program.failure is not None
    assert database(folder).read_bytes() == damaged
    assert not program.failure.restore.isHidden()
    program.failure.restore.click()

    qtbot.waitUntil(lambda: program.window is not None)
    assert program.window is not None
    assert isinstance(program.window.shown_page(), HomePage)
    assert "กู้คืนจากสำเนา" in program.window.findChildren(RestoredBanner)[0].text.text()
    assert any(path.read_bytes() == damaged for path in folder.rglob("*.db"))


def damage_a_page(folder: Path) -> None:
    """Overwrite the second page of the database, and leave the rest."""
    content = bytearray(database(folder).read_bytes())
    size = int.from_bytes(content[16:18])
    content[size : 2 * size] = b"?" * size
    database(folder).write_bytes(content)


def test_what_is_genuine_is_saved_out_of_a_damaged_file_and_the_page_says_how_much(
    program: Program, qtbot: QtBot, tmp_path: Path
) -> None:
    folder = tmp_path / "data"
    with Store.open(folder, CLOCK) as store:
        store.set_office(DISTRICT)
        for number in range(40):
            store.set_setting("some", number)
    for path in (folder / "backups").glob("*"):
        path.unlink()
    damage_a_page(folder)
    before = database(folder).read_bytes()

    program.open()
    page = program.failure
    assert page is not None
    qtbot.waitUntil(lambda: not page.salvage.isHidden())
    assert page.restore.isHidden()
    assert "รายการ" in page.salvage_text.text()
    assert database(folder).read_bytes() == before
    page.salvage.click()
    qtbot.waitUntil(lambda: program.window is not None)
    assert program.window is not None
    assert "กู้การแก้ไขได้" in program.window.notice.text.text()
    assert any(path.read_bytes() == before for path in folder.rglob("*.db"))


def test_a_folder_whose_file_is_gone_offers_its_backup(program: Program, qtbot: QtBot, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    set_up(folder)
    with Store.open(folder, CLOCK) as store:
        store.backup()
    database(folder).unlink()
    program.open()
    page = program.failure
    assert page is not None
    qtbot.waitUntil(lambda: not page.restore.isHidden() and not page.ways.isHidden())
    page.restore.click()
    qtbot.waitUntil(lambda: program.window is not None)


def test_another_folder_may_be_opened_in_the_place_of_a_damaged_one(program: Program, tmp_path: Path) -> None:
    set_up(tmp_path / "data")
    database(tmp_path / "data").write_bytes(b"?" * 9000)
    set_up(tmp_path / "other")
    program.open()
    assert program.failure is not None
    program.failure.ask_folder = lambda: str(tmp_path / "other")
    program.failure.other.click()
    assert program.window is not None
    assert program.window.session.store.data_dir == tmp_path / "other"


def test_the_tour_opens_the_sample_data_and_begins_though_it_was_put_aside_before(program: Program) -> None:
    program.open()
    for _ in range(2):
        assert program.window is not None
        program.window.take_tour()
        assert program.window.session.demo
        assert program.window.tour.running
        program.window.tour.stop()
        program.window.demo_left.emit()


def test_sample_data_lie_apart_and_the_way_back_leads_to_the_real_data(program: Program, tmp_path: Path) -> None:
    program.open()
    assert program.window is not None
    program.window.demo_wanted.emit()
    assert program.window.session.demo
    assert program.window.banner.isVisible()
    program.window.session.commit(FIRST, "learners_total", 999)
    program.window.demo_left.emit()
    assert not program.window.session.demo
    assert isinstance(program.window.shown_page(), FirstStartPage)
    assert program.window.session.store.office() is None


def test_the_theme_chosen_is_worn_at_the_next_start(program: Program, qapp: QApplication, tmp_path: Path) -> None:
    program.open()
    assert program.window is not None
    program.window.theme_chosen.emit("dark")
    assert qapp.property("theme") == "dark"
    assert read_look(tmp_path / "data").theme == "dark"
    program.window.theme_chosen.emit("light")


def test_another_look_lets_the_missions_go_that_are_not_shown(program: Program, tmp_path: Path) -> None:
    set_up(tmp_path / "data")
    program.open()
    window = program.window
    assert window is not None
    window.go(FIRST)
    window.session.commit(FIRST, "learners_total", 104)
    window.go("thai_fabric")
    shown = window.mission_page()
    window.zoom_chosen.emit(125)
    assert window.mission_page() is shown
    assert window.findChild(QWidget, f"mission_{FIRST}") is None
    window.go(FIRST)
    page = window.mission_page()
    assert page is not None
    assert page.fields["learners_total"].editor.value() == 104
    window.zoom_chosen.emit(100)


def test_a_broken_note_of_the_window_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "window.json").write_text("[1, 2", encoding="utf-8")
    assert read_look(tmp_path).theme == "light"
    (tmp_path / "window.json").write_text("[]", encoding="utf-8")
    assert read_look(tmp_path).geometry == ""


def test_the_first_frame_comes_before_the_data(qtbot: QtBot, tmp_path: Path) -> None:
    frame = Frame(tmp_path)
    qtbot.addWidget(frame)
    with qtbot.waitSignal(frame.painted):
        frame.show()
    assert list(tmp_path.iterdir()) == []


def test_a_report_of_our_own_error_holds_no_values() -> None:
    try:
        int("เลขบัตรประชาชน 1234")
    except ValueError as error:
        report = report_text(type(error), error.__traceback__)
    assert "ValueError" in report
    assert "test_app.py" in report
    assert "1234" not in report
    assert "เลขบัตร" not in report


def test_our_own_errors_are_shown_once_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []

    def show(report: str) -> None:
        shown.append(report)
        if len(shown) < 3:
            hook(RuntimeError, RuntimeError("again"), None)

    hook = CrashHook(show)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    hook.install()
    sys.excepthook(RuntimeError, RuntimeError("first"), None)
    assert len(shown) == 1
    hook.remove()


def test_a_death_leaves_its_place_in_the_log_of_the_next_start(tmp_path: Path) -> None:
    first = "secret = 'ครัวเรือน 0812'; import faulthandler; faulthandler._sigsegv()"
    assert started(first, tmp_path) != 0
    assert (tmp_path / FAULTS_NAME).stat().st_size > 0
    assert started("", tmp_path) == 0
    log = (tmp_path / LOG_NAME).read_text(encoding="utf-8")
    assert "Segmentation fault" in log
    assert "0812" not in log
    assert str(ROOT) not in log
    assert (tmp_path / FAULTS_NAME).stat().st_size == 0


def started(then: str, folder: Path) -> int:
    """Start the log of a program in a process of its own, do something, and return how that ended."""
    code = f"""import sys
from pathlib import Path
from cdd_desktop.ui.crash import log_to, watch_faults
log_to(Path(sys.argv[1]))
watch_faults(Path(sys.argv[1]))
{then}
"""
    made = [sys.executable, "-c", code, str(folder)]
    return subprocess.run(made, cwd=ROOT, stderr=subprocess.DEVNULL, check=False).returncode


def test_the_crash_dialog_goes_on(qtbot: QtBot) -> None:
    from cdd_desktop.ui.crash_dialog import CrashDialog

    dialog = CrashDialog("รายงาน", None)
    qtbot.addWidget(dialog)
    dialog.accept()
    assert dialog.result() == 1
