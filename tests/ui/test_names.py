"""Every control that the keyboard reaches says what it is, for people who cannot see it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from cdd_desktop.clock import FixedClock
from cdd_desktop.criteria.model import Indicator
from cdd_desktop.demo import MOMENT, make_demo
from cdd_desktop.store import Damaged, Store, people
from cdd_desktop.store.people import Role
from cdd_desktop.ui.failure import FailurePage
from cdd_desktop.ui.first_start import FirstStartPage
from cdd_desktop.ui.main_window import MainWindow
from cdd_desktop.ui.page import FIRST, PLACES, PREVIEW, READBACK
from cdd_desktop.ui.session import Session
from cdd_desktop.ui.settings_page import SettingsPage
from tests.ui.office import packs, show_window

MISSION = "khok_nong_na"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo") / "data"
    make_demo(folder, FixedClock(MOMENT))
    return folder


@pytest.fixture
def window(qtbot: QtBot, demo: Path) -> Iterator[MainWindow]:
    clock = FixedClock(MOMENT)
    session = Session(Store.open(demo, clock), packs(), clock)
    session.know_people()
    session.open_round("2")
    head = next(one for one in people.people(session.store) if one.role is Role.HEAD)
    session.set_person(head.id)
    shown = show_window(qtbot, session, demo)
    yield shown
    shown.close()


def nameless(area: QWidget) -> list[str]:
    """Return the controls in sight that take the focus and say nothing."""
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.processEvents()
    found = [area, *area.findChildren(QWidget)]
    return [
        f"{type(widget).__name__} {widget.objectName()} in {type(widget.parentWidget()).__name__}"
        for widget in found
        if widget.isVisible() and widget.focusPolicy() is not Qt.FocusPolicy.NoFocus and not says(widget)
    ]


def says(widget: QWidget) -> bool:
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    # what hands the focus on, or is the inside of a control, is not heard itself
    inner = widget.focusProxy() is not None or widget.objectName().startswith("qt_")
    return bool(widget.accessibleName().strip() or text.strip() or inner)


def test_a_control_without_a_name_is_found(qtbot: QtBot) -> None:
    area = QWidget()
    qtbot.addWidget(area)
    silent = QWidget(area)
    silent.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    area.show()
    assert len(nameless(area)) == 1
    silent.setAccessibleName("ช่องหนึ่ง")
    assert nameless(area) == []


@pytest.mark.parametrize("place", sorted(PLACES - {FIRST, PREVIEW, READBACK}))
def test_every_control_of_a_page_says_what_it_is(window: MainWindow, place: str) -> None:
    window.go(place)
    assert nameless(window) == []


def test_every_field_of_every_mission_says_what_it_is(window: MainWindow) -> None:
    for indicator in window.session.indicators:
        window.go(indicator.id)
        assert nameless(window) == [], indicator.id


def a_mission(window: MainWindow) -> Indicator:
    return window.session.pack.indicator_by_id[MISSION]


def a_person(window: MainWindow) -> str:
    return people.people(window.session.store)[-1].id


SHEETS: dict[str, Callable[[MainWindow], object]] = {
    "source": lambda window: window.act.show_source(),
    "history": lambda window: window.act.show_history(),
    "what if": lambda window: window.act.show_what_if(),
    "problem": lambda window: window.act.show_problem_report(),
    "help": lambda window: window.act.show_help(),
    "contents": lambda window: window.act.show_help_contents(),
    "keys": lambda window: window.act.show_keys(),
    "licences": lambda window: window.act.show_licences(),
    "search": lambda window: window.act.search(),
    "sending": lambda window: window.round.do("submit", a_mission(window)),
    "sending the round": lambda window: window.round.submit_round(),
    "a new person": lambda window: window.persons.edit(""),
    "a person": lambda window: window.persons.edit(a_person(window)),
    "tour": lambda window: window.tour.start(),
}


@pytest.mark.parametrize("name", SHEETS)
def test_every_control_of_a_sheet_says_what_it_is(window: MainWindow, name: str) -> None:
    window.go(MISSION)
    SHEETS[name](window)
    assert nameless(window) == []


def test_the_preview_says_what_it_is(qtbot: QtBot, window: MainWindow) -> None:
    window.act.paper("preview", MISSION)
    qtbot.waitUntil(lambda: window.place == PREVIEW, timeout=30_000)
    assert nameless(window) == []


def test_a_picture_in_the_viewer_says_what_it_is(window: MainWindow) -> None:
    window.go(MISSION)
    page = window.mission_page()
    assert page is not None
    page.evidence.strip.opened.emit(page.evidence.strip.items()[0])
    assert nameless(window) == []


@pytest.mark.parametrize("make", [FirstStartPage, lambda: FailurePage(Damaged("อ่านบางส่วนไม่ได้"), Path("data"))])
def test_what_stands_in_the_place_of_the_window_says_what_it_is(qtbot: QtBot, make: Callable[[], QWidget]) -> None:
    page = make()
    qtbot.addWidget(page)
    page.show()
    assert nameless(page) == []


def test_the_steps_to_encryption_say_what_they_are(window: MainWindow) -> None:
    window.go("settings")
    page = window.shown_page()
    assert isinstance(page, SettingsPage)
    page.encryption.start.click()
    assert nameless(window) == []


@pytest.mark.parametrize("place", sorted(PLACES - {FIRST, PREVIEW, READBACK}))
def test_no_two_buttons_of_a_page_say_the_same(window: MainWindow, place: str) -> None:
    window.go(place)
    page = window.shown_page()
    assert page is not None
    QApplication.processEvents()
    said = Counter(
        button.accessibleName() or button.text()
        for button in page.findChildren(QPushButton)
        if button.isVisible() and button.focusPolicy() is not Qt.FocusPolicy.NoFocus
    )
    assert [name for name, times in said.items() if times > 1] == []
