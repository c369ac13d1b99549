"""A bug in what Qt calls is reported at once, and neither poisons the next call nor ends the process."""

from __future__ import annotations

import sys
from typing import Any

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QMainWindow, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

ORDER: list[str] = []


def ours(name: str, base: type, **methods: Any) -> Any:
    """Make a class as a module of the program would."""
    return type(name, (base,), {"__module__": "cdd_desktop.ui.sample", **methods})


def fail(*_given: object) -> None:
    raise AttributeError("a bug")


def note_show(widget: QWidget, event: QShowEvent) -> None:
    ORDER.append("shown")
    QWidget.showEvent(widget, event)
    widget.sizeHint()  # a call of Qt in which the bug of another widget would come out


@pytest.mark.parametrize("name", ["showEvent", "resizeEvent", "event", "sizeHint", "changeEvent"])
def test_a_bug_is_reported_once_and_the_rest_goes_on(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    reported: list[type[BaseException]] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, _error, _trace: reported.append(kind))
    window, page, inner = QMainWindow(), QWidget(), ours("Inner", QWidget, showEvent=note_show)
    broken = ours("Broken", QWidget, **{name: fail})
    qtbot.addWidget(window)
    window.show()
    ORDER.clear()
    column = QVBoxLayout(page)
    for made in (broken(), inner()):
        column.addWidget(made)
    window.setCentralWidget(page)
    window.setStyleSheet("QWidget { color: black; }")
    qtbot.wait(1)
    assert ORDER == ["shown"]
    assert set(reported) == {AttributeError}


def test_what_qt_itself_would_answer_stands_in_for_the_answer(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "excepthook", lambda *_given: None)
    widget = ours("Broken", QWidget, sizeHint=fail)()
    qtbot.addWidget(widget)
    assert widget.sizeHint() == QSize(-1, -1)


def test_what_only_python_calls_raises_as_ever(qtbot: QtBot) -> None:
    widget = ours("Ordinary", QWidget, work=fail)()
    qtbot.addWidget(widget)
    with pytest.raises(AttributeError):
        widget.work()
