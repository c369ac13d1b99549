"""A report of a problem tells where, never what was entered."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from cdd_desktop.ui.crash import LOG_NAME
from cdd_desktop.ui.main_window import MainWindow
from cdd_desktop.ui.problem_report import problem_text, show_report
from tests.ui.office import DISTRICT, FIRST, open_session, show_window

LOG = """2024-02-17 12:00:00,123 WARNING cdd_desktop.store cannot write /home/somsri/data/cdd.db
2024-02-17 12:01:00,456 ERROR cdd_desktop.ui.crash unexpected error
CDD Desktop 1.0
builtins.ValueError
  session.py:120 commit
invalid literal 'ความลับ 98765'
"""


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    session = open_session(tmp_path)
    shown = show_window(qtbot, session, tmp_path)
    session.commit(FIRST, "learners_total", "98765")
    session.flush()
    session.set_note(FIRST, "บันทึกลับ")
    (tmp_path / LOG_NAME).write_text(LOG, encoding="utf-8")
    yield shown
    shown.close()


def test_the_report_holds_no_fact_name_or_path(window: MainWindow, tmp_path: Path) -> None:
    text = problem_text(window.session, tmp_path)
    private = ["98765", "98,765", "บันทึกลับ", "ความลับ", "somsri", str(tmp_path), DISTRICT.name, DISTRICT.head]
    assert [word for word in private if word in text] == []


def test_the_report_says_where_and_how_many(window: MainWindow, tmp_path: Path) -> None:
    lines = problem_text(window.session, tmp_path).splitlines()
    assert "2024-02-17 12:00:00 WARNING cdd_desktop.store" in lines
    assert "  session.py:120 commit" in lines
    assert "builtins.ValueError" in lines
    assert any(line.startswith("round 2: missions 11, begun 1") for line in lines)


def test_what_is_shown_is_what_is_saved(window: MainWindow, tmp_path: Path) -> None:
    saved: list[Path] = []
    out = tmp_path / "report.txt"
    show_report(window.sheet, "เนื้อหา\n", saved.append, window.show_error, lambda _sheet: out)
    made = window.sheet.findChild(QPushButton, "saveProblem")
    assert isinstance(made, QPushButton)
    made.click()
    assert out.read_text(encoding="utf-8") == "เนื้อหา\n"
    assert saved == [out]


def test_the_help_menu_opens_it(window: MainWindow) -> None:
    window.actions_by_id["problem"].trigger()
    assert window.sheet.isVisible()
    assert window.sheet.findChild(QPushButton, "saveProblem") is not None
