"""Notes save themselves."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cdd_desktop.ui.note_edit import NoteEdit
from tests.ui.kit import CTRL, press, type_text


@pytest.fixture
def note(qtbot: QtBot) -> NoteEdit:
    made = NoteEdit(pause_ms=30)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.setFocus()
    return made


def heard(note: NoteEdit) -> list[str]:
    said: list[str] = []
    note.committed.connect(said.append)
    return said


def test_a_note_is_saved_after_a_pause(qtbot: QtBot, note: NoteEdit) -> None:
    with qtbot.waitSignal(note.committed, timeout=2000) as blocker:
        type_text(note, "ศูนย์ปิดปรับปรุง")
    assert blocker.args == ["ศูนย์ปิดปรับปรุง"]


def test_a_note_is_saved_on_leaving_and_only_once(qtbot: QtBot, note: NoteEdit) -> None:
    said = heard(note)
    type_text(note, "ย้ายวัน")
    QApplication.sendEvent(note, QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.TabFocusReason))
    assert said == ["ย้ายวัน"]
    qtbot.wait(60)
    assert said == ["ย้ายวัน"]


def test_a_stored_note_is_shown_without_being_saved_again(qtbot: QtBot, note: NoteEdit) -> None:
    said = heard(note)
    note.set_text("จากเครื่องอื่น")
    qtbot.wait(60)
    assert said == []
    assert note.toPlainText() == "จากเครื่องอื่น"


def test_a_note_being_typed_is_not_replaced(note: NoteEdit) -> None:
    type_text(note, "กำลังพิมพ์")
    note.set_text("จากเครื่องอื่น")
    assert note.toPlainText() == "กำลังพิมพ์"


def test_tab_leaves_a_note_and_undo_takes_its_text_back(note: NoteEdit) -> None:
    assert note.tabChangesFocus()
    type_text(note, "ก")
    press(note, Qt.Key.Key_Z, CTRL)
    assert note.toPlainText() == ""


def test_a_long_note_grows_and_then_scrolls(note: NoteEdit) -> None:
    low = note.height()
    note.set_text("\n".join("บรรทัด" for _ in range(6)))
    middle = note.height()
    note.set_text("\n".join("บรรทัด" for _ in range(80)))
    assert low < middle < note.height() < 400


def test_undo_in_a_note_with_nothing_to_take_back_belongs_to_the_window(qtbot: QtBot, note: NoteEdit) -> None:
    heard_undo: list[bool] = []
    shortcut = QShortcut(QKeySequence("Ctrl+Z"), note)
    shortcut.activated.connect(lambda: heard_undo.append(True))
    qtbot.keyClick(note, Qt.Key.Key_Z, CTRL)
    assert heard_undo == [True]
    type_text(note, "ย้ายวัน")
    qtbot.keyClick(note, Qt.Key.Key_Z, CTRL)
    assert heard_undo == [True]
    assert note.toPlainText() == ""
