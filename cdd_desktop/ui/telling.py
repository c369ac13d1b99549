"""What a person is told in the window's notice: how long it stays, and what can be done about it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from cdd_desktop.errors import UserError
from cdd_desktop.ui.widgets import Notice

SECONDS = 6


class Telling(QObject):
    """Speaks through one notice; what is said last is what is shown."""

    def __init__(self, notice: Notice) -> None:
        super().__init__(notice)
        self._notice = notice
        self._act: Callable[[], object] | None = None
        notice.action_pressed.connect(self._run)

    def say(self, text: str, action: str = "", act: Callable[[], object] | None = None) -> None:
        """Say what was done; goes away by itself."""
        self._act = act
        self._notice.say(text, action=action, seconds=SECONDS)

    def warn(self, text: str) -> None:
        """Say what a person should know, until it is put aside."""
        self._act = None
        self._notice.say(text, tone="warn")

    def offer(self, text: str, action: str, act: Callable[[], object]) -> None:
        """Say what was not done, with what the person can do about it, until it is put aside."""
        self._act = act
        self._notice.say(text, tone="warn", action=action)

    def show_error(self, error: UserError, action: str = "", act: Callable[[], object] | None = None) -> None:
        """Say what went wrong, what is safe and what to do, until it is put aside."""
        self._act = act
        self._notice.say(str(error), tone="danger", action=action)

    def _run(self) -> None:
        if self._act is not None:
            self._act()
