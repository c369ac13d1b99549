"""Two quarters in one window: each with its own rounds, forms and data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from cdd_desktop.clock import FixedClock
from cdd_desktop.store import Store
from cdd_desktop.ui.main_window import MainWindow
from cdd_desktop.ui.session import Session
from tests.ui.office import DISTRICT, FIRST, NOON, open_session, packs, show_window

OLD = "2567-q2"
NEW = "2568-q2"


def two_quarters(folder: Path, moment: datetime = NOON) -> Session:
    """Open a folder with this year's pack and one of a year later."""
    (old,) = packs().values()
    new = replace(
        old, id=NEW, period_title="ไตรมาสที่ 2 (ปีถัดไป)", period_start=date(2025, 1, 1), period_end=date(2025, 3, 31)
    )
    clock = FixedClock(moment)
    store = Store.open(folder, clock)
    if store.office() is None:
        store.set_office(DISTRICT)
    return Session(store, {OLD: old, NEW: new}, clock)


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    shown = show_window(qtbot, two_quarters(tmp_path), tmp_path)
    yield shown
    shown.close()


def test_the_quarter_that_has_begun_is_opened_first(tmp_path: Path) -> None:
    session = two_quarters(tmp_path)
    assert session.pack.id == OLD
    session.close()
    later = two_quarters(tmp_path, datetime(2025, 2, 1, 9, 0))
    assert later.pack.id == NEW
    later.close()


def test_the_list_of_rounds_offers_both_quarters_and_opens_them_with_their_own_data(window: MainWindow) -> None:
    window.go(FIRST)
    page = window.mission_page()
    assert page is not None
    page.fields["learners_total"].editor.take(104)
    window.header.round_chosen.emit("2", NEW)
    other = window.mission_page()
    assert other is not None
    assert other is not page
    assert other.fields["learners_total"].editor.value() is None
    assert window.header.period.text() == "ไตรมาสที่ 2 (ปีถัดไป)"

    other.fields["learners_total"].editor.take(7)
    window.header.round_chosen.emit("2", OLD)
    back = window.mission_page()
    assert back is not None
    assert back.fields["learners_total"].editor.value() == 104
    words = [action.text() for action in window.header.rounds.menu().actions()]
    assert "ไตรมาสที่ 2 (ปีถัดไป)" in words


def test_the_quarter_that_was_open_is_open_again(tmp_path: Path) -> None:
    session = two_quarters(tmp_path)
    session.open_round("3", NEW)
    session.close()
    again = two_quarters(tmp_path)
    assert (again.pack.id, again.round_id) == (NEW, "3")
    again.close()
    alone = open_session(tmp_path)  # the pack that was open is not there any more
    assert alone.pack.id == OLD
    alone.close()
