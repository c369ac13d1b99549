"""A day at a PC whose clock is wrong: nothing stops, nothing is lost, and people are told."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from cdd_desktop import clock as clock_module
from cdd_desktop.clock import CLOCK_BUDDHIST, CLOCK_IMPLAUSIBLE, SystemClock
from cdd_desktop.store import Store, check, rounds
from cdd_desktop.store.backup import existing
from cdd_desktop.store.submissions import Phase
from cdd_desktop.ui.due_page import DuePage
from cdd_desktop.ui.papers import mission_paper, summary_paper, workbook_paper
from cdd_desktop.ui.session import Session
from tests.store.rounds_kit import FACTS, paper
from tests.ui.office import DISTRICT, FIRST, packs, show_window

YEARS = (1980, 2000, 2068, 2200, 2568)


class WrongTime:
    """Stands in for the time module of the clock; from 2262 on Python's own fails."""

    def __init__(self, year: int) -> None:
        self.year = year

    def time(self) -> float:
        if self.year > 2262:
            raise OverflowError("timestamp too large")
        return datetime(self.year, 3, 1, 5, tzinfo=UTC).timestamp()


@pytest.mark.parametrize("year", YEARS)
def test_a_day_goes_through_whatever_the_clock_says(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, year: int
) -> None:
    monkeypatch.setattr(clock_module, "_time", WrongTime(year))
    clock, folder = SystemClock(), tmp_path / "data"
    store = Store.open(folder, clock)
    store.set_office(DISTRICT)
    session = Session(store, packs(), clock)
    session.open_round("2")
    window = show_window(qtbot, session, folder)
    for place in ("home", FIRST, "documents", "history", "settings", "channels", "compare"):
        window.go(place)
    for fact, value in FACTS.items():
        session.commit(FIRST, fact, value if isinstance(value, bool) else str(value))
    session.flush()
    for made in (mission_paper(session, session.pack.indicator_by_id[FIRST]), summary_paper(session)):
        made.write(tmp_path / "a.pdf")
        assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")
    workbook_paper(session).write(tmp_path / "a.xlsx")
    key = session.key(FIRST)
    rounds.submit(store, key, session.pack, pdf=paper)
    store.backup()
    window.close()
    with Store.open(folder, clock) as again:
        assert again.facts(key) == FACTS
        assert rounds.state(again, key).phase is Phase.SUBMITTED
        assert {item.clock for item in again.history(key, "learners_total")} == {
            CLOCK_BUDDHIST if year == 2568 else CLOCK_IMPLAUSIBLE
        }
    assert all(info.intact() for info in existing(folder))
    report = check(folder, clock)
    assert report.ok, report.lines


def test_a_clock_that_cannot_be_right_is_told_and_counts_no_days(qtbot: QtBot, tmp_path: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock_module, "_time", WrongTime(2000))
        store = Store.open(tmp_path, SystemClock())
        store.set_office(DISTRICT)
        session = Session(store, packs(), SystemClock())
        window = show_window(qtbot, session, tmp_path)
        assert "นาฬิกา" in window.header.due.text()
        assert "เหลือ" not in window.header.due.text()
        window.go("due")
        page = window.shown_page()
        assert isinstance(page, DuePage)
        assert "นาฬิกาเครื่องผิด" in page.count.text()
        window.close()
