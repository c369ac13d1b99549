"""What the window asks of every page, and the names of the pages that are not missions."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

HOME, DOCUMENTS, SETTINGS, FIRST, PREVIEW = "home", "documents", "settings", "first", "preview"
LETTER, CHANNELS, COMPARE, HISTORY, READBACK, DUE = "letter", "channels", "compare", "history", "readback", "due"
PLACES = frozenset({HOME, DOCUMENTS, SETTINGS, FIRST, PREVIEW, LETTER, CHANNELS, COMPARE, HISTORY, READBACK, DUE})
SUMMARY, WORKBOOK = "summary", "workbook"  # documents of the whole round


class Page(QWidget):
    """A page of the window. Most need nothing of this."""

    def enter(self) -> None:
        """Put the focus where work starts."""

    def leave(self) -> None:
        """Take what has been typed but not yet left."""

    def zoom(self, steps: int) -> None:
        """Show larger (1), smaller (-1) or as large as fits (0)."""
