"""Rounds side by side."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from cdd_desktop.criteria.loader import load_source
from cdd_desktop.store import rounds
from cdd_desktop.ui.bars import Bars
from cdd_desktop.ui.compare_page import ComparePage
from cdd_desktop.ui.main_window import MainWindow
from cdd_desktop.ui.rounds_side_by_side import Column, Span, columns_of, grade_changes, lines_of, slots_of, spans
from cdd_desktop.ui.session import Session
from cdd_desktop.ui.text import ThaiLabel
from tests.ui.office import FIRST, open_session, show_window
from tests.ui.test_quarters import NEW, OLD, two_quarters


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


def columns(session: Session, span: Span = Span.QUARTER) -> list[Column | None]:
    indicator = session.pack.indicator_by_id[FIRST]
    return columns_of(session, indicator, slots_of(session, span, [indicator]), span)


def test_each_round_stands_beside_the_one_before(window: MainWindow) -> None:
    session: Session = window.session
    indicator = session.pack.indicator_by_id[FIRST]
    found = columns(session)
    (*_, applied) = lines_of(indicator, found)
    assert [(cell.text, cell.change, cell.rise) for cell in applied.cells[:2]] == [("60", "", 0), ("90", "+30", 1)]
    assert applied.cells[2].text == ""
    results = [column.entry.result if column and column.given else None for column in found]
    assert grade_changes(results, indicator)[:3] == [0, 1, 0]


def test_what_changed_is_told_of_the_figures_that_stand_there(window: MainWindow) -> None:
    session: Session = window.session
    for round_id, given in (("1", (104, 84)), ("2", (104, 80))):  # 80.769… and 76.923…, both cut to two decimals
        session.open_round(round_id)
        for fact, value in zip(("learners_total", "learners_applied"), given, strict=True):
            session.commit(FIRST, fact, value)
    lines = lines_of(session.pack.indicator_by_id[FIRST], columns(session))
    cells = next(line.cells for line in lines if line.unit == "ร้อยละ")
    assert [(cell.text, cell.change) for cell in cells[:2]] == [("80.76", ""), ("76.92", "−3.84")]


def test_what_was_submitted_stands_as_it_was_and_what_is_open_by_todays_criteria(window: MainWindow) -> None:
    session: Session = window.session
    session.flush()
    rounds.submit(session.store, session.key(FIRST, "1"), session.pack, pdf=lambda _: b"%PDF")
    source = session.pack.source.replace("revision: 1", "revision: 2")
    for before, now in ((80, 95), (70, 55)):
        source = source.replace(f"applied_percent, at_least: {before}", f"applied_percent, at_least: {now}")
    newer = load_source(session.pack.id, source)
    session.packs = {newer.id: newer}
    session.pack = newer
    for lost in (False, True):
        session._entries._criteria.clear()  # as after a restart
        session.reload()
        first, second = columns(session)[:2]
        assert first is not None
        assert second is not None
        assert (first.sent, first.look.level) == (True, "D")  # 60 per cent would be a C by now
        assert first.entry.result.recorded == lost
        assert (second.sent, second.look.level) == (False, "B")  # 90 per cent was an A before
        for name in session.store.files.all():  # the paper, and the criteria of that time
            (session.store.data_dir / "files" / name[:2] / name).unlink()


def test_the_same_rounds_of_two_years_stand_beside_each_other(qtbot: QtBot, tmp_path: Path) -> None:
    session = two_quarters(tmp_path)
    for pack, applied in ((OLD, 60), (NEW, 90)):
        session.open_round("2", pack)
        session.commit(FIRST, "learners_applied", applied)
    indicator = session.pack.indicator_by_id[FIRST]
    assert spans(session) == list(Span)
    slots = slots_of(session, Span.YEARS, [indicator])
    assert [slot.key for slot in slots] == [(OLD, "1"), (NEW, "1"), (OLD, "2"), (NEW, "2"), (OLD, "3"), (NEW, "3")]
    (*_, applied) = lines_of(indicator, columns_of(session, indicator, slots, Span.YEARS))
    assert [cell.text for cell in applied.cells] == ["", "", "60", "90", "", ""]
    assert [slot.key[0] for slot in slots_of(session, Span.ALL, [indicator])] == [OLD] * 3 + [NEW] * 3
    shown = show_window(qtbot, session, tmp_path)
    shown.pages.open_compare()
    page = shown.shown_page()
    assert isinstance(page, ComparePage)
    page.span.setCurrentIndex(page.span.findData(Span.YEARS.name))
    assert any("ปี 2567" in label.text() for label in page.card.findChildren(ThaiLabel))
    shown.close()


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
