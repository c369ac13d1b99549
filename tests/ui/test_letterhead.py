"""What stands on the office's letters, set once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from pytestqt.qtbot import QtBot

from cdd_desktop.reports.office_letters import letterhead, number_prefix
from cdd_desktop.ui.letterhead_card import LetterheadCard
from cdd_desktop.ui.main_window import MainWindow
from cdd_desktop.ui.settings_page import SettingsPage
from tests.ui.office import open_session, show_window


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    shown = show_window(qtbot, open_session(tmp_path / "data"), tmp_path / "data")
    shown.go("settings")
    yield shown
    shown.close()


def card(window: MainWindow) -> LetterheadCard:
    page = window.shown_page()
    assert isinstance(page, SettingsPage)
    return page.letterhead


def test_words_are_kept_when_the_page_is_left(window: MainWindow) -> None:
    shown = card(window)
    shown.lines["prefix"].setText("ฉช 0019")
    shown.texts["signer_position"].setPlainText("นายอำเภอตัวอย่าง")
    shown.texts["place"].setPlainText("ที่ว่าการอำเภอ\n\nถนนตัวอย่าง")
    window.go("home")
    store = window.session.store
    assert number_prefix(store) == "ฉช 0019"
    assert letterhead(store).signer_position == "นายอำเภอตัวอย่าง"
    assert letterhead(store).place == ("ที่ว่าการอำเภอ", "ถนนตัวอย่าง")


def test_an_empty_telephone_is_the_offices(window: MainWindow) -> None:
    session = window.session
    assert session.office is not None
    session.set_office(replace(session.office, phone="038 000 000"))
    window.go("home")
    window.go("settings")
    phone = card(window).lines["phone"]
    assert (phone.text(), phone.placeholderText()) == ("", "038 000 000")
    assert letterhead(session.store).phone == "038 000 000"

    phone.setText("038 111 111")
    card(window).leave()
    assert letterhead(session.store).phone == "038 111 111"
    phone.setText("")
    card(window).leave()
    assert letterhead(session.store).phone == "038 000 000"
    assert phone.text() == ""


def test_the_office_supplies_its_garuda_and_takes_it_back(window: MainWindow, tmp_path: Path) -> None:
    shown = card(window)
    file = tmp_path / "garuda.png"
    Image.effect_mandelbrot((300, 330), (-3, -2.5, 2, 2.5), 20).save(file)
    shown.ask_picture = lambda: file
    shown.choose.click()
    assert letterhead(window.session.store).garuda
    assert not shown.picture.isHidden()
    shown.remove.click()
    assert not letterhead(window.session.store).garuda


def test_a_file_that_is_no_picture_is_refused_in_words(window: MainWindow, tmp_path: Path) -> None:
    shown = card(window)
    file = tmp_path / "garuda.png"
    file.write_bytes(b"no picture")
    shown.ask_picture = lambda: file
    shown.choose.click()
    assert not letterhead(window.session.store).garuda
    assert window.notice.text.text()
