"""The guided tour, walked through as a new clerk would."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cdd_desktop.clock import FixedClock
from cdd_desktop.demo import MOMENT, make_demo
from cdd_desktop.store import Store
from cdd_desktop.store.people import first_people, people, sign_in
from cdd_desktop.ui.main_window import MainWindow
from cdd_desktop.ui.session import Session
from cdd_desktop.ui.theme import apply_theme
from cdd_desktop.ui.tour import PLACE, Tour, load_steps
from cdd_desktop.ui.tour_card import area_in
from tests.ui.kit import press
from tests.ui.office import FIRST, packs, show_window

VERBS = {"place", "fact", "sheet", "undone", "sent", "may_certify", "certified"}


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    clock = FixedClock(MOMENT)
    make_demo(tmp_path / "demo", clock)
    store = Store.open(tmp_path / "demo", clock)
    first_people(store)
    session = Session(store, packs(), clock, demo=True)
    session.know_people()
    session.open_round("2")
    shown = show_window(qtbot, session, tmp_path / "demo")
    qtbot.waitUntil(lambda: shown.tour.running)
    yield shown
    shown.close()


def go_to(tour: Tour, title: str) -> None:
    while tour.step.title != title:
        tour.go_on()


def test_every_step_can_be_read_and_completed_and_every_control_is_there(qtbot: QtBot, window: MainWindow) -> None:
    steps = load_steps()
    assert 12 <= len(steps) <= 18
    assert all(step.title and step.text for step in steps)
    assert {step.done.partition(" ")[0] for step in steps if step.done} == VERBS
    tour, window_only = window.tour, {"certifyButton"}  # is there once something is sent
    for at, step in enumerate(steps):
        tour.start(at)
        assert tour.card.isVisible()
        if step.target and step.target not in window_only:
            qtbot.waitUntil(lambda: tour.target() is not None)


def test_a_step_is_done_by_doing_it_and_never_goes_on_by_itself(qtbot: QtBot, window: MainWindow) -> None:
    tour = window.tour
    go_to(tour, "เปิดภารกิจ")
    assert not tour.done
    window.go(FIRST)
    qtbot.waitUntil(lambda: tour.done)
    assert tour.step.title == "เปิดภารกิจ"
    assert "ทำแล้ว" in tour.card.state.text()
    tour.card.go_on.click()
    window.session.commit(FIRST, "learners_applied", "90")
    qtbot.waitUntil(lambda: tour.done)
    go_to(tour, "เลิกทำได้เสมอ")
    window.act.undo()
    qtbot.waitUntil(lambda: tour.done)


def test_the_head_is_asked_for_before_certifying(qtbot: QtBot, window: MainWindow) -> None:
    tour, store = window.tour, window.session.store
    officer = next(one for one in people(store) if one.role.value == "clerk")
    sign_in(store, officer.id)
    go_to(tour, "เปลี่ยนเป็นหัวหน้า")
    tour._look()
    assert not tour.done
    sign_in(store, people(store)[0].id)
    qtbot.waitUntil(lambda: tour.done)


def test_where_the_person_stopped_is_kept_and_what_was_put_aside_stays_aside(window: MainWindow) -> None:
    tour, session = window.tour, window.session
    go_to(tour, "หลักฐาน")
    assert session.local(PLACE) == tour.at
    tour.card.closed.emit()
    assert not tour.running
    assert not tour.card.isVisible()
    tour.offer()
    assert not tour.running
    stopped = tour.at
    window.take_tour()
    assert (tour.running, tour.at) == (True, stopped)


def test_after_the_last_step_the_menu_begins_anew(window: MainWindow) -> None:
    tour = window.tour
    tour.start(len(tour.steps) - 1)
    tour.card.go_on.click()
    assert not tour.running
    window.take_tour()
    assert (tour.running, tour.at) == (True, 0)


def test_escape_on_the_card_puts_it_aside(window: MainWindow) -> None:
    window.tour.card.go_on.setFocus()
    press(window.tour.card.go_on, Qt.Key.Key_Escape)
    assert not window.tour.running


def test_the_card_stands_beside_the_control_and_inside_a_small_window(window: MainWindow) -> None:
    tour = window.tour
    for size in ((1366, 768), (910, 512)):
        window.resize(*size)
        for at in range(len(tour.steps)):
            tour.start(at)
            QApplication.processEvents()
            tour._look()
            over = tour.card.parentWidget()
            assert over is not None
            assert over.rect().contains(tour.card.geometry()), (size, tour.step.title)
            small = area_in(tour.target(), over)
            if small is not None and small.width() * small.height() < 60_000:
                assert not tour.card.geometry().intersects(small), (size, tour.step.title)


def test_a_new_theme_does_not_end_it(window: MainWindow) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    apply_theme(app, "dark")
    QApplication.processEvents()
    assert window.tour.running
    apply_theme(app, "light")
