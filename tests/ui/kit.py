"""Typing, clipboard and facts for the tests of widgets."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from cdd_desktop.criteria.kinds import KINDS, with_choices
from cdd_desktop.criteria.model import Choice, Fact

NONE, SHIFT, CTRL = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
)


def fact(kind: str, name: str = "some_fact", *, choices: tuple[str, ...] = (), **more: Any) -> Fact:
    """Return a fact of a kind; choices are given by label, their ids are a, b, c ..."""
    options = tuple(Choice(chr(ord("a") + at), label) for at, label in enumerate(choices))
    made = with_choices(KINDS[kind], [one.id for one in options], [one.label for one in options])
    return Fact(name, made, more.pop("label", "ผู้เรียนรู้ทั้งหมด"), choices=options, **more)


def type_text(widget: QWidget, text: str) -> None:
    """Type as an input method does; key clicks with Thai text would end the interpreter."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


def press(widget: QWidget, key: Qt.Key, held: Qt.KeyboardModifier = NONE, text: str = "") -> bool:
    """Press and release a key; return whether the widget (or one above it) took it."""
    event = QKeyEvent(QEvent.Type.KeyPress, key, held, text)
    QApplication.sendEvent(widget, event)
    QApplication.sendEvent(widget, QKeyEvent(QEvent.Type.KeyRelease, key, held, text))
    return event.isAccepted()


def copy(text: str) -> None:
    """Put text on the clipboard, as another program does."""
    QGuiApplication.clipboard().setText(text)
