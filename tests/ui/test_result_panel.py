"""The panel of a result: what is missing, what cannot be read, and every condition in few words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from cdd_desktop.ui.main_window import MainWindow
from cdd_desktop.ui.mission_page import MissionPage
from cdd_desktop.ui.text import ThaiLabel
from tests.ui.kit import type_text
from tests.ui.office import FIRST, open_session, show_window


@pytest.fixture
def page(qtbot: QtBot, tmp_path: Path) -> Iterator[MissionPage]:
    made: MainWindow = show_window(qtbot, open_session(tmp_path), tmp_path)
    made.go(FIRST)
    page = made.mission_page()
    assert page is not None
    yield page
    made.close()


def facts_of(part: QWidget) -> list[str]:
    return [str(link.property("fact")) for link in part.findChildren(QPushButton) if not link.isHidden()]


def fill(page: MissionPage, text: str) -> None:
    line = page.fields["learners_total"].editor.inputs()[0]
    assert isinstance(line, QLineEdit)
    line.setFocus()
    line.selectAll()
    type_text(line, text)
    page.leave()


def test_a_text_that_cannot_be_read_is_not_said_to_be_missing(page: MissionPage) -> None:
    fill(page, "12x")
    assert facts_of(page.panel.unread) == ["learners_total"]
    assert "learners_total" not in facts_of(page.panel.missing)
    assert "learners_applied" in facts_of(page.panel.missing)
    fill(page, "12")
    assert page.panel.unread.isHidden()


def test_an_open_condition_says_once_that_nothing_is_known(page: MissionPage) -> None:
    said = [label.text() for label in page.panel.findChildren(ThaiLabel)]
    assert "ยังไม่ทราบ" in said
    assert not [text for text in said if text.count("ยังไม่ทราบ") > 1]
