"""A dressed application, and a watch on widgets left behind."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cdd_desktop.ui.theme import apply_theme, load_fonts


@pytest.fixture(scope="session", autouse=True)
def dressed(qapp: QApplication) -> None:
    """The bundled typeface and the light theme, as in the program."""
    load_fonts()
    apply_theme(qapp, "light")


@pytest.fixture(autouse=True)
def no_widget_left(qapp: QApplication, qtbot: QtBot) -> Iterator[None]:
    """A window that a test leaves open without saying so would be a leak in the program too."""
    before = set(map(id, qapp.topLevelWidgets()))
    yield
    for known in getattr(qtbot._request.node, "qt_widgets", ()):
        before.add(id(known[0]()))
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    left = [widget for widget in qapp.topLevelWidgets() if id(widget) not in before]
    assert not left, f"left behind: {left}"
