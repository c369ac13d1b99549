"""A workbook that came back, in the window."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QCheckBox
from pytestqt.qtbot import QtBot

from cdd_desktop.clock import FixedClock
from cdd_desktop.reports.excel import passport
from cdd_desktop.reports.readback import Sort
from cdd_desktop.ui.main_window import MainWindow
from cdd_desktop.ui.papers import workbook_paper
from cdd_desktop.ui.readback_page import ReadbackPage
from tests.ui.office import DISTRICT, FIRST, open_session, show_window

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
    return filled(window, tmp_path, EDITS)


def filled(window: MainWindow, folder: Path, edits: Mapping[str, object]) -> Path:
    """Return the round's workbook with other values in cells of the first mission."""
    out = folder / "กลับมา.xlsx"
    workbook_paper(window.session).write(out)
    book = openpyxl.load_workbook(out)
    for row in book.worksheets[1].iter_rows():
        name = str(row[-1].value or "").rpartition("/")[2]
        if name in edits and str(row[-1].value).startswith(passport.KEY):
            row[1].value = edits[name]
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
    (card,) = page.cards
    shape = card.after
    with_total = shape.look()
    for box in page.findChildren(QCheckBox):
        box.setChecked(False)
    assert not page.take_button.isEnabled()
    assert (with_total.level, shape.look().level) == ("C", "B")


def test_a_workbook_of_another_round_is_read_once_that_round_is_opened(
    qtbot: QtBot, window: MainWindow, workbook: Path
) -> None:
    window.session.open_round("1")
    window.readback.read(workbook)
    qtbot.waitUntil(lambda: "รอบที่ 2" in window.notice.text.text(), timeout=10_000)
    assert (window.session.round_id, window.place) == ("1", "home")
    window.notice.action.click()
    assert (window.session.round_id, window.place) == ("2", "readback")


def test_what_is_undone_while_the_rows_are_shown_is_compared_anew(
    qtbot: QtBot, window: MainWindow, workbook: Path
) -> None:
    page = read(qtbot, window, workbook)
    assert page.chosen()[0].old == 104
    window.session.flush()
    window.act.undo()
    window.act.undo()
    assert "learners_total" not in facts(window)
    row = next(row for row, _ in page.boxes if row.fact.id == "learners_total")
    assert (row.old, row.new, row.sort) == (None, 110, Sort.BOTH)
    assert page.chosen() == [], "what both sides changed is for the person to choose"


def test_a_mission_is_ticked_and_unticked_as_a_whole(qtbot: QtBot, window: MainWindow, workbook: Path) -> None:
    page = read(qtbot, window, workbook)
    (card,) = page.cards
    assert not card.whole.isChecked()
    card.whole.click()
    assert [row.fact.id for row in page.chosen()] == ["activity_held", "learners_total"]
    card.whole.click()
    assert (page.chosen(), page.take_button.isEnabled()) == ([], False)


def test_what_stayed_the_same_is_counted_and_shown_when_asked_for(
    qtbot: QtBot, window: MainWindow, workbook: Path
) -> None:
    page = read(qtbot, window, workbook)
    assert len(page.cards) == 1
    page.cards[0].whole.click()
    page.same_button.click()
    assert len(page.cards) == 11
    assert len(page.chosen()) == 2, "the ticks stay"
    page.same_button.click()
    assert len(page.cards) == 1


def test_values_that_cannot_be_together_are_told_before_they_are_taken(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    out = filled(window, tmp_path, {"learners_applied": 900})
    page = read(qtbot, window, out)
    (card,) = page.cards
    told = card.problem
    qtbot.waitUntil(told.isVisible)  # a widget put into a page in sight is shown by the event loop
    assert "หลังรับค่าแล้ว" in told.text()
    card.boxes[0][1].setChecked(False)
    assert not told.isVisible()


def test_a_workbook_dropped_on_the_window_is_read(qtbot: QtBot, window: MainWindow, workbook: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(workbook))])
    where, left, none = QPointF(600, 400), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(where.toPoint(), Qt.DropAction.CopyAction, data, left, none)
    window.dragEnterEvent(enter)
    assert enter.isAccepted()
    window.dropEvent(QDropEvent(where, Qt.DropAction.CopyAction, data, left, none))
    qtbot.waitUntil(lambda: window.place == "readback", timeout=10_000)


def test_who_only_looks_on_reads_nothing_back(
    window: MainWindow, workbook: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(window.session), "may_enter", False)
    window.readback.read(workbook)
    assert "ดูได้อย่างเดียว" in window.notice.text.text()


def test_a_quarter_that_is_over_takes_nothing(
    qtbot: QtBot, window: MainWindow, workbook: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(window.session, "closed", True)
    page = read(qtbot, window, workbook)
    assert page.chosen() == []
    assert not any(box.isEnabled() for _, box in page.boxes)
    assert any("ผ่านไปแล้ว" in row.why for row, _ in page.boxes)


def test_a_workbook_of_last_year_is_taken_once_its_round_was_opened_for_a_reason(
    qtbot: QtBot, window: MainWindow, workbook: Path
) -> None:
    session = window.session
    following = replace(session.pack, id="2568-q2", period_start=date(2025, 1, 1), period_end=date(2025, 3, 31))
    session.packs = {**session.packs, following.id: following}
    session.clock = session.store.clock = FixedClock(datetime(2025, 2, 1, 9, 0))
    session.know_people()
    session.set_person(DISTRICT.head)
    assert read(qtbot, window, workbook).chosen() == []
    window.back()
    session.reopen("จังหวัดให้แก้")
    read(qtbot, window, workbook).take_button.click()
    assert facts(window)["learners_total"] == 110
    session.close_again()
    window.act.undo()
    assert "ผ่านไปแล้ว" in window.notice.text.text()
    assert facts(window)["learners_total"] == 110


def test_a_workbook_nobody_touched_says_so(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    workbook_paper(window.session).write(tmp_path / "b.xlsx")
    page = read(qtbot, window, tmp_path / "b.xlsx")
    assert page.boxes == []
    assert not page.take_button.isVisible()


def test_another_file_is_refused_in_words(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    (tmp_path / "x.xlsx").write_bytes(b"%PDF-1.7")
    window.readback.read(tmp_path / "x.xlsx")
    qtbot.waitUntil(lambda: "ไม่ใช่สมุดงาน" in window.notice.text.text(), timeout=10_000)
