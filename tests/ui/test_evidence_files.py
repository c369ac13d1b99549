"""Files among the evidence: pages of PDF looked at, others opened as a copy; tiles put in order by the mouse."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from cdd_desktop.store import evidence
from cdd_desktop.store.evidence import Evidence
from cdd_desktop.ui import evidence_desk
from cdd_desktop.ui.evidence_desk import Offer
from cdd_desktop.ui.evidence_tiles import EvidenceTiles
from cdd_desktop.ui.evidence_viewer import EvidenceViewer
from cdd_desktop.ui.main_window import MainWindow
from cdd_desktop.ui.mission_evidence import MissionEvidence
from tests.store.pictures_kit import office_file, photo
from tests.store.test_paper_pages import LOCKED, paper
from tests.ui.kit import CTRL, press
from tests.ui.office import FIRST, open_session, show_window

SHEET = office_file("xl/workbook.xml")


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    shown = show_window(qtbot, open_session(tmp_path / "data"), tmp_path / "data")
    shown.go(FIRST)
    yield shown
    shown.close()


def desk(window: MainWindow) -> MissionEvidence:
    page = window.mission_page()
    assert page is not None
    return page.evidence


def viewer(window: MainWindow) -> EvidenceViewer:
    return desk(window).viewer


def tiles(window: MainWindow) -> EvidenceTiles:
    return desk(window).strip.tiles


def names(window: MainWindow) -> list[str]:
    return [item.name for item in desk(window).strip.items()]


def bring(qtbot: QtBot, window: MainWindow, folder: Path, **contents: bytes) -> None:
    """Bring files of these contents; a name's last ``_`` stands for its dot."""
    paths = []
    for name, data in contents.items():
        path = folder / ".".join(name.rsplit("_", 1))
        path.write_bytes(data)
        paths.append(path)
    with qtbot.waitSignal(window.evidence_desk.taken, timeout=20_000):
        desk(window).strip.take(Offer(tuple(paths)))


def look_at(window: MainWindow, row: int) -> EvidenceViewer:
    desk(window).strip.opened.emit(desk(window).strip.items()[row])
    return viewer(window)


# --- PDF ------------------------------------------------------------------------------------------------------------


