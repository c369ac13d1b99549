"""PySide6 6.12.0 takes references off None and True; the window must outlive that on Python 3.11."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot


class _Speaker(QObject):
    said = Signal(bool)


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None never dies from Python 3.12 on")
def test_none_and_true_outlive_the_calls_of_a_working_day(qtbot: QtBot) -> None:
    widget, speaker = QWidget(), _Speaker()
    qtbot.addWidget(widget)
    before = sys.getrefcount(None), sys.getrefcount(True)
    for _ in range(20_000):
        widget.update()
        speaker.said.emit(True)
    assert min(before) > 1 << 39
    assert min(sys.getrefcount(None), sys.getrefcount(True)) > 1 << 39
