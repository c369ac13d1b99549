"""The window's outside: on the screen before anything else is loaded, and the same from start to end.

What it remembers (place and theme) lies in a small file beside the database, because it is wanted before the database
can be opened; losing it is no harm.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from PySide6.QtCore import QByteArray, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QMainWindow, QWidget

from cdd_desktop.ui.theme import tokens
from cdd_desktop.ui.zoom import USUAL, px, zoom

LOOK_FILE = "window.json"
MENU_HEIGHT, HEADER_HEIGHT, NAVIGATION_WIDTH = 34, 53, 236  # as the content will have them: nothing jumps


@dataclass(frozen=True)
class Look:
    """What this PC remembers: Qt's own note of the window's place (hexadecimal), the theme, the size in percent."""

    geometry: str = ""
    theme: str = "light"
    zoom: int = USUAL


def read_look(data_dir: Path) -> Look:
    """Return what was remembered; a file that is missing or unreadable counts as nothing."""
    try:
        found = json.loads((data_dir / LOOK_FILE).read_text(encoding="utf-8"))
        return Look(str(found["geometry"]), str(found["theme"]), int(found.get("zoom", USUAL)))
    except (OSError, ValueError, KeyError, TypeError):
        return Look()


def write_look(data_dir: Path, look: Look) -> None:
    """Remember the window; a folder that cannot be written is passed over."""
    with suppress(OSError):
        (data_dir / LOOK_FILE).write_text(json.dumps(asdict(look)), encoding="utf-8")


class _Empty(QWidget):
    """The first frame: the places where header and navigation will be.

    Signals:
        painted: it has been on the screen; once.
    """

    painted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._told = False

    def paintEvent(self, event: QPaintEvent) -> None:
        look = tokens()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(look.paper))
        top, left = px(MENU_HEIGHT) + px(HEADER_HEIGHT), px(NAVIGATION_WIDTH)
        painter.fillRect(0, 0, self.width(), top, QColor(look.canvas))
        painter.fillRect(0, top, left, self.height(), QColor(look.canvas))
        painter.setPen(QColor(look.hairline))
        painter.drawLine(0, top, self.width(), top)
        painter.drawLine(left, top, left, self.height())
        painter.setPen(QColor(look.ink_soft))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, "กำลังเปิดข้อมูล")
        painter.end()
        if not self._told:
            self._told = True
            QTimer.singleShot(0, self.painted.emit)


class Frame(QMainWindow):
    """Holds whatever is shown; closing asks the content first.

    Signals:
        painted: the first frame has been on the screen.
    """

    painted = Signal()

    def __init__(self, data_dir: Path) -> None:
        super().__init__()
        self.setObjectName("frame")
        self.setWindowTitle("CDD Desktop")
        self.setMinimumSize(720, 440)
        self._data_dir = data_dir
        look = read_look(data_dir)
        if not (look.geometry and self.restoreGeometry(QByteArray.fromHex(look.geometry.encode()))):
            self.setGeometry(self.screen().availableGeometry())
            self.setWindowState(Qt.WindowState.WindowMaximized)
        empty = _Empty(self)
        empty.painted.connect(self.painted)
        self.setCentralWidget(empty)

    def hold(self, content: QWidget) -> None:
        """Show something else; what was shown goes away."""
        self.setCentralWidget(content)
        content.show()

    def remember(self) -> None:
        """Keep place and theme for the next start."""
        geometry = bytes(self.saveGeometry().toHex().data()).decode()
        write_look(self._data_dir, Look(geometry, tokens().name, zoom()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Show the help of what stands in the place of the window, which has a key of its own for it."""
        content = self.centralWidget()
        if event.key() == Qt.Key.Key_F1 and content is not None and not isinstance(content, QMainWindow):
            from cdd_desktop.ui.help_sheet import show_over

            show_over(content)
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        content = self.centralWidget()
        if content is not None and not content.close():
            event.ignore()
            return
        self.remember()
        event.accept()
