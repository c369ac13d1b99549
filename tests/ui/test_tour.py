"""The guided tour, walked through as a new clerk would."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from cdd_desktop.clock import FixedClock
from cdd_desktop.demo import MOMENT, make_demo
from cdd_desktop.store import Store
from cdd_desktop.store.documents import documents
from cdd_desktop.store.people import first_people, people, sign_in
from cdd_desktop.ui.main_window import MainWindow
from cdd_desktop.ui.session import Session
from cdd_desktop.ui.theme import apply_theme
from cdd_desktop.ui.tour import FOLDED, PLACE, Tour, load_steps
from cdd_desktop.ui.tour_card import area_in
from tests.ui.kit import press
from tests.ui.office import FIRST, packs, show_window

VERBS = {"place", "fact", "evidence", "sheet", "undone", "sent", "may_certify", "certified", "numbered"}


@pytest.fixture
def usual_size() -> Iterator[None]:
    """Give the tests that follow the usual size back."""
    yield
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    apply_theme(app, "light", 100)


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
    assert not tour.card.state.isVisible()
    window.go(FIRST)
    qtbot.waitUntil(lambda: tour.done)
    assert tour.step.title == "เปิดภารกิจ"
    assert tour.card.state.isVisible()
    tour.card.go_on.click()
    window.session.commit(FIRST, "learners_applied", "90")
    qtbot.waitUntil(lambda: tour.done)
    go_to(tour, "เลิกทำได้เสมอ")
    window.act.undo()
    qtbot.waitUntil(lambda: tour.done)


def test_evidence_and_letters_are_learned_by_doing_too(qtbot: QtBot, window: MainWindow) -> None:
    tour, session = window.tour, window.session
    go_to(tour, "หลักฐาน")
    tour._look()
    assert not tour.done
    page = window.mission_page()
    assert page is not None
    assert window.evidence_desk.set_caption(page.evidence.strip.items()[0], "ภาพจากการลองใช้งาน")
    qtbot.waitUntil(lambda: tour.done)
    go_to(tour, "หนังสือและเลขที่")
    tour._look()
    assert not tour.done
    qtbot.waitUntil(lambda: tour.target() is not None)
    button = tour.target()
    assert isinstance(button, QPushButton)
    before = len(documents(session.store))
    button.click()
    assert len(documents(session.store)) == before + 1
    qtbot.waitUntil(lambda: tour.done)


def test_the_next_step_closes_the_sheet_that_would_cover_it(window: MainWindow) -> None:
    go_to(window.tour, "ถ้าได้เพิ่มอีก…")
    window.act.show_what_if()
    window.tour.go_on()
    assert not window.sheet.isVisible()


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


def test_f6_leads_to_the_card(window: MainWindow) -> None:
    window.header.rounds.setFocus()
    window.act.next_area(-1)
    assert window.focusWidget() is window.tour.card.go_on
    window.act.next_area(1)
    assert window.focusWidget() is window.header.rounds


def test_escape_on_the_card_puts_it_aside(window: MainWindow) -> None:
    window.tour.card.go_on.setFocus()
    press(window.tour.card.go_on, Qt.Key.Key_Escape)
    assert not window.tour.running


@pytest.mark.usefixtures("usual_size")
@pytest.mark.parametrize(("size", "zoom"), [((1366, 768), 100), ((910, 512), 100), ((1366, 768), 200)])
def test_the_card_covers_nothing_and_cuts_no_word(
    qtbot: QtBot, window: MainWindow, size: tuple[int, int], zoom: int
) -> None:
    app, tour = QApplication.instance(), window.tour
    assert isinstance(app, QApplication)
    apply_theme(app, "light", zoom)
    window.resize(*size)
    over = tour.card.parentWidget()
    assert over is not None
    for at, step in enumerate(tour.steps):
        tour.start(at)
        QApplication.processEvents()
        tour._look()
        card = tour.card.geometry()
        assert over.rect().contains(card), step.title
        assert not card.intersects(QRect(window.stack.mapTo(over, QPoint(0, 0)), window.stack.size())), step.title
        text = tour.card.text
        qtbot.waitUntil(lambda text=text: text.height() >= text.heightForWidth(text.width()), timeout=2000)
        small = area_in(tour.target(), over)
        assert small is None or not card.intersects(small), step.title


def test_the_card_is_folded_to_one_line_and_stays_so(qtbot: QtBot, window: MainWindow) -> None:
    tour = window.tour
    whole, room = tour.card.height(), window.stack.height()
    qtbot.keyClick(window, Qt.Key.Key_F9, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: tour.card.height() < whole)
    assert not tour.card.text.isVisible()
    assert window.stack.height() > room
    tour.go_on()
    assert tour.card.title.isVisible()
    assert not tour.card.text.isVisible()
    again = Tour(window, window).card
    qtbot.addWidget(again)
    assert again.text.isHidden()
    tour.card.fold_button.click()
    assert tour.card.text.isVisible()
    assert window.session.local(FOLDED) is False


def test_a_new_theme_does_not_end_it(window: MainWindow) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    apply_theme(app, "dark")
    QApplication.processEvents()
    assert window.tour.running
    apply_theme(app, "light")
