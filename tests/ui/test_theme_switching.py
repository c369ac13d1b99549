"""Themes are switched again and again while a paper and a picture are open: nothing dies, nothing is reported."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cdd_desktop.ui.page import PREVIEW
from cdd_desktop.ui.theme import THEME_LABELS, apply_theme
from tests.store.pictures_kit import photo
from tests.ui.office import FIRST, open_session, show_window
from tests.ui.test_evidence import taken

TIMES = 50 if os.environ.get("CDD_FULL_TESTS") else 7


def switch(qapp: QApplication, qtbot: QtBot) -> None:
    for number in range(TIMES):
        apply_theme(qapp, list(THEME_LABELS)[number % len(THEME_LABELS)])
        qtbot.wait(1)
        qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    apply_theme(qapp, "light")


def test_switching_themes_under_an_open_paper_and_an_open_picture(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reported: list[str] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, error, _trace: reported.append(f"{kind} {error}"))
    window = show_window(qtbot, open_session(tmp_path / "data"), tmp_path / "data")
    window.go(FIRST)
    page = window.mission_page()
    assert page is not None
    picture = tmp_path / "picture.jpg"
    picture.write_bytes(photo())
    taken(qtbot, window, picture)
    page.evidence.viewer.open_at(page.evidence.strip.items(), page.evidence.strip.items()[0])
    switch(qapp, qtbot)
    page.evidence.viewer.close_viewer()
    window.act.paper("preview")
    qtbot.waitUntil(lambda: window.place == PREVIEW, timeout=20000)
    switch(qapp, qtbot)
    assert reported == []
    window.close()
