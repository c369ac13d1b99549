"""The strip along the top: what is due is said as far as there is room, and never cut."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cdd_desktop.store import rounds
from cdd_desktop.ui.header import DueLabel
from cdd_desktop.ui.text import text_width
from cdd_desktop.ui.theme import apply_theme
from tests.ui.office import open_session, show_window


@pytest.fixture
def usual_size() -> Iterator[QApplication]:
    """Give the tests that follow the usual size back."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    yield app
    apply_theme(app, "light", 100)


TEXTS = ("ส่งภายใน 20 ก.พ. 2567 — เหลือ 3 วัน (2 วันทำการ)", "เหลือ 3 วัน (2 วันทำการ)", "เหลือ 3 วัน")


@pytest.mark.parametrize(("shown", "spare"), [(0, 4), (1, 4), (2, 4), (2, -20)])
def test_the_longest_text_that_has_room_is_shown(qtbot: QtBot, shown: int, spare: int) -> None:
    label = DueLabel()
    qtbot.addWidget(label)
    label.show_due(TEXTS)
    label.resize(text_width(TEXTS[shown], label.font()) + spare, 30)
    label.show()
    assert label.text() == TEXTS[shown]
    assert label.accessibleName() == TEXTS[0]


def test_a_round_that_is_sent_is_not_called_late(qtbot: QtBot, tmp_path: Path) -> None:
    session = open_session(tmp_path, moment=datetime(2024, 3, 18, 9, 0))
    window = show_window(qtbot, session, tmp_path)
    session.open_round("2")
    assert "เลยกำหนด" in window.header.due.text()
    for at, mission in enumerate(session.indicators, 1):
        key = session.key(mission.id)
        rounds.submit(session.store, key, session.pack, pdf=lambda _: b"%PDF", allow_incomplete=True)
        session.reload([mission.id])
        assert ("ส่งครบแล้ว" in window.header.due.text()) == (at == len(session.indicators))
    assert window.header.due.property("role") == "soft"
    words = [action.text() for action in window.header.rounds.menu().actions()]
    assert ["ส่งครบแล้ว" in text for text in words if text.startswith("รอบที่")] == [
        item.id == "2" for item in session.pack.rounds
    ]


@pytest.mark.parametrize("width", [1366, 1000, 911, 800])
def test_no_window_cuts_what_is_due(qtbot: QtBot, tmp_path: Path, width: int) -> None:
    session = open_session(tmp_path)
    window = show_window(qtbot, session, tmp_path)
    window.resize(width, 700)
    QApplication.processEvents()
    due = window.header.due
    assert "3 วัน" in due.text()
    assert text_width(due.text(), due.font()) <= due.contentsRect().width()
    window.close()


@pytest.mark.parametrize("width", [911, 1366])
@pytest.mark.parametrize("percent", [100, 150, 175, 200])
def test_no_zoom_cuts_what_is_due_or_the_office(
    qtbot: QtBot, tmp_path: Path, width: int, percent: int, usual_size: QApplication
) -> None:
    apply_theme(usual_size, "light", percent)
    window = show_window(qtbot, open_session(tmp_path, moment=datetime(2024, 2, 26, 9, 0)), tmp_path)
    header = window.header
    header.resize(width, header.sizeHint().height())
    header.fit(width)
    header.layout().activate()  # type: ignore[union-attr]
    for label in (header.office, header.due):
        assert text_width(label.text(), label.font()) <= label.contentsRect().width(), label.text()
    assert header.search.accessibleName()
    assert header.person.accessibleName()
    window.close()
