"""How long work says how far it is, and is asked to stop: between two of its steps, never inside one."""

from __future__ import annotations

from collections.abc import Callable

from cdd_desktop.errors import UserError

Step = Callable[[str, int, int], None]
"""What is being done (Thai), how many steps are over, of how many (0: not known); raises ``Stopped`` to stop there."""


class Stopped(UserError):
    """A person stopped the work; what was there is as it was."""

    def __init__(self) -> None:
        super().__init__("หยุดตามที่สั่งแล้ว ข้อมูลเดิมอยู่ครบ ไม่มีอะไรเปลี่ยน")


def unwatched(_what: str, _done: int, _whole: int) -> None:
    """Let the work go on to its end."""


class Counter:
    """Counts the steps of one piece of work."""

    def __init__(self, step: Step, whole: int) -> None:
        self._step = step
        self._whole = whole
        self._done = 0

    def next(self, what: str) -> None:
        """Say what comes next; at least the last step is left."""
        self._step(what, min(self._done, self._whole - 1), self._whole)
        self._done += 1

    def last(self, what: str) -> None:
        """Say that the last step begins, after which nothing can be stopped."""
        self._step(what, self._whole, self._whole)
