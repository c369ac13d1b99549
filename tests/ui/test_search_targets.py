"""What Ctrl+K finds in an office, and where each find leads."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cdd_desktop.clock import FixedClock
from cdd_desktop.demo import MOMENT, make_demo
from cdd_desktop.store import Store, documents, people
from cdd_desktop.store.evidence import evidence_in
from cdd_desktop.ui.documents_page import DocumentsPage
from cdd_desktop.ui.main_window import MainWindow
from cdd_desktop.ui.search import Target, find
from cdd_desktop.ui.search_targets import search_targets
from cdd_desktop.ui.session import Session
from tests.ui.office import FIRST, packs, show_window


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo") / "data"
    make_demo(folder, FixedClock(MOMENT))
    with Store.open(folder, FixedClock(MOMENT)) as store:
        documents.register(store, 17, MOMENT.date(), "รายงานผลการดำเนินงาน", "นายอำเภอบ้านตัวอย่าง")
    return folder


@pytest.fixture
def window(qtbot: QtBot, demo: Path) -> Iterator[MainWindow]:
    clock = FixedClock(MOMENT)
    session = Session(Store.open(demo, clock), packs(), clock)
    session.know_people()
    session.open_round("2")
    shown = show_window(qtbot, session, demo)
    yield shown
    shown.close()


def best(window: MainWindow, words: str, group: str) -> Target:
    """Return the best find of a kind."""
    return next(target for target in find(search_targets(window), words) if target.group == group)


def test_every_kind_of_thing_is_found(window: MainWindow) -> None:
    groups = {target.group for target in search_targets(window)}
    assert groups == {
        "ภารกิจ",
        "คำสั่ง",
        "รอบ",
        "เอกสาร",
        "ผู้ใช้งาน",
        "ช่อง",
        "วิธีใช้",
        "หลักฐาน",
        "ทะเบียนหนังสือ",
    }


def test_without_words_only_missions_commands_and_rounds_are_offered(window: MainWindow) -> None:
    window.act.search()
    offered = {target.group for target in window.palette_search.shown()}
    assert offered == {"ภารกิจ", "คำสั่ง", "รอบ"}


def test_a_person_takes_the_keyboard_or_is_shown_in_the_settings(window: MainWindow) -> None:
    other = next(one for one in people.people(window.session.store) if one.id != window.session.store.person)
    change, show = [target for target in search_targets(window) if target.text == other.name]
    change.run()
    assert window.session.store.person == other.id
    show.run()
    assert window.place == "settings"


def test_a_number_of_the_register_is_found_by_number_and_subject(window: MainWindow) -> None:
    assert best(window, "17 รายงาน", "ทะเบียนหนังสือ").text == best(window, "นายอำเภอ ๒๕๖๗", "ทะเบียนหนังสือ").text
    best(window, "เลขที่ 17", "ทะเบียนหนังสือ").run()
    page = window.shown_page()
    assert isinstance(page, DocumentsPage)
    assert page.register.search.text() == "17"


def test_a_caption_leads_to_its_picture(window: MainWindow) -> None:
    session = window.session
    item = next(
        one for one in evidence_in(session.store, session.pack.id, "2") if one.caption and one.key.indicator == FIRST
    )
    best(window, item.caption, "หลักฐาน").run()
    page = window.mission_page()
    assert page is not None
    current = page.evidence.strip.tiles.current()
    assert page.indicator.id == FIRST
    assert current is not None
    assert current.id == item.id


def test_papers_letters_rounds_and_help_are_opened(qtbot: QtBot, window: MainWindow) -> None:
    best(window, "บันทึกข้อความ", "เอกสาร").run()
    assert window.place == "letter"
    best(window, "รอบที่ 3", "รอบ").run()
    assert window.session.round_id == "3"
    best(window, "กู้คืน", "วิธีใช้").run()
    assert window.sheet.isVisible()
    best(window, "สรุปผล", "เอกสาร").run()
    qtbot.waitUntil(lambda: window.place == "preview", timeout=20_000)


def test_the_search_shows_what_fits_what_is_typed(window: MainWindow) -> None:
    window.act.search()
    window.palette_search.line.setText("โคก")
    QApplication.processEvents()
    assert window.palette_search.shown()[0].text.endswith("โคก หนอง นา")
