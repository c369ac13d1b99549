"""A workbook that came back, in the window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtWidgets import QCheckBox
from pytestqt.qtbot import QtBot

from cdd_desktop.reports.excel import passport
from cdd_desktop.ui.main_window import MainWindow
from cdd_desktop.ui.papers import workbook_paper
from cdd_desktop.ui.readback_page import ReadbackPage
from tests.ui.office import FIRST, open_session, show_window

EDITS = {"learners_total": 110, "learners_applied": "หลายคน", "activity_held": None}


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    session = open_session(tmp_path / "data")
    shown = show_window(qtbot, session, tmp_path / "data")
    session.open_round("2")
    for fact, value in (("activity_held", True), ("learners_total", "104"), ("learners_applied", "80")):
        session.commit(FIRST, fact, value)
    yield shown
    shown.close()


@pytest.fixture
def workbook(window: MainWindow, tmp_path: Path) -> Path:
    """Return the round's workbook, changed elsewhere."""
    out = tmp_path / "กลับมา.xlsx"
    workbook_paper(window.session).write(out)
    book = openpyxl.load_workbook(out)
    for row in book.worksheets[1].iter_rows():
        name = str(row[-1].value or "").rpartition("/")[2]
        if name in EDITS and str(row[-1].value).startswith(passport.KEY):
            row[1].value = EDITS[name]
    book.save(out)
    return out


def read(qtbot: QtBot, window: MainWindow, path: Path) -> ReadbackPage:
    window.readback.read(path)
    qtbot.waitUntil(lambda: window.place == "readback", timeout=10_000)
    page = window.shown_page()
    assert isinstance(page, ReadbackPage)
    return page


def facts(window: MainWindow) -> dict[str, object]:
    return dict(window.session.store.facts(window.session.key(FIRST)))


def test_nothing_changes_until_the_person_takes_the_rows(qtbot: QtBot, window: MainWindow, workbook: Path) -> None:
    page = read(qtbot, window, workbook)
    before = facts(window)
    assert {row.fact.id: (box.isChecked(), box.isEnabled()) for row, box in page.boxes} == {
        "activity_held": (False, True),
        "learners_total": (True, True),
        "learners_applied": (False, False),
    }
    assert page.take_button.text() == "รับ 1 ช่อง"
    window.back()
    assert facts(window) == before
    assert window.place == "home"


def test_what_is_taken_is_one_action_that_can_be_undone(qtbot: QtBot, window: MainWindow, workbook: Path) -> None:
    page = read(qtbot, window, workbook)
    page.all_button.click()
    assert page.take_button.text() == "รับ 2 ช่อง"
    page.take_button.click()
    assert facts(window) == {"learners_total": 110, "learners_applied": 80}
    assert window.session.undo_label() == "อ่านจากสมุดงาน Excel 2 ช่อง"
    window.act.undo()
    assert facts(window) == {"activity_held": True, "learners_total": 104, "learners_applied": 80}


def test_the_grade_follows_what_is_ticked(qtbot: QtBot, window: MainWindow, workbook: Path) -> None:
    page = read(qtbot, window, workbook)
    ((_, shape),) = page._after
    with_total = shape.look()
    for box in page.findChildren(QCheckBox):
        box.setChecked(False)
    assert not page.take_button.isEnabled()
    assert (with_total.level, shape.look().level) == ("C", "B")


def test_the_round_of_the_workbook_is_opened(qtbot: QtBot, window: MainWindow, workbook: Path) -> None:
    window.session.open_round("1")
    read(qtbot, window, workbook)
    assert window.session.round_id == "2"


def test_a_workbook_nobody_touched_says_so(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    workbook_paper(window.session).write(tmp_path / "b.xlsx")
    page = read(qtbot, window, tmp_path / "b.xlsx")
    assert page.boxes == []
    assert not page.take_button.isVisible()


def test_another_file_is_refused_in_words(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    (tmp_path / "x.xlsx").write_bytes(b"%PDF-1.7")
    window.readback.read(tmp_path / "x.xlsx")
    qtbot.waitUntil(lambda: "ไม่ใช่สมุดงาน" in window.notice.text.text(), timeout=10_000)
