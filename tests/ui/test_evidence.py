"""Evidence on the mission page: brought in every way, arranged, looked at, taken back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from cdd_desktop.store import child, rounds
from cdd_desktop.store.prepared import Prepared
from cdd_desktop.ui import evidence_desk
from cdd_desktop.ui.evidence_desk import Offer
from cdd_desktop.ui.evidence_strip import EvidenceStrip
from cdd_desktop.ui.evidence_tiles import NOT_SAID
from cdd_desktop.ui.evidence_viewer import EvidenceViewer
from cdd_desktop.ui.main_window import MainWindow
from cdd_desktop.ui.settings_page import SettingsPage
from tests.store.pictures_kit import photo
from tests.ui.kit import CTRL, press
from tests.ui.office import FIRST, open_session, show_window

PDF = b"%PDF-1.7 a register"


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    shown = show_window(qtbot, open_session(tmp_path / "data"), tmp_path / "data")
    shown.go(FIRST)
    yield shown
    shown.close()


@pytest.fixture
def photos(tmp_path: Path) -> list[Path]:
    """Three photos that look different, in a folder of their own."""
    folder = tmp_path / "photos"
    folder.mkdir()
    for at in range(3):
        (folder / f"{at}.jpg").write_bytes(photo(turn=at, size=(400, 300)))
    return sorted(folder.iterdir())


def strip(window: MainWindow) -> EvidenceStrip:
    page = window.mission_page()
    assert page is not None
    return page.evidence.strip


def viewer(window: MainWindow) -> EvidenceViewer:
    page = window.mission_page()
    assert page is not None
    return page.evidence.viewer


def taken(qtbot: QtBot, window: MainWindow, *paths: Path, proves: str = "") -> None:
    """Bring files and wait until they are in."""
    with qtbot.waitSignal(window.evidence_desk.taken, timeout=20_000):
        strip(window).take(Offer(paths), proves)


def names(window: MainWindow) -> list[str]:
    return [item.name for item in strip(window).items()]


def state(window: MainWindow, fact: str) -> str:
    return strip(window).wanted.states[fact].text()


def set_facts(window: MainWindow) -> None:
    window.session.commit(FIRST, "activity_held", True)
    window.session.commit(FIRST, "learners_total", 100)
    window.session.commit(FIRST, "learners_applied", 80)
    window.session.flush()


# --- what is asked for ----------------------------------------------------------------------------------------------


def test_what_the_mission_asks_for_is_missing_once_a_fact_claims_it(window: MainWindow) -> None:
    assert state(window, "activity_held") == "ยังไม่ต้องใช้"
    set_facts(window)
    assert [state(window, name) for name in ("activity_held", "learners_total")] == ["ยังขาด", "ยังขาด"]
    window.session.commit(FIRST, "activity_held", False)
    assert state(window, "activity_held") == "ยังไม่ต้องใช้"


def test_a_photo_fills_what_is_missing(qtbot: QtBot, window: MainWindow, photos: list[Path]) -> None:
    set_facts(window)
    taken(qtbot, window, photos[0])
    assert state(window, "activity_held") == "มี 1"
    assert strip(window).count.text() == "ภาพ 1"
    assert strip(window).wanted.marks["activity_held"].kind() == "met"


def test_the_link_of_a_proof_brings_files_for_it(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "ทะเบียน.pdf"
    file.write_bytes(PDF)
    monkeypatch.setattr(strip(window), "ask_files", lambda: [file])
    with qtbot.waitSignal(window.evidence_desk.taken, timeout=20_000):
        strip(window).wanted.links["learners_total"].click()  # type: ignore[attr-defined]
    assert [item.proves for item in strip(window).items()] == ["learners_total"]


def test_an_empty_mission_says_what_can_be_done(window: MainWindow) -> None:
    assert strip(window).zone.isVisible()
    assert "ลากภาพ" in strip(window).zone.words.text()
    assert not strip(window).tiles.isVisible()


# --- bringing -------------------------------------------------------------------------------------------------------


def test_several_files_are_one_step_that_can_be_taken_back(
    qtbot: QtBot, window: MainWindow, photos: list[Path]
) -> None:
    taken(qtbot, window, *photos)
    assert names(window) == ["0.jpg", "1.jpg", "2.jpg"]
    assert window.notice.text.text() == "เพิ่มหลักฐานแล้ว 3 รายการ"
    window.act.undo()
    assert names(window) == []
    assert strip(window).zone.isVisible()
    window.act.redo()
    assert len(names(window)) == 3


def test_a_whole_folder_is_taken(
    qtbot: QtBot, window: MainWindow, photos: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(strip(window), "ask_folder", lambda: photos[0].parent)
    with qtbot.waitSignal(window.evidence_desk.taken, timeout=20_000):
        strip(window).folder.click()
    assert len(names(window)) == 3


def dragged(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def drop(target: object, data: QMimeData) -> QDropEvent:
    """Hold something above a widget, then let it go."""
    actions = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(target, QDragEnterEvent(QPoint(9, 9), actions, data, left, none))  # type: ignore[arg-type]
    event = QDropEvent(QPointF(9, 9), actions, data, left, none)
    QApplication.sendEvent(target, event)  # type: ignore[arg-type]
    return event


def test_files_dropped_anywhere_on_the_mission_are_taken_and_never_moved(
    qtbot: QtBot, window: MainWindow, photos: list[Path]
) -> None:
    with qtbot.waitSignal(window.evidence_desk.taken, timeout=20_000):
        event = drop(window.mission_page(), dragged(*photos))
    assert event.dropAction() == Qt.DropAction.CopyAction
    assert len(names(window)) == 3
    assert all(path.exists() for path in photos)


def test_while_files_are_held_above_the_place_to_let_go_shows(window: MainWindow, photos: list[Path]) -> None:
    page = window.mission_page()
    actions, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    data = dragged(*photos)
    QApplication.sendEvent(page, QDragEnterEvent(QPoint(9, 9), actions, data, left, none))
    assert "ปล่อย" in strip(window).zone.words.text()
    QApplication.sendEvent(page, QDragLeaveEvent())
    assert "ลากภาพ" in strip(window).zone.words.text()


def test_text_dropped_on_the_mission_is_none_of_ours(window: MainWindow) -> None:
    data = QMimeData()
    data.setText("some words")
    event = drop(window.mission_page(), data)
    assert not event.isAccepted()


def test_no_field_swallows_a_dropped_file(window: MainWindow) -> None:
    page = window.mission_page()
    assert page is not None
    assert not any(line.acceptDrops() for line in page.findChildren(QLineEdit))
    assert not page.note.acceptDrops()


def field_in_focus(qtbot: QtBot, window: MainWindow) -> QLineEdit:
    """Return a text field of the form that has the focus."""
    page = window.mission_page()
    assert page is not None
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    page.focus_fact("learners_total")
    field = window.focusWidget()
    assert isinstance(field, QLineEdit)
    return field


def test_a_picture_or_files_pasted_into_a_field_are_evidence(
    qtbot: QtBot, window: MainWindow, photos: list[Path]
) -> None:
    field = field_in_focus(qtbot, window)
    before = field.text()
    QGuiApplication.clipboard().setImage(QImage.fromData(photo(size=(300, 200))))
    with qtbot.waitSignal(window.evidence_desk.taken, timeout=20_000):
        press(field, Qt.Key.Key_V, CTRL)
    copied = dragged(photos[1])
    copied.setText(str(photos[1]))  # as some file managers do
    QGuiApplication.clipboard().setMimeData(copied)
    with qtbot.waitSignal(window.evidence_desk.taken, timeout=20_000):
        press(field, Qt.Key.Key_V, CTRL)
    assert names(window) == ["ภาพที่วาง.png", "1.jpg"]
    assert field.text() == before


def test_words_pasted_into_a_field_are_the_fields_also_beside_a_picture_of_them(
    qtbot: QtBot, window: MainWindow
) -> None:
    field = field_in_focus(qtbot, window)
    cells = QMimeData()
    cells.setText("104")
    cells.setImageData(QImage.fromData(photo(size=(300, 200))))
    QGuiApplication.clipboard().setMimeData(cells)
    field.selectAll()
    press(field, Qt.Key.Key_V, CTRL)
    assert field.text() == "104"
    assert names(window) == []
    page = window.mission_page()
    assert page is not None
    page.note.setFocus()
    QGuiApplication.clipboard().setText("some words")
    press(page.note, Qt.Key.Key_V, CTRL)
    assert page.note.toPlainText() == "some words"


def test_a_picture_on_the_clipboard_is_pasted(qtbot: QtBot, window: MainWindow) -> None:
    image = QImage.fromData(photo(size=(300, 200)))
    QGuiApplication.clipboard().setImage(image)
    with qtbot.waitSignal(window.evidence_desk.taken, timeout=20_000):
        press(strip(window).tiles, Qt.Key.Key_V, CTRL)
    (item,) = strip(window).items()
    assert (item.kind, item.name, item.width) == ("picture", "ภาพที่วาง.png", 300)


def test_copied_files_are_pasted(qtbot: QtBot, window: MainWindow, photos: list[Path]) -> None:
    QGuiApplication.clipboard().setMimeData(dragged(photos[0]))
    with qtbot.waitSignal(window.evidence_desk.taken, timeout=20_000):
        strip(window).paste.click()
    assert names(window) == ["0.jpg"]


def test_pasting_nothing_says_what_to_do(window: MainWindow) -> None:
    QGuiApplication.clipboard().setText("words only")
    strip(window).paste.click()
    assert "คัดลอกภาพ" in strip(window).notice.text.text()


def test_refused_files_are_named_with_the_reason_and_the_others_are_in(
    qtbot: QtBot, window: MainWindow, photos: list[Path], tmp_path: Path
) -> None:
    bad = tmp_path / "bad.jpg"
    bad.write_bytes(b"\xff\xd8\xff" + b"x" * 50)
    taken(qtbot, window, bad, photos[0], tmp_path / "gone.jpg")
    assert names(window) == ["0.jpg"]
    told = strip(window).notice.text.text()
    assert "ไม่ได้เพิ่ม “bad.jpg”" in told
    assert "ไม่ได้เพิ่ม “gone.jpg”" in told


def test_the_same_picture_again_or_from_another_round_is_said(
    qtbot: QtBot, window: MainWindow, photos: list[Path]
) -> None:
    taken(qtbot, window, photos[0])
    taken(qtbot, window, photos[0])
    assert "มีอยู่แล้วในภารกิจนี้" in strip(window).notice.text.text()
    assert len(names(window)) == 1
    window.session.open_round("3")
    assert names(window) == []
    taken(qtbot, window, photos[0])
    assert "เป็นไฟล์เดียวกับที่ใช้แล้วในภารกิจที่ 1 รอบที่ 2" in strip(window).notice.text.text()
    assert len(names(window)) == 1


def test_a_saved_copy_of_what_is_there_is_not_taken_for_new(
    qtbot: QtBot, window: MainWindow, photos: list[Path], tmp_path: Path
) -> None:
    taken(qtbot, window, photos[0])
    copy = tmp_path / "copy.jpg"
    window.evidence_desk.save_copy(strip(window).items()[0], copy)
    taken(qtbot, window, copy)
    assert "“copy.jpg” มีอยู่แล้วในภารกิจนี้" in strip(window).notice.text.text()
    assert len(names(window)) == 1
    window.session.open_round("3")
    taken(qtbot, window, copy)
    assert "เป็นไฟล์เดียวกับที่ใช้แล้วในภารกิจที่ 1 รอบที่ 2" in strip(window).notice.text.text()


def test_a_stopped_taking_in_adds_nothing(
    qtbot: QtBot, window: MainWindow, photos: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    task = None

    def stop(*given: object, **more: object) -> None:
        raise child.Unfit("never")

    monkeypatch.setattr(evidence_desk, "prepare", stop)
    strip(window).take(Offer(tuple(photos)))
    task = strip(window)._task
    assert task is not None
    assert strip(window).cancel.isVisible()
    with qtbot.waitSignal(task.ended, timeout=20_000):
        strip(window).cancel.click()
    assert names(window) == []
    assert "หยุดแล้ว" in strip(window).notice.text.text()
    assert not strip(window).cancel.isVisible()


def test_what_a_stopped_taking_in_had_kept_is_removed_unless_another_keeps_it(
    qtbot: QtBot, window: MainWindow, photos: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    task = None
    prepare = evidence_desk.prepare

    def slow(*given: Any, **more: Any) -> Prepared:
        made = prepare(*given, **more)
        if task is not None:
            task.cancel()  # after the first file is on the disk
        return made

    monkeypatch.setattr(evidence_desk, "prepare", slow)
    files = window.session.store.files
    strip(window).take(Offer(tuple(photos)))
    task = strip(window)._task
    assert task is not None
    with qtbot.waitSignal(task.ended, timeout=20_000):
        pass
    assert list(files.all()) == []

    kept, go_on = Event(), Event()

    def held(*given: Any, **more: Any) -> Prepared:
        made = prepare(*given, **more)
        kept.set()
        assert go_on.wait(20)
        return made

    monkeypatch.setattr(evidence_desk, "prepare", held)
    strip(window).take(Offer(tuple(photos)))
    assert kept.wait(20)
    strip(window).cancel.click()  # the first file is kept; the same ones come at once again
    monkeypatch.setattr(evidence_desk, "prepare", prepare)
    QTimer.singleShot(0, go_on.set)
    taken(qtbot, window, *photos)
    assert all(files.has(item.sha256) and files.has(item.thumb) for item in strip(window).items())
    assert len(names(window)) == 3


def test_closing_while_files_come_in_does_no_harm(qtbot: QtBot, tmp_path: Path, photos: list[Path]) -> None:
    window = show_window(qtbot, open_session(tmp_path / "closing"), tmp_path / "closing")
    window.go(FIRST)
    strip(window).take(Offer(tuple(photos)))
    assert window.close()


def test_what_one_proves_is_asked_where_it_cannot_be_guessed(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(PDF)
    taken(qtbot, window, tmp_path / "a.pdf")
    tiles = strip(window).tiles
    assert tiles.proof_text(tiles.items()[0]) == NOT_SAID
    menu = strip(window).menu_for(tiles.items()[0])
    inner = next(action.menu() for action in menu.actions() if action.text() == "ใช้ยืนยัน")
    next(action for action in inner.actions() if action.text() == "ผู้เรียนรู้ทั้งหมด").trigger()
    menu.deleteLater()
    assert tiles.items()[0].proves == "learners_total"
    assert tiles.proof_text(tiles.items()[0]) == "ยืนยัน ผู้เรียนรู้ทั้งหมด"


# --- arranging ------------------------------------------------------------------------------------------------------


def choose(window: MainWindow, row: int) -> None:
    tiles = strip(window).tiles
    tiles.setFocus()
    tiles.setCurrentIndex(tiles.model().index(row, 0))


def test_delete_removes_with_undo_and_the_removed_can_be_brought_back(
    qtbot: QtBot, window: MainWindow, photos: list[Path]
) -> None:
    taken(qtbot, window, *photos)
    choose(window, 1)
    press(strip(window).tiles, Qt.Key.Key_Delete)
    assert names(window) == ["0.jpg", "2.jpg"]
    window.notice.action.click()
    assert names(window) == ["0.jpg", "1.jpg", "2.jpg"]
    choose(window, 0)
    press(strip(window).tiles, Qt.Key.Key_Delete)
    assert strip(window).removed.text() == "ที่ลบไว้ 1 รายการ"
    menu = strip(window).removed_menu()
    menu.actions()[0].trigger()
    menu.deleteLater()
    assert names(window) == ["0.jpg", "1.jpg", "2.jpg"]
    assert not strip(window).removed.isVisible()


def test_all_chosen_go_with_one_key(qtbot: QtBot, window: MainWindow, photos: list[Path]) -> None:
    taken(qtbot, window, *photos)
    choose(window, 0)
    strip(window).tiles.selectAll()
    press(strip(window).tiles, Qt.Key.Key_Delete)
    assert names(window) == []
    window.act.undo()
    assert len(names(window)) == 3


def test_control_and_an_arrow_change_the_order_and_the_tile_stays_chosen(
    qtbot: QtBot, window: MainWindow, photos: list[Path]
) -> None:
    taken(qtbot, window, *photos)
    choose(window, 0)
    press(strip(window).tiles, Qt.Key.Key_Right, CTRL)
    assert names(window) == ["1.jpg", "0.jpg", "2.jpg"]
    current = strip(window).tiles.current()
    assert current is not None
    assert current.name == "0.jpg"
    press(strip(window).tiles, Qt.Key.Key_Left, CTRL)
    assert names(window) == ["0.jpg", "1.jpg", "2.jpg"]


def test_f2_gives_a_caption(qtbot: QtBot, window: MainWindow, photos: list[Path]) -> None:
    taken(qtbot, window, photos[0])
    choose(window, 0)
    tiles = strip(window).tiles
    press(tiles, Qt.Key.Key_F2)
    line = tiles.viewport().findChild(QLineEdit)
    assert line is not None
    line.setText("กิจกรรมครั้งที่ 1")
    press(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: tiles.items()[0].caption == "กิจกรรมครั้งที่ 1")
    assert window.session.undo_label() == "แก้คำบรรยาย “0.jpg”"


def test_a_caption_that_cannot_be_kept_is_told(qtbot: QtBot, window: MainWindow, photos: list[Path]) -> None:
    taken(qtbot, window, photos[0])
    tiles = strip(window).tiles
    tiles.model().setData(tiles.model().index(0, 0), "ก" + "\u0e49" * 20)
    assert "คำบรรยาย" in window.notice.text.text()
    assert tiles.items()[0].caption == ""


def test_the_strip_is_as_high_as_its_tiles_need(qtbot: QtBot, window: MainWindow, photos: list[Path]) -> None:
    taken(qtbot, window, *photos)
    tiles = strip(window).tiles
    for row in range(3):
        assert tiles.viewport().rect().contains(tiles.visualRect(tiles.model().index(row, 0)))


def test_the_page_follows_the_arrow_keys(qtbot: QtBot, window: MainWindow, photos: list[Path]) -> None:
    taken(qtbot, window, *photos)
    page = window.mission_page()
    assert page is not None
    page.form_scroll.verticalScrollBar().setValue(0)
    window.activateWindow()
    tiles = strip(window).tiles
    tiles.setFocus()
    qtbot.waitUntil(tiles.hasFocus)
    page.form_scroll.verticalScrollBar().setValue(0)
    press(tiles, Qt.Key.Key_Right)
    press(tiles, Qt.Key.Key_Left)
    tile = tiles.visualRect(tiles.currentIndex())
    shown = page.form_scroll.viewport()
    assert shown.rect().contains(tiles.mapTo(shown, tile.center()))


def test_a_screen_reader_hears_what_a_tile_is(qtbot: QtBot, window: MainWindow, photos: list[Path]) -> None:
    taken(qtbot, window, photos[0])
    tiles = strip(window).tiles
    said = tiles.model().data(tiles.model().index(0, 0), Qt.ItemDataRole.AccessibleTextRole)
    assert said == "ภาพที่ 1 · 0.jpg · ยืนยัน การจัดกิจกรรม"


def test_a_missing_file_is_shown_as_such(qtbot: QtBot, window: MainWindow, photos: list[Path], tmp_path: Path) -> None:
    taken(qtbot, window, photos[0])
    (item,) = strip(window).items()
    for name in (item.sha256, item.thumb):
        (tmp_path / "data" / "files" / name[:2] / name).unlink()
    strip(window).tiles._thumbnails.clear()
    assert strip(window).tiles.thumbnail(item) is None
    strip(window).opened.emit(item)
    assert viewer(window).view.image.isNull()


def test_what_was_said_of_one_round_is_not_said_of_another(
    qtbot: QtBot, window: MainWindow, photos: list[Path]
) -> None:
    taken(qtbot, window, photos[0])
    taken(qtbot, window, photos[0])
    assert strip(window).notice.isVisible()
    window.session.open_round("3")
    assert not strip(window).notice.isVisible()


def test_a_submitted_mission_lets_nothing_be_altered(qtbot: QtBot, window: MainWindow, photos: list[Path]) -> None:
    set_facts(window)
    taken(qtbot, window, *photos[:2])
    session = window.session
    rounds.submit(session.store, session.key(FIRST), session.pack, pdf=lambda _: b"%PDF", allow_incomplete=True)
    session.open_round("3")
    session.open_round("2")
    assert strip(window).tiles.locked
    assert not strip(window).add.isVisible()
    choose(window, 0)
    press(strip(window).tiles, Qt.Key.Key_Delete)
    press(strip(window).tiles, Qt.Key.Key_Right, CTRL)
    assert names(window) == ["0.jpg", "1.jpg"]
    assert not drop(window.mission_page(), dragged(photos[2])).isAccepted()
    QGuiApplication.clipboard().setImage(QImage(str(photos[2])))
    strip(window).add_pasted()
    assert "จึงไม่ได้เพิ่มหลักฐาน" in strip(window).notice.text.text()
    assert names(window) == ["0.jpg", "1.jpg"]
    strip(window).opened.emit(strip(window).items()[0])
    assert viewer(window).caption.isReadOnly()
    assert not viewer(window).delete.isVisible()


# --- looking --------------------------------------------------------------------------------------------------------


def test_enter_opens_the_viewer_and_escape_goes_back_to_the_tile(
    qtbot: QtBot, window: MainWindow, photos: list[Path]
) -> None:
    taken(qtbot, window, *photos)
    choose(window, 1)
    press(strip(window).tiles, Qt.Key.Key_Return)
    shown = viewer(window)
    assert shown.isVisible()
    assert shown.title.text() == "ภาพที่ 2 จาก 3"
    assert shown.view.image.width() == 400
    assert "ถ่ายเมื่อ 10 ก.พ. 2567 09.30 น." in shown.facts.text()
    press(shown.view, Qt.Key.Key_Right)
    press(shown.view, Qt.Key.Key_Right)
    assert shown.title.text() == "ภาพที่ 3 จาก 3"
    press(shown.view, Qt.Key.Key_Home)
    assert shown.title.text() == "ภาพที่ 1 จาก 3"
    press(shown.view, Qt.Key.Key_Escape)
    assert not shown.isVisible()
    assert window.place == FIRST
    current = strip(window).tiles.current()
    assert current is not None
    assert current.name == "0.jpg"
    assert window.focusWidget() is strip(window).tiles


def test_the_viewer_fits_or_shows_the_own_size(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    (tmp_path / "wide.jpg").write_bytes(photo(size=(1600, 1200)))
    taken(qtbot, window, tmp_path / "wide.jpg")
    strip(window).opened.emit(strip(window).items()[0])
    view = viewer(window).view
    assert view.horizontalScrollBar().maximum() == view.verticalScrollBar().maximum() == 0
    press(view, Qt.Key.Key_Space)
    assert view.verticalScrollBar().maximum() > 0
    assert viewer(window).size_button.text() == "พอดีจอ"
    before = view.verticalScrollBar().value()
    press(view, Qt.Key.Key_Down)
    assert view.verticalScrollBar().value() > before


def test_the_viewer_keeps_a_caption_and_what_it_proves(qtbot: QtBot, window: MainWindow, photos: list[Path]) -> None:
    taken(qtbot, window, *photos)
    strip(window).opened.emit(strip(window).items()[0])
    shown = viewer(window)
    press(shown.view, Qt.Key.Key_F2)
    shown.caption.setText("ภาพแรก")
    shown.step(1)
    assert strip(window).items()[0].caption == "ภาพแรก"
    assert shown.title.text() == "ภาพที่ 2 จาก 3"
    shown.proof.setCurrentIndex(shown.proof.findData("learners_applied"))
    shown.proof.activated.emit(shown.proof.currentIndex())
    assert strip(window).items()[1].proves == "learners_applied"


def test_removing_in_the_viewer_goes_on_to_the_next_and_closes_after_the_last(
    qtbot: QtBot, window: MainWindow, photos: list[Path]
) -> None:
    taken(qtbot, window, *photos[:2])
    strip(window).opened.emit(strip(window).items()[0])
    press(viewer(window).view, Qt.Key.Key_Delete)
    assert viewer(window).title.text() == "ภาพที่ 1 จาก 1"
    press(viewer(window).view, Qt.Key.Key_Delete)
    assert not viewer(window).isVisible()


def test_tab_stays_inside_the_viewer(qtbot: QtBot, window: MainWindow, photos: list[Path]) -> None:
    taken(qtbot, window, photos[0])
    strip(window).opened.emit(strip(window).items()[0])
    for _ in range(20):
        press(window.focusWidget(), Qt.Key.Key_Tab)
        focus = window.focusWidget()
        assert focus is viewer(window) or viewer(window).isAncestorOf(focus)


def test_another_page_closes_the_viewer(qtbot: QtBot, window: MainWindow, photos: list[Path]) -> None:
    taken(qtbot, window, photos[0])
    strip(window).opened.emit(strip(window).items()[0])
    window.go("home")
    window.go(FIRST)
    assert not viewer(window).isVisible()


def test_a_copy_is_saved(
    qtbot: QtBot, window: MainWindow, photos: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken(qtbot, window, photos[0])
    (item,) = strip(window).items()
    monkeypatch.setattr(strip(window), "ask_copy", lambda _item: tmp_path / "copy.jpg")
    strip(window).save_copy(item)
    assert (tmp_path / "copy.jpg").read_bytes() == window.session.store.files.read(item.sha256)
    monkeypatch.setattr(strip(window), "ask_copy", lambda _item: tmp_path / "no" / "such" / "folder.jpg")
    strip(window).save_copy(item)
    assert "บันทึกสำเนาไม่ได้" in window.notice.text.text()


def test_every_control_has_a_name(qtbot: QtBot, window: MainWindow, photos: list[Path]) -> None:
    taken(qtbot, window, photos[0])
    strip(window).opened.emit(strip(window).items()[0])
    for button in (viewer(window).back, viewer(window).on):
        assert button.accessibleName()
    for widget in (viewer(window).caption, viewer(window).proof, viewer(window).view, strip(window).tiles):
        assert widget.accessibleName()


def test_the_office_may_keep_where_a_photo_was_taken(qtbot: QtBot, window: MainWindow, photos: list[Path]) -> None:
    window.go("settings")
    page = window.shown_page()
    assert isinstance(page, SettingsPage)
    assert page.place.value() is True
    press(page.place, Qt.Key.Key_Right)
    window.go(FIRST)
    taken(qtbot, window, photos[0])
    assert strip(window).items()[0].place == "13.690,101.070"
    strip(window).opened.emit(strip(window).items()[0])
    assert "ตำแหน่งโดยประมาณ 13.690, 101.070" in viewer(window).facts.text()


def test_a_key_brings_files_from_anywhere_in_the_mission(
    qtbot: QtBot, window: MainWindow, photos: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(strip(window), "ask_files", lambda: photos)
    with qtbot.waitSignal(window.evidence_desk.taken, timeout=20_000):
        window.actions_by_id["evidence"].trigger()
    assert len(names(window)) == 3
    window.go("home")
    window.actions_by_id["evidence"].trigger()
    assert "เปิดภารกิจก่อน" in window.notice.text.text()
