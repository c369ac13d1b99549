"""Rounds side by side."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from cdd_desktop.ui.bars import Bars
from cdd_desktop.ui.compare_page import ComparePage
from cdd_desktop.ui.main_window import MainWindow
from cdd_desktop.ui.rounds_side_by_side import entries_of, grade_changes, lines_of
from cdd_desktop.ui.session import Session
from cdd_desktop.ui.text import ThaiLabel
from tests.ui.office import FIRST, open_session, show_window


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    session = open_session(tmp_path)
    shown = show_window(qtbot, session, tmp_path)
    for round_id, applied in (("1", "60"), ("2", "90")):
        session.open_round(round_id)
        for fact, value in (("activity_held", True), ("learners_total", "100"), ("learners_applied", applied)):
            session.commit(FIRST, fact, value)
    yield shown
    shown.close()


def test_each_round_stands_beside_the_one_before(window: MainWindow) -> None:
    session: Session = window.session
    indicator = session.pack.indicator_by_id[FIRST]
    entries = entries_of(session, indicator)
    (*_, applied) = lines_of(indicator, entries)
    assert [(cell.text, cell.change, cell.rise) for cell in applied.cells[:2]] == [("60", "", 0), ("90", "+30", 1)]
    assert applied.cells[2].text == ""
    results = [None if entry.untouched else entry.result for entry in entries]
    assert grade_changes(results, indicator)[:3] == [0, 1, 0]


def test_a_mission_is_compared_with_a_chart(window: MainWindow) -> None:
    window.go(FIRST)
    window.pages.open_compare()
    page = window.shown_page()
    assert isinstance(page, ComparePage)
    assert page.choice.currentData() == FIRST
    charts = [bars.accessibleName() for bars in page.card.findChildren(Bars)]
    assert any("รอบที่ 1 60" in words and "รอบที่ 2 90" in words for words in charts)
    assert any(label.text() == "+30" for label in page.card.findChildren(ThaiLabel))


def test_all_missions_show_how_many_reached_the_best_level(window: MainWindow) -> None:
    window.go("home")
    window.pages.open_compare()
    page = window.shown_page()
    assert isinstance(page, ComparePage)
    bars = page.card.findChildren(Bars)[-1]
    assert list(bars._values[:2]) == [Fraction(0), Fraction(1)]
