"""A page that lies over the whole window: nothing under it can be seen or used, and all of it stays as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from cdd_desktop.ui.busy_page import CentredPage

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from cdd_desktop.ui.main_window import MainWindow

_PASSING = {
    Qt.WindowType.Dialog,
    Qt.WindowType.Sheet,
    Qt.WindowType.Popup,
    Qt.WindowType.Tool,
    Qt.WindowType.ToolTip,
}


class Overlay(CentredPage):
    """Takes the window's keys from its making until ``lift``, and hides it from ``lay`` on."""

    def __init__(self, window: MainWindow, width: int) -> None:
        super().__init__(width)
        self._window = window
        self._back_to = window.focusWidget()
        top = window.window()
        self.setParent(top)
        self.hide()
        self._disabled: list[QAction] = [one for one in window.actions_by_id.values() if one.isEnabled()]
        for action in self._disabled:
            action.setEnabled(False)  # their keys work in the whole window, covered or not
        inside: tuple[QWidget | None, ...] = (window.menuBar(), window.centralWidget())
        self._covered = [one for one in inside if one is not None and one.isEnabled()]
        for widget in self._covered:
            widget.setEnabled(False)
        top.installEventFilter(self)

    def lay(self) -> None:
        """Cover the window, also what stands above it in windows of its own."""
        top = self._window.window()
        QToolTip.hideText()
        for widget in QApplication.topLevelWidgets():
            if widget is not top and widget.isVisible() and widget.windowType() in _PASSING:
                widget.close()
        self.setGeometry(top.rect())
        self.show()
        self.raise_()

    def lift(self) -> None:
        """Give the window back, with the focus where it was."""
        self._window.window().removeEventFilter(self)
        self.hide()
        self.deleteLater()
        for widget in self._covered:
            widget.setEnabled(True)
        for action in self._disabled:
            action.setEnabled(True)
        if self._back_to is not None:
            self._back_to.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
        return False
