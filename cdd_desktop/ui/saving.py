"""What waits to be written: it goes to the disk after the frame that shows it, and stays waiting until it is there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from enum import Enum

from PySide6.QtCore import QObject, QTimer, Signal

from cdd_desktop.clock import Clock
from cdd_desktop.errors import UserError

WRITE_DELAY_MS = 20  # after the frame that shows the result: Qt delivers the paint within about 16 ms
RETRY_DELAY_MS = 5000


class Saving(Enum):
    SAVED = "saved"
    WAITING = "waiting"
    FAILED = "failed"


class SaveQueue(QObject):
    """Writes in the order of the edits.

    Signals:
        turned: ``state`` is another.
        failed: a UserError that writing met, told once; what was to be written is kept and tried again.
    """

    turned = Signal()
    failed = Signal(object)

    def __init__(self, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.state = Saving.SAVED
        self.at: datetime | None = None
        self._clock = clock
        self._waiting: list[Callable[[], object]] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._write)

    def add(self, write: Callable[[], object]) -> bool:
        """Let a write wait; return whether ``state`` is another by it. ``start`` sends it on its way."""
        self._waiting.append(write)
        before, self.state = self.state, Saving.WAITING
        return before is not Saving.WAITING

    def start(self) -> None:
        self._timer.start(WRITE_DELAY_MS)

    def saved(self) -> None:
        """Note that something was saved past the queue."""
        self.at = self._clock.now()

    def flush(self) -> None:
        """Write everything that waits; raises UserError, and keeps what could not be written."""
        self._timer.stop()
        while self._waiting:
            self._waiting[0]()
            self._waiting.pop(0)
            self.saved()
        if self.state is not Saving.SAVED:
            self.state = Saving.SAVED
            self.turned.emit()

    def abandon(self) -> None:
        """Give up what could not be written."""
        self._waiting.clear()

    def _write(self) -> None:
        try:
            self.flush()
        except UserError as error:
            told = self.state is Saving.FAILED
            self.state = Saving.FAILED
            self._timer.start(RETRY_DELAY_MS)
            self.turned.emit()
            if not told:
                self.failed.emit(error)
