"""Line icons (lucide, see ``resources/icons/LICENSE``), tinted by the theme."""

from __future__ import annotations

from functools import cache
from typing import Protocol

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QAbstractButton, QApplication, QPushButton

from cdd_desktop import paths
from cdd_desktop.ui.theme import tokens
from cdd_desktop.ui.zoom import px

SIZE = 18
_GAP = 4
_SCALES = (1.0, 1.25, 1.5, 2.0)
_ICON, _COLOUR, _SIZE = "iconName", "iconColour", "iconSizeAt100"


class _HasIcon(Protocol):
    def setIcon(self, icon: QIcon, /) -> None: ...
    def setProperty(self, name: str, value: object, /) -> bool: ...
    def property(self, name: str, /) -> object: ...


@cache
def _source(name: str) -> str:
    return (paths.resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")


@cache
def pixmap(name: str, colour: str, size: int = SIZE, scale: float = 1.0) -> QPixmap:
    """Return an icon in ``colour`` (``#rrggbb``), ``size`` logical pixels wide, for a screen of that scale.

    Raises FileNotFoundError for an icon that is not bundled.
    """
    from PySide6.QtSvg import QSvgRenderer

    renderer = QSvgRenderer(QByteArray(_source(name).replace("currentColor", colour).encode()))
    drawn = QPixmap(round(size * scale), round(size * scale))
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    renderer.render(painter, QRectF(0, 0, drawn.width(), drawn.height()))
    painter.end()
    drawn.setDevicePixelRatio(scale)
    return drawn


def icon(name: str, colour: str = "ink", size: int = SIZE, gap: int = 0) -> QIcon:
    """Return an icon in a token's colour, sharp at every usual screen scale; ``gap`` pixels stay free right of it."""
    look = tokens()
    made = QIcon()
    for scale in _SCALES:
        made.addPixmap(_spaced(name, str(getattr(look, colour)), size, scale, gap), QIcon.Mode.Normal)
        made.addPixmap(_spaced(name, look.ink_soft, size, scale, gap), QIcon.Mode.Disabled)
    return made


def _spaced(name: str, colour: str, size: int, scale: float, gap: int) -> QPixmap:
    drawn = pixmap(name, colour, size, scale)
    if not gap:
        return drawn
    wide = QPixmap(drawn.width() + round(gap * scale), drawn.height())
    wide.setDevicePixelRatio(scale)
    wide.fill(Qt.GlobalColor.transparent)
    painter = QPainter(wide)
    painter.drawPixmap(0, 0, drawn)
    painter.end()
    return wide


def set_icon(button: _HasIcon, name: str, colour: str = "ink", size: int = SIZE) -> None:
    """Give a button an icon that follows the theme."""
    button.setProperty(_ICON, name)
    button.setProperty(_COLOUR, colour)
    button.setProperty(_SIZE, size)
    size = px(size)
    gap = 0
    if isinstance(button, QAbstractButton):
        gap = _GAP if isinstance(button, QPushButton) and button.text() else 0  # Fusion leaves 4 pixels: too close
        button.setIconSize(QSize(size + gap, size))
    button.setIcon(icon(name, colour, size, gap))


def retint(app: QApplication) -> None:
    """Give every icon set by ``set_icon`` the colours of the theme worn now."""
    for widget in app.allWidgets():
        name = widget.property(_ICON)
        if name and isinstance(widget, QAbstractButton):
            set_icon(widget, str(name), str(widget.property(_COLOUR)), int(widget.property(_SIZE)))
