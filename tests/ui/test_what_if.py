"""What would come out: on a copy, and nothing is kept."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from cdd_desktop.ui.main_window import MainWindow
from cdd_desktop.ui.what_if import WhatIf
from tests.ui.office import FIRST, open_session, show_window


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    session = open_session(tmp_path)
    shown = show_window(qtbot, session, tmp_path)
    for fact, value in (("activity_held", True), ("learners_total", "100"), ("learners_applied", "70")):
        session.commit(FIRST, fact, value)
    session.flush()
    shown.go(FIRST)
    yield shown
    shown.close()


def what_if(window: MainWindow) -> WhatIf:
    window.act.show_what_if()
    (made,) = window.sheet.findChildren(WhatIf)
    return made


def test_the_grade_moves_and_nothing_is_kept(window: MainWindow) -> None:
    session = window.session
    before = dict(session.store.facts(session.key(FIRST)))
    made = what_if(window)
    real = made.now.word.text()
    made.fields["learners_applied"].committed.emit("learners_applied", "80")
    assert made.then.word.text() == "ระดับ A"
    assert made.now.word.text() == real != "ระดับ A"
    session.flush()
    assert session.store.facts(session.key(FIRST)) == before
    assert session.entry(FIRST).facts["learners_applied"] == 70


def test_the_button_by_the_next_step_opens_it_and_closing_leaves_nothing(window: MainWindow) -> None:
    session = window.session
    facts, actions = dict(session.store.facts(session.key(FIRST))), session.store.undo_label()
    page = window.mission_page()
    assert page is not None
    page.panel.what_if.click()
    (made,) = window.sheet.findChildren(WhatIf)
    for name, field in made.fields.items():
        field.committed.emit(name, "95")
    window.sheet.close_sheet()
    session.flush()
    assert session.store.facts(session.key(FIRST)) == facts
    assert session.store.undo_label() == actions
    assert session.store.drafts(session.key(FIRST)) == {}


def test_a_value_that_cannot_be_is_said_at_its_field(window: MainWindow) -> None:
    made = what_if(window)
    made.fields["learners_applied"].committed.emit("learners_applied", "200")
    assert made.fields["learners_applied"].problem_text()
    made.fields["learners_applied"].unreadable.emit("learners_applied", "มาก")
    assert made.fields["learners_applied"].problem_text()


def test_the_real_values_come_back(window: MainWindow) -> None:
    made = what_if(window)
    made.fields["learners_applied"].committed.emit("learners_applied", "90")
    made.again.click()
    assert made.facts["learners_applied"] == 70
    assert made.then.word.text() == made.now.word.text()


def test_elsewhere_it_says_where_to_find_it(window: MainWindow) -> None:
    window.go("home")
    window.act.show_what_if()
    assert "ภารกิจ" in window.notice.text.text()
