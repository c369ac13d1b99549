"""The window as a person meets it: pages, keys, search, paper, closing."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from cdd_desktop.errors import UserError
from cdd_desktop.ui.failure import FailurePage
from cdd_desktop.ui.first_start import FirstStartPage
from cdd_desktop.ui.home import HomePage
from cdd_desktop.ui.line_edit import fields_of
from cdd_desktop.ui.main_window import MainWindow
from cdd_desktop.ui.preview import PreviewPage
from cdd_desktop.ui.session import Saving
from tests.ui.kit import type_text
from tests.ui.office import DISTRICT, FIRST, open_session, packs, show_window

CTRL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    shown = show_window(qtbot, open_session(tmp_path), tmp_path)
    yield shown
    shown.close()


def fill(window: MainWindow, fact: str, text: str) -> None:
    """Type into a field of the mission that is shown, and leave it with Enter."""
    page = window.mission_page()
    assert page is not None
    line = page.fields[fact].editor.inputs()[0]
    line.setFocus()
    line.selectAll()  # type: ignore[attr-defined]
    type_text(line, text)
    window.leave()


def shown_grade(window: MainWindow) -> str:
    page = window.mission_page()
    assert page is not None
    return page.panel.grade.word.text()


def test_the_first_start_asks_who_we_are(qtbot: QtBot, tmp_path: Path) -> None:
    session = open_session(tmp_path, office=None)
    window = show_window(qtbot, session, tmp_path)
    page = window.shown_page()
    assert isinstance(page, FirstStartPage)
    assert window.navigation.isHidden()

    page.start.click()
    assert page.form.problem.text() == "เลือกจังหวัดก่อน"

    type_text(page.form.province, "ฉะเชิง")
    qtbot.keyClick(page.form.province, Qt.Key.Key_Return)
    type_text(page.form.district, "บางปะ")
    qtbot.keyClick(page.form.district, Qt.Key.Key_Return)
    assert page.form.name.text() == "สำนักงานพัฒนาชุมชนอำเภอบางปะกง"
    assert page.form.head_position.text() == "พัฒนาการอำเภอบางปะกง"
    page.start.click()

    assert isinstance(window.shown_page(), HomePage)
    assert window.header.office.text() == "สพอ.บางปะกง"
    assert session.office is not None
    assert session.office.code == "2404"
    window.close()


def test_home_says_what_is_due_and_shows_all_missions(window: MainWindow) -> None:
    page = window.shown_page()
    assert isinstance(page, HomePage)
    assert page.board.model().rowCount() == 11
    assert "เหลือ 3 วัน" in window.header.due.text()
    assert page.title.text() == "รอบที่ 2"
    assert page.state.text().endswith("มี 11 ภารกิจ · ยังไม่ได้กรอก 11")


def test_the_grade_moves_with_every_committed_fact(window: MainWindow) -> None:
    window.go(FIRST)
    page = window.mission_page()
    assert page is not None
    page.fields["activity_held"].editor.take(value=True)
    assert shown_grade(window) == "ยังตัดสินไม่ได้"
    fill(window, "learners_total", "๑๐๔")
    fill(window, "learners_applied", "80")
    assert shown_grade(window) == "ระดับ B"
    fill(window, "learners_applied", "84")
    assert shown_grade(window) == "ระดับ A"


def test_saved_is_said_only_when_it_is(qtbot: QtBot, window: MainWindow) -> None:
    window.go(FIRST)
    fill(window, "learners_total", "104")
    assert window.status.saved.text() == "กำลังบันทึก"
    qtbot.waitUntil(lambda: window.session.saving is Saving.SAVED)
    assert window.status.saved.text() == "บันทึกแล้ว 12:00"


def test_an_unreadable_text_is_marked_kept_and_shown_again(window: MainWindow) -> None:
    window.go(FIRST)
    fill(window, "learners_total", "ร้อยกว่า")
    page = window.mission_page()
    assert page is not None
    assert page.fields["learners_total"].problem_text() == "อ่านเป็นตัวเลขไม่ได้"
    window.go("home")
    window.session.flush()
    window.session.open_round("3")
    window.session.open_round("2")
    window.go(FIRST)
    assert page.fields["learners_total"].editor.value_text() == "ร้อยกว่า"
    assert page.fields["learners_total"].problem_text() == "อ่านเป็นตัวเลขไม่ได้"


def test_impossible_values_are_marked_at_both_fields(window: MainWindow) -> None:
    window.go(FIRST)
    fill(window, "learners_applied", "80")
    fill(window, "learners_total", "8")
    page = window.mission_page()
    assert page is not None
    assert "มากกว่า" in page.fields["learners_applied"].problem_text()
    assert "น้อยกว่า" in page.fields["learners_total"].problem_text()
    fill(window, "learners_total", "800")
    assert page.fields["learners_applied"].problem_text() == ""


def test_undo_shows_the_value_before_and_names_itself(window: MainWindow) -> None:
    window.go(FIRST)
    fill(window, "learners_total", "104")
    fill(window, "learners_total", "110")
    window.actions_by_id["undo"].trigger()
    page = window.mission_page()
    assert page is not None
    assert page.fields["learners_total"].editor.value() == 104
    assert "เลิกทำแล้ว" in window.notice.text.text()
    window.actions_by_id["redo"].trigger()
    assert page.fields["learners_total"].editor.value() == 110


def test_missions_follow_each_other_by_key(qtbot: QtBot, window: MainWindow) -> None:
    window.go(FIRST)
    page = window.mission_page()
    assert page is not None
    qtbot.keyClick(page, Qt.Key.Key_Return, CTRL)
    assert window.place == "food_security"
    qtbot.keyClick(window, Qt.Key.Key_Return, CTRL | SHIFT)
    assert window.place == FIRST
    qtbot.keyClick(window, Qt.Key.Key_5, ALT)
    assert window.place == "otop"
    qtbot.keyClick(window, Qt.Key.Key_Home, ALT)
    assert window.place == "home"


def test_the_search_finds_a_field_and_goes_there(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.keyClick(window, Qt.Key.Key_K, CTRL)
    assert window.palette_search.isVisible()
    type_text(window.palette_search.line, "นำความรู้ไปใช้")
    qtbot.keyClick(window.palette_search.line, Qt.Key.Key_Return)
    page = window.mission_page()
    assert page is not None
    fact = page.focused_fact()
    assert fact is not None
    assert fact.id == "learners_applied"


def test_escape_leaves_the_search_where_it_was_opened(qtbot: QtBot, window: MainWindow) -> None:
    window.go(FIRST)
    before = QApplication.focusWidget()
    qtbot.keyClick(window, Qt.Key.Key_K, CTRL)
    qtbot.keyClick(window.palette_search.line, Qt.Key.Key_Escape)
    assert not window.palette_search.isVisible()
    assert QApplication.focusWidget() is before


def test_the_history_of_a_field_names_old_and_new(window: MainWindow) -> None:
    window.session.store.person = "นายสมมุติ ตั้งใจ"
    window.go(FIRST)
    fill(window, "learners_total", "104")
    fill(window, "learners_total", "110")
    page = window.mission_page()
    assert page is not None
    page.focus_fact("learners_total")
    window.actions_by_id["history"].trigger()
    words = " ".join(label.text() for label in window.sheet.findChildren(type(window.sheet.title)))
    assert "104 คน  →  110 คน" in words
    assert "นายสมมุติ ตั้งใจ" in words


def test_the_preview_shows_the_document_and_escape_goes_back(qtbot: QtBot, window: MainWindow) -> None:
    window.go(FIRST)
    fill(window, "learners_total", "104")
    window.actions_by_id["preview"].trigger()
    qtbot.waitUntil(lambda: isinstance(window.shown_page(), PreviewPage), timeout=15000)
    page = window.shown_page()
    assert isinstance(page, PreviewPage)
    assert page.pages is not None
    assert len(page.pages) >= 1
    assert page.data.startswith(b"%PDF")
    qtbot.keyClick(page.view, Qt.Key.Key_Escape)
    assert window.place == FIRST


def test_a_document_is_saved_under_a_name_that_says_what_it_is(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    names: list[str] = []

    def ask(paper: object) -> Path:
        names.append(paper.name)  # type: ignore[attr-defined]
        return tmp_path / names[-1]

    window.desk.ask_path = ask  # type: ignore[assignment]
    window.go(FIRST)
    with qtbot.waitSignal(window.desk.saved, timeout=15000):
        window.actions_by_id["pdf"].trigger()
    with qtbot.waitSignal(window.desk.saved, timeout=15000):
        window.actions_by_id["excel"].trigger()
    assert names[0].startswith("ภารกิจที่ 1 โคก หนอง นา รอบที่ 2")
    assert (tmp_path / names[0]).read_bytes().startswith(b"%PDF")
    assert names[1].endswith(".xlsx")
    assert (tmp_path / names[1]).read_bytes().startswith(b"PK")


def test_a_document_that_cannot_be_written_is_said_in_the_window(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    window.desk.ask_path = lambda paper: tmp_path / "ไม่มี" / paper.name
    window.go(FIRST)
    with qtbot.waitSignal(window.desk.failed, timeout=15000):
        window.actions_by_id["pdf"].trigger()
    assert window.notice.isVisible()
    assert window.notice.property("tone") == "danger"


def test_another_round_asks_for_its_own_months_and_values(window: MainWindow) -> None:
    window.go("thai_fabric")
    page = window.mission_page()
    assert page is not None
    page.fields["pr_monthly"].editor.take((4, 5))
    window.header.round_chosen.emit("3", window.session.pack.id)
    assert page.fields["pr_monthly"].editor.value() is None
    assert len(page.fields["pr_monthly"].editor.inputs()) == 3
    assert page.fields["pr_monthly"].previous.text() == "รอบก่อน 4, 5"


def test_a_mission_that_takes_no_part_in_a_round_gives_way_to_home(window: MainWindow) -> None:
    window.go(FIRST)
    window.header.round_chosen.emit("4", window.session.pack.id)
    assert window.place == "home"
    page = window.shown_page()
    assert isinstance(page, HomePage)
    assert page.board.model().rowCount() == 1


def test_a_narrow_window_puts_the_result_under_the_form(qtbot: QtBot, window: MainWindow) -> None:
    window.go(FIRST)
    page = window.mission_page()
    assert page is not None
    assert page.strip.isHidden()
    window.resize(911, 512)
    qtbot.waitUntil(page.strip.isVisible)
    assert page.form_scroll.isAncestorOf(page.panel)
    window.resize(1366, 768)
    qtbot.waitUntil(lambda: not page.strip.isVisible())
    assert not page.form_scroll.isAncestorOf(page.panel)


def test_closing_keeps_what_was_typed_and_the_place(qtbot: QtBot, tmp_path: Path) -> None:
    window = show_window(qtbot, open_session(tmp_path), tmp_path)
    window.go(FIRST)
    page = window.mission_page()
    assert page is not None
    type_text(page.fields["learners_total"].editor.inputs()[0], "104")
    assert window.close()

    session = open_session(tmp_path)
    assert session.entry(FIRST).facts == {"learners_total": 104}
    again = show_window(qtbot, session, tmp_path)
    assert again.place == FIRST
    again.close()


def test_a_window_that_cannot_save_stays_open(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    window = show_window(qtbot, open_session(tmp_path), tmp_path)
    window.go(FIRST)

    def full(*_given: object, **_named: object) -> None:
        raise UserError("ดิสก์เต็ม ข้อมูลเดิมยังอยู่ครบ", "ลบไฟล์ที่ไม่ใช้แล้วลองใหม่")

    with monkeypatch.context() as patched:
        patched.setattr(window.session.store, "set_entry", full)
        fill(window, "learners_total", "104")
        assert not window.close()
        assert "ดิสก์เต็ม" in window.notice.text.text()
    assert window.close()


def test_a_person_may_close_without_what_cannot_be_saved(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = show_window(qtbot, open_session(tmp_path), tmp_path)
    window.quit_wanted.connect(window.close)
    window.go(FIRST)

    def full(*_given: object, **_named: object) -> None:
        raise UserError("ดิสก์เต็ม ข้อมูลเดิมยังอยู่ครบ", "ลบไฟล์ที่ไม่ใช้แล้วลองใหม่")

    monkeypatch.setattr(window.session.store, "set_entry", full)
    fill(window, "learners_total", "104")
    assert not window.close()
    window.notice.action.click()
    assert not window.isVisible()


def test_every_command_has_a_key_and_no_key_has_two(window: MainWindow) -> None:
    keys: list[str] = []
    for group in window.groups:
        for command in group.commands:
            if command is not None:
                assert command.keys or command.id == "licences" or command.id.startswith("zoom_"), command.id
                keys += command.keys
    assert len(keys) == len(set(keys))


def test_the_settings_keep_the_office_and_the_digits(window: MainWindow) -> None:
    window.go("settings")
    page = window.shown_page()
    page.digits.chosen.emit(False)  # type: ignore[union-attr]
    assert window.session.setting("thai_digits") is False
    page.office.name.setText("สำนักงานพัฒนาชุมชนอำเภอทดลอง")  # type: ignore[union-attr]
    page.save.setEnabled(True)  # type: ignore[union-attr]
    page.save.click()  # type: ignore[union-attr]
    assert window.session.office is not None
    assert window.session.office.code == DISTRICT.code
    assert window.header.office.text() == "สพอ.ทดลอง"


@pytest.mark.parametrize(
    ("place", "back"), [("letter", "documents"), ("channels", "documents"), ("compare", "documents"), ("due", "home")]
)
def test_escape_leaves_a_page_as_its_way_back_does(qtbot: QtBot, window: MainWindow, place: str, back: str) -> None:
    window.go(place)
    focus = window.focusWidget()
    assert focus is not None
    qtbot.keyClick(focus, Qt.Key.Key_Escape)
    assert window.place == back


@pytest.mark.parametrize("place", ["home", FIRST, "documents"])
def test_escape_stays_on_a_page_without_a_way_back(qtbot: QtBot, window: MainWindow, place: str) -> None:
    window.go(place)
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert window.place == place


@pytest.mark.parametrize("place", ["home", FIRST, "documents", "settings", "history"])
def test_every_screen_has_help(window: MainWindow, place: str) -> None:
    window.go(place)
    window.actions_by_id["help"].trigger()
    assert window.sheet.isVisible()
    window.back()
    assert not window.sheet.isVisible()


def test_enter_goes_from_the_last_field_to_the_note_as_tab_goes_down_the_form(qtbot: QtBot, window: MainWindow) -> None:
    """The fields are laid out late; they must not come after the rest of the window for it."""
    window.go(FIRST)
    page = window.mission_page()
    assert page is not None
    page.focus_fact("learners_applied")
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Return)
    assert window.focusWidget() is page.note


def wholly_seen(widget: QWidget) -> bool:
    return widget.visibleRegion().boundingRect() == widget.rect()


def test_enter_brings_the_next_field_into_sight(qtbot: QtBot, window: MainWindow) -> None:
    window.resize(910, 512)  # an office PC at 150 %
    window.go("women_fund")
    page = window.mission_page()
    assert page is not None
    qtbot.wait(200)  # a page just made folds its labels in several rounds; a hand is slower than that
    view = page.form_scroll.viewport()
    qtbot.waitUntil(lambda: page.form_scroll.widget().width() == view.width() > page.width() - 40)  # the resize is over
    QApplication.processEvents()
    for field in page.fields.values():
        line = field.editor.inputs()[0]
        assert window.focusWidget() is line
        qtbot.waitUntil(partial(wholly_seen, line), timeout=2000)
        qtbot.keyClick(line, Qt.Key.Key_Return)


@pytest.mark.parametrize("mission", list(packs()["2567-q2"].indicator_by_id))
def test_enter_goes_through_every_place_of_a_form_in_its_order(window: MainWindow, mission: str) -> None:
    """Months and activities get their cells after the form stands, and again when a count changes."""
    window.go(mission)
    page = window.mission_page()
    assert page is not None
    for field in page.fields.values():
        if field.fact.length_of:
            field.set_length(3)
    wanted = [place for field in page.fields.values() for place in field.editor.inputs()]
    assert fields_of(page.note) == [*wanted, page.note]


def test_a_place_that_enter_has_just_made_is_in_sight(qtbot: QtBot, window: MainWindow) -> None:
    window.go("moral_organisation")
    page = window.mission_page()
    assert page is not None
    page.focus_fact("activities_done")
    type_text(page.fields["activities_done"].editor.inputs()[0], "9")
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Return)
    cell = page.fields["participation_percents"].editor.inputs()[0]
    assert window.focusWidget() is cell
    qtbot.waitUntil(partial(wholly_seen, cell), timeout=2000)


def test_enter_presses_the_button_that_has_the_focus(qtbot: QtBot, window: MainWindow) -> None:
    window.header.search.setFocus()
    qtbot.keyClick(window.header.search, Qt.Key.Key_Return)
    assert window.palette_search.isVisible()


def test_enter_tries_again_where_the_data_could_not_be_opened(qtbot: QtBot, tmp_path: Path) -> None:
    page = FailurePage(UserError("เปิดข้อมูลไม่ได้", "ลองอีกครั้ง"), tmp_path)
    qtbot.addWidget(page)
    with qtbot.waitSignal(page.again, timeout=1000):
        qtbot.keyClick(page.retry, Qt.Key.Key_Return)