def test_the_pages_of_a_pdf_are_looked_at(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    bring(qtbot, window, tmp_path, a_pdf=paper((595, 842), (842, 595)))
    shown = look_at(window, 0)
    qtbot.waitUntil(lambda: not shown.view.image.isNull(), timeout=20_000)
    assert shown.view.image.height() > shown.view.image.width()
    assert shown.page_number.text() == "หน้า 1 จาก 2"
    press(shown.view, Qt.Key.Key_PageDown)
    qtbot.waitUntil(lambda: shown.view.image.height() < shown.view.image.width(), timeout=20_000)
    assert shown.page_number.text() == "หน้า 2 จาก 2"
    assert not shown.page_on.isEnabled()
    assert shown.size_button.text() == "เต็มความกว้าง"
    press(shown.view, Qt.Key.Key_Space)
    assert shown.view.verticalScrollBar().maximum() > 0
    assert shown.view.verticalScrollBar().value() == 0


def test_a_page_that_comes_late_is_not_shown_over_another_picture(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    bring(qtbot, window, tmp_path, a_pdf=paper((595, 842)), b_jpg=photo(size=(400, 300)))
    shown = look_at(window, 0)
    task = shown._drawing
    assert task is not None
    shown.step(1)
    assert task.cancelled
    qtbot.wait(300)
    assert shown.view.image.width() == 400
    assert not shown.page_number.isVisible()


@pytest.mark.parametrize(("data", "words"), [(LOCKED, "รหัสผ่าน"), (b"%PDF-1.7 nothing", "เสีย")])
def test_a_pdf_that_cannot_be_shown_says_why(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, data: bytes, words: str
) -> None:
    bring(qtbot, window, tmp_path, a_pdf=data)
    shown = look_at(window, 0)
    qtbot.waitUntil(lambda: words in shown.view._words, timeout=20_000)
    assert shown.outside.isVisible()


# --- other files ----------------------------------------------------------------------------------------------------


@pytest.fixture
def opened(window: MainWindow) -> list[Path]:
    """What was handed to the system."""
    handed: list[Path] = []
    window.evidence_desk.outside.opens = lambda path: handed.append(path) is None
    return handed


def test_a_workbook_says_what_it_is_and_opens_as_a_copy_that_cannot_be_written(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, opened: list[Path]
) -> None:
    bring(qtbot, window, tmp_path, ทะเบียน_xlsx=SHEET)
    shown = look_at(window, 0)
    assert shown.stack.currentWidget() is shown.card
    assert shown.card.name.text() == "ทะเบียน.xlsx"
    assert "XLSX" in shown.card.words.text()
    assert window.focusWidget() is shown.card.open
    shown.card.open.click()
    (path,) = opened
    assert (path.name, path.read_bytes()) == ("ทะเบียน.xlsx", SHEET)
    assert not path.stat().st_mode & stat.S_IWRITE
    assert not path.is_relative_to(window.session.store.data_dir)
    assert "เปิดสำเนา" in window.notice.text.text()
    shown.card.open.click()
    assert opened[1] == path


def test_a_photo_opens_outside_as_the_jpeg_that_it_is(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, opened: list[Path]
) -> None:
    bring(qtbot, window, tmp_path, แปลง_png=photo())
    shown = look_at(window, 0)
    press(shown.view, Qt.Key.Key_Return, CTRL)
    assert [path.name for path in opened] == ["แปลง.jpg"]


@pytest.mark.parametrize("name", ["a.exe", "a.xlsm", "a.pdf", "../../a.bat", "a.pdf.lnk"])
def test_what_is_not_what_it_should_be_is_never_handed_to_the_system(
    window: MainWindow, opened: list[Path], name: str
) -> None:
    """A record from another PC may name a program."""
    store, key = window.session.store, window.session.key(FIRST)
    sha256 = store.files.add(b"MZ\x90\0 a program")
    store.put("evidence", None, Evidence(key, sha256, "file", name, order=1).to_fields(), key=key.parts)
    (item,) = evidence.evidence_of(store, key)
    window.evidence_desk.open_outside(item)
    assert opened == []
    assert "ไม่เปิด" in window.notice.text.text()


def test_no_program_for_it_is_said(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    window.evidence_desk.outside.opens = lambda _path: False
    bring(qtbot, window, tmp_path, a_docx=SHEET)
    window.evidence_desk.open_outside(desk(window).strip.items()[0])
    assert "ไม่มีโปรแกรมที่เปิด" in window.notice.text.text()


def test_a_file_that_is_gone_says_what_to_do(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    bring(qtbot, window, tmp_path, a_docx=SHEET)
    (item,) = desk(window).strip.items()
    (window.session.store.data_dir / "files" / item.sha256[:2] / item.sha256).unlink()
    shown = look_at(window, 0)
    assert "หายไป" in shown.card.words.text()
    assert "กู้คืนจากสำเนาสำรอง" in shown.card.words.text()
    assert not shown.card.open.isVisible()


# --- a narrow window ------------------------------------------------------------------------------------------------


def test_in_a_narrow_window_buttons_keep_their_names(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    bring(qtbot, window, tmp_path, a_jpg=photo())
    window.resize(700, 400)
    shown = look_at(window, 0)
    for made in (shown.size_button, shown.outside, shown.copy, shown.delete):
        assert made.text() == ""
        assert made.accessibleName()
        assert made.toolTip()
    assert shown.proof.y() > shown.caption.y()
    assert shown.proof.isVisible()


# --- order by the mouse ---------------------------------------------------------------------------------------------


def drag_to(window: MainWindow, rows: list[int], where: QPoint) -> None:
    """Hold some tiles above a place of the tiles, then let them go."""
    view = tiles(window)
    data = view.hold([view.items()[row] for row in rows])
    drop(view, data, where)


def drop(view: EvidenceTiles, data: QMimeData, where: QPoint) -> QDropEvent:
    move, left, none = Qt.DropAction.MoveAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(view.viewport(), QDragEnterEvent(where, move, data, left, none))
    QApplication.sendEvent(view.viewport(), QDragMoveEvent(where, move, data, left, none))
    event = QDropEvent(QPointF(where), move, data, left, none)
    QApplication.sendEvent(view.viewport(), event)
    return event


@pytest.fixture
def three(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> MainWindow:
    bring(qtbot, window, tmp_path, **{f"{at}_jpg": photo(turn=at, size=(300, 200)) for at in range(3)})
    return window


def left_of(window: MainWindow, row: int) -> QPoint:
    return tiles(window).visualRect(tiles(window).model().index(row, 0)).center() - QPoint(30, 0)


def right_of(window: MainWindow, row: int) -> QPoint:
    return left_of(window, row) + QPoint(60, 0)


def test_a_tile_is_put_where_it_is_let_go(three: MainWindow) -> None:
    drag_to(three, [0], right_of(three, 1))
    assert names(three) == ["1.jpg", "0.jpg", "2.jpg"]
    drag_to(three, [2], left_of(three, 0))
    assert names(three) == ["2.jpg", "1.jpg", "0.jpg"]
    three.act.undo()
    assert names(three) == ["1.jpg", "0.jpg", "2.jpg"]


def test_several_go_together_and_after_the_last_is_the_end(three: MainWindow) -> None:
    drag_to(three, [0, 1], QPoint(tiles(three).viewport().width() - 2, 20))
    assert names(three) == ["2.jpg", "0.jpg", "1.jpg"]


def test_a_drag_from_elsewhere_does_not_change_the_order(three: MainWindow) -> None:
    data = QMimeData()
    data.setText("text")
    assert not drop(tiles(three), data, left_of(three, 0)).isAccepted()
    assert names(three) == ["0.jpg", "1.jpg", "2.jpg"]


def test_a_double_click_opens_the_picture_and_on_its_words_the_caption(three: MainWindow) -> None:
    view = tiles(three)
    tile = view.visualRect(view.model().index(1, 0))
    QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=tile.center() - QPoint(0, 30))
    assert viewer(three).isVisible()
    viewer(three).close_viewer()
    QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=tile.bottomLeft() + QPoint(30, -40))
    assert not viewer(three).isVisible()
    assert view.viewport().findChild(QLineEdit) is not None


# --- a folder that is too much --------------------------------------------------------------------------------------


def test_more_files_than_are_taken_at_once_are_said(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evidence_desk, "MOST_FILES", 2)
    folder = tmp_path / "many"
    folder.mkdir()
    for at in range(3):
        (folder / f"{at}.pdf").write_bytes(paper((99, 99 + at)))
    with qtbot.waitSignal(window.evidence_desk.taken, timeout=20_000):
        desk(window).strip.take(Offer((folder,)))
    assert names(window) == ["0.pdf", "1.pdf"]
    assert "ไฟล์แรก" in desk(window).strip.notice.text.text()
