"""The help: every topic is there, hangs together, and is the one of where the person is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from cdd_desktop.store import Damaged
from cdd_desktop.ui import help as texts
from cdd_desktop.ui.failure import FailurePage
from cdd_desktop.ui.frame import Frame
from cdd_desktop.ui.help import Links, Picture
from cdd_desktop.ui.help_sheet import HelpPicture, show_contents, show_topic
from cdd_desktop.ui.main_window import MainWindow
from cdd_desktop.ui.page import PLACES
from cdd_desktop.ui.text import ThaiLabel
from cdd_desktop.ui.widgets import SideSheet
from tests.ui.kit import press
from tests.ui.office import FIRST, open_session, show_window

TOPICS = texts.contents().topics
MOST_BYTES = 2_000_000


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    shown = show_window(qtbot, open_session(tmp_path), tmp_path)
    yield shown
    shown.close()


def read(window: MainWindow) -> str:
    """Return the words of the sheet that is open."""
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return "\n".join(label.text() for label in window.sheet.page.findChildren(ThaiLabel))


def test_every_text_is_named_once_in_the_contents() -> None:
    files = {file.stem for file in texts.folder().glob("*.md")}
    assert set(TOPICS) == files
    assert len(TOPICS) == len(set(TOPICS))


@pytest.mark.parametrize("name", TOPICS)
def test_links_lead_to_topics_and_pictures_are_there(name: str) -> None:
    blocks = texts.topic(name).blocks
    ways = [topic for block in blocks if isinstance(block, Links) for _, topic in block.ways]
    assert set(ways) <= set(TOPICS)
    assert name not in ways
    for block in blocks:
        if isinstance(block, Picture):
            assert (texts.folder() / "pictures" / block.file).is_file(), block.file
    assert not re.search(r"\]\(|^#", texts.topic(name).words, re.MULTILINE)


def test_the_pictures_are_small_and_each_is_used() -> None:
    files = list((texts.folder() / "pictures").glob("*.png"))
    assert sum(file.stat().st_size for file in files) < MOST_BYTES
    shown = {block.file for name in TOPICS for block in texts.topic(name).blocks if isinstance(block, Picture)}
    readme = (texts.folder().parent.parent / "README.md").read_text(encoding="utf-8")
    assert {file.name for file in files} == shown | set(re.findall(r"pictures/([\w-]+\.png)", readme))
    for file in files:
        with Image.open(file) as picture:
            assert picture.mode == "P", file.name


def test_every_page_has_a_text_of_its_own() -> None:
    for place in PLACES:
        assert texts.topic_for([place]) != texts.MISSION, place
    assert texts.topic_for([FIRST]) == texts.MISSION


def test_the_names_of_controls_that_have_a_text_are_not_mistyped(window: MainWindow) -> None:
    known = texts.contents()
    assert set(known.here.values()) <= set(TOPICS)
    source = "".join(file.read_text(encoding="utf-8") for file in Path(texts.__file__).parent.glob("*.py"))
    for name in known.here:
        assert f'setObjectName("{name}")' in source or f'"{name}"' in source, name


def test_f1_opens_the_text_of_the_page(window: MainWindow) -> None:
    for place, title in (("home", "หน้าหลัก"), (FIRST, "กรอกภารกิจ"), ("documents", "เอกสาร"), ("history", "ประวัติ")):
        window.go(place)
        window.actions_by_id["help"].trigger()
        assert window.sheet.isVisible()
        assert title in read(window).split("\n")
        window.sheet.close_sheet()


def test_f1_in_a_card_opens_the_text_of_the_card(window: MainWindow) -> None:
    window.go("settings")
    settings = window.shown_page()
    assert settings is not None
    settings.backups.now.setFocus()  # type: ignore[attr-defined]
    window.act.show_help()
    assert "สำเนาสำรองและการกู้คืน" in read(window)


def test_links_and_contents_lead_through_the_whole_help(qtbot: QtBot, window: MainWindow) -> None:
    show_contents(window.sheet)
    titles = {texts.topic(name).title for name in TOPICS}
    assert titles <= {made.text() for made in window.sheet.page.findChildren(QPushButton)}
    show_topic(window.sheet, "home")
    read(window)
    way = next(made for made in window.sheet.page.findChildren(QPushButton) if made.text() == "กรอกภารกิจ")
    way.click()
    qtbot.waitUntil(lambda: "ค่าที่อ่านไม่ได้" in read(window))
    back = window.sheet.focusWidget()
    assert isinstance(back, QPushButton)
    back.click()
    qtbot.waitUntil(lambda: window.sheet.title.text() == "วิธีใช้: สารบัญ")


def test_f1_explains_what_stands_in_the_place_of_the_window(qtbot: QtBot, tmp_path: Path) -> None:
    frame = Frame(tmp_path)
    qtbot.addWidget(frame)
    page = FailurePage(Damaged("อ่านบางส่วนไม่ได้"), tmp_path)
    frame.hold(page)
    frame.show()
    for _ in range(2):
        press(page.retry, Qt.Key.Key_F1)
    sheets = page.findChildren(SideSheet)
    assert len(sheets) == 1
    words = [label.text() for label in sheets[0].page.findChildren(ThaiLabel)]
    assert "เมื่อไฟล์ข้อมูลเสียหาย" in words


def test_a_picture_is_as_wide_as_the_sheet_at_most_and_keeps_its_shape(qtbot: QtBot) -> None:
    block = next(one for one in texts.topic("home").blocks if isinstance(one, Picture))
    shown = HelpPicture(block)
    qtbot.addWidget(shown)
    with Image.open(texts.folder() / "pictures" / block.file) as picture:
        wide, high = picture.size
    for width in (300, 360, 2000):
        expected = high / wide * min(width, wide / 1.5)
        assert abs(shown.heightForWidth(width) - expected) <= 2
    assert block.words in shown.accessibleName()
