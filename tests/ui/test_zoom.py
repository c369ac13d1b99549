"""How large everything is: chosen, remembered, and nothing cut at any size on an office PC's screen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QRect, QSize
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from cdd_desktop.clock import FixedClock
from cdd_desktop.demo import MOMENT, make_demo
from cdd_desktop.store import Store
from cdd_desktop.ui import theme
from cdd_desktop.ui.controls import Segmented
from cdd_desktop.ui.frame import Look, read_look, write_look
from cdd_desktop.ui.main_window import MainWindow
from cdd_desktop.ui.page import CHANNELS, COMPARE, DOCUMENTS, HISTORY, HOME, LETTER, SETTINGS
from cdd_desktop.ui.session import Session
from cdd_desktop.ui.settings_page import SettingsPage
from cdd_desktop.ui.zoom import LEVELS, next_level, px, zoom
from tests.ui.office import FIRST, packs, show_window

PAGES = (HOME, FIRST, "thai_fabric", "moral_organisation", DOCUMENTS, SETTINGS, HISTORY, LETTER, CHANNELS, COMPARE)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo") / "data"
    make_demo(folder, FixedClock(MOMENT))
    return folder


@pytest.fixture
def window(qapp: QApplication, qtbot: QtBot, demo: Path) -> Iterator[MainWindow]:
    clock = FixedClock(MOMENT)
    session = Session(Store.open(demo, clock), packs(), clock)
    session.know_people()
    session.open_round("2")
    shown = show_window(qtbot, session, demo)
    shown.zoom_chosen.connect(lambda percent: theme.apply_theme(qapp, "light", percent))
    yield shown
    shown.close()
    theme.apply_theme(qapp, "light", 100)


def settle() -> None:
    for _ in range(4):
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()


def test_levels_are_stepped_through_and_end_at_both_ends() -> None:
    assert [next_level(level, 1) for level in LEVELS] == [100, 110, 125, 150, 175, 200, 200]
    assert [next_level(level, -1) for level in LEVELS] == [90, 90, 100, 110, 125, 150, 175]
    assert next_level(133, 1) == 110


def test_keys_make_everything_larger_and_as_usual_again(window: MainWindow) -> None:
    window.go(HOME)
    before = window.header.search.height(), window.header.office.font().pixelSize(), window.navigation.width()
    for name in ("zoomIn", "zoomIn", "zoomIn"):
        window.actions_by_id[name].trigger()
    settle()
    assert zoom() == 150
    after = window.header.search.height(), window.header.office.font().pixelSize(), window.navigation.width()
    assert all(large >= 1.4 * small for small, large in zip(before, after, strict=True))
    window.actions_by_id["zoomUsual"].trigger()
    settle()
    assert before == (window.header.search.height(), window.header.office.font().pixelSize(), window.navigation.width())


def test_a_page_that_was_made_before_grows_like_one_made_after(window: MainWindow) -> None:
    window.go(FIRST)
    window.go(HOME)
    window.actions_by_id["zoom_200"].trigger()
    settle()
    window.go(FIRST)
    settle()
    page = window.mission_page()
    assert page is not None
    assert page.findChildren(Segmented)[0].height() == px(theme.FIELD_HEIGHT) == 72
    fresh = Segmented()
    assert fresh.sizeHint() == page.findChildren(Segmented)[0].size()


def test_in_the_preview_the_keys_turn_to_the_paper(qtbot: QtBot, window: MainWindow) -> None:
    window.act.paper("preview", FIRST)
    qtbot.waitUntil(lambda: window.place == "preview", timeout=30_000)
    view = window.pages.preview().view
    before = view.zoom
    window.actions_by_id["zoomIn"].trigger()
    assert zoom() == 100
    assert view.zoom > before


def test_no_size_in_pixels_is_set_past_the_zoom() -> None:
    set_in_pixels = re.compile(r"\.set(?:Fixed|Minimum|Maximum)(?:Width|Height|Size)\((?:[A-Z_]{3,}|\d{2,})")
    found = [
        f"{file.name}: {line.strip()}"
        for file in sorted(Path(theme.__file__).parent.glob("*.py"))
        for line in file.read_text(encoding="utf-8").splitlines()
        if set_in_pixels.search(line) and "setMinimumSize(720, 440)" not in line  # the window's own least size
    ]
    assert found == []


def test_the_size_is_kept_beside_the_data_and_an_old_file_is_read(tmp_path: Path) -> None:
    write_look(tmp_path, Look("", "dark", 150))
    assert read_look(tmp_path).zoom == 150
    (tmp_path / "window.json").write_text('{"geometry": "", "theme": "dark"}', encoding="utf-8")
    assert read_look(tmp_path) == Look("", "dark", 100)


def test_the_settings_offer_the_sizes_too(window: MainWindow) -> None:
    window.go(SETTINGS)
    page = window.shown_page()
    assert isinstance(page, SettingsPage)
    assert page.size_choice.currentData() == 100
    page.size_choice.setCurrentIndex(page.size_choice.findData(125))
    page.size_choice.activated.emit(page.size_choice.currentIndex())
    assert zoom() == 125


def test_a_size_that_is_not_offered_counts_as_usual(qapp: QApplication) -> None:
    theme.apply_theme(qapp, "light", 1000)
    assert zoom() == 100


@pytest.mark.parametrize("percent", [90, 125, 150, 200])
def test_no_page_is_wider_than_the_window_and_no_word_of_a_control_is_cut(window: MainWindow, percent: int) -> None:
    window.actions_by_id[f"zoom_{percent}"].trigger()
    cut = []
    for place in PAGES:
        window.go(place)
        settle()
        page = window.shown_page()
        assert page is not None
        cut += [f"{place}: {found}" for widget in (window.header, page) for found in cut_in(widget)]
        cut += [f"{place}: wider by {more}" for more in too_wide(page)]
    assert not cut


def too_wide(page: QWidget) -> Iterator[int]:
    """Yield how many pixels lie outside of a scroll area that scrolls downwards only."""
    for area in page.findChildren(QScrollArea):
        held = area.widget()
        if area.isVisible() and held is not None and held.width() > area.viewport().width():
            yield held.width() - area.viewport().width()


def cut_in(page: QWidget) -> Iterator[str]:
    """Yield buttons and fields in sight that are smaller than what they say."""
    for widget in page.findChildren(QWidget):
        if not widget.isVisible() or not isinstance(widget, QAbstractButton | QLineEdit):
            continue
        metrics = QFontMetricsF(widget.font())
        need = QSize(0, round(metrics.height()))
        if isinstance(widget, QPushButton) and widget.text():
            words = metrics.size(0, widget.text()).toSize()
            need = QSize(
                words.width() + (widget.iconSize().width() if not widget.icon().isNull() else 0), words.height()
            )
        if not QRect(0, 0, widget.width() + 1, widget.height() + 1).contains(QRect(0, 0, need.width(), need.height())):
            yield f"{type(widget).__name__} {widget.text()} {widget.size()} {need}"
