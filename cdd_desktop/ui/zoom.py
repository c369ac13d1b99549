"""How large everything is: sizes are written in pixels at 100 % and follow what the person chose for this PC.

Text, fields, rows, icons and widths grow; the distances between them stay, so that a large text keeps its room.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget

LEVELS: Final = (90, 100, 110, 125, 150, 175, 200)
USUAL: Final = 100
_ZOOM, _SIZES = "zoom", "sizes"

_SETTERS: Final[Mapping[str, Callable[[Any, int], None]]] = {
    "width": QWidget.setFixedWidth,
    "height": QWidget.setFixedHeight,
    "min_width": QWidget.setMinimumWidth,
    "min_height": QWidget.setMinimumHeight,
    "max_width": QWidget.setMaximumWidth,
}


def zoom() -> int:
    """Return the percentage that the application shows everything at."""
    app = QApplication.instance()
    found = app.property(_ZOOM) if app is not None else None
    return found if isinstance(found, int) else USUAL


def set_zoom(app: QApplication, percent: int) -> None:
    """Take another percentage (one that is not offered counts as 100); ``refit`` must follow."""
    app.setProperty(_ZOOM, percent if percent in LEVELS else USUAL)


def next_level(percent: int, steps: int) -> int:
    """Return the level that many steps larger or smaller, the last one past the end."""
    at = LEVELS.index(percent) if percent in LEVELS else LEVELS.index(USUAL)
    return LEVELS[min(max(at + steps, 0), len(LEVELS) - 1)]


def px(pixels: float) -> int:
    """Return a size at 100 % as it is now."""
    return round(pixels * zoom() / 100)


def fit(widget: QWidget, **sizes: int) -> None:
    """Set sizes of a widget that follow the zoom: width, height, min_width, min_height, max_width."""
    widget.setProperty(_SIZES, {**(widget.property(_SIZES) or {}), **sizes})
    for name, pixels in sizes.items():
        _SETTERS[name](widget, px(pixels))


def refit(app: QApplication) -> None:
    """Give every widget its sizes anew, and let those that place things by their width look at it again."""
    widgets = app.allWidgets()
    for widget in widgets:
        for name, pixels in (widget.property(_SIZES) or {}).items():
            _SETTERS[name](widget, px(pixels))
        widget.updateGeometry()
    for widget in widgets:
        if type(widget).resizeEvent is not QWidget.resizeEvent:
            app.sendEvent(widget, QResizeEvent(widget.size(), widget.size()))
