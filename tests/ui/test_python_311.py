"""PySide6 6.12.0 takes references off None and True, and Python 3.11 aborts; the pinned release must not."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

CALLS = 2_000


class _Speaker(QObject):
    said = Signal(bool)


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None never dies from Python 3.12 on")
def test_calls_that_return_nothing_and_signals_take_no_reference_off_none_and_true(qtbot: QtBot) -> None:
    widget, speaker = QWidget(), _Speaker()
    qtbot.addWidget(widget)
    before = sys.getrefcount(None), sys.getrefcount(True)
    for _ in range(CALLS):
        widget.update()
        speaker.said.emit(True)
    after = sys.getrefcount(None), sys.getrefcount(True)
    assert before[0] - after[0] < CALLS / 2
    assert before[1] - after[1] < CALLS / 2
