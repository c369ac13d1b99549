"""Long work runs on one thread of its own; its answer comes back on the window's thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

from cdd_desktop.errors import UserError


class Task(QObject):
    """One piece of work under way.

    Signals:
        done: what the work gave; not sent after ``cancel``.
        failed: the UserError it met; not sent after ``cancel``.
        ended: the work is over, however it went.
        said: how far it is, in words, which are the label now.
    """

    done = Signal(object)
    failed = Signal(object)
    ended = Signal()
    said = Signal(str)
    _finished = Signal(object, object)

    def __init__(self, label: str) -> None:
        super().__init__()
        self.label = label
        self.cancelled = False
        self.over = False
        self._finished.connect(self._settle)

    def cancel(self) -> None:
        """Ask that nothing comes of the work; work that is between two steps stops there."""
        self.cancelled = True

    def say(self, words: str) -> None:
        """Say how far it is; from any thread."""
        self.label = words
        self.said.emit(words)

    def _settle(self, value: Any, error: BaseException | None) -> None:
        self.over = True
        self.ended.emit()
        if self.cancelled:
            return
        if isinstance(error, UserError):
            self.failed.emit(error)
        elif error is not None:
            raise error
        else:
            self.done.emit(value)


class _Runner(QRunnable):
    def __init__(self, task: Task, work: Callable[[Task], Any]) -> None:
        super().__init__()
        self._task = task
        self._work = work

    def run(self) -> None:
        if self._task.cancelled:
            self._task._finished.emit(None, None)
            return
        try:
            value = self._work(self._task)
        except Exception as error:  # noqa: BLE001 - carried over to the window's thread and raised there
            self._task._finished.emit(None, error)
        else:
            self._task._finished.emit(value, None)


class Worker(QObject):
    """Runs one task after another.

    Signals:
        started: a ``Task`` has been handed in.
    """

    started = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._tasks: set[Task] = set()  # Qt does not own them, and a running one must not be collected

    def run(self, label: str, work: Callable[[Task], Any]) -> Task:
        """Start ``work`` and return its task; connect to it before going back to the event loop."""
        task = Task(label)
        self._tasks.add(task)
        task.ended.connect(lambda: self._tasks.discard(task))
        task.ended.connect(task.deleteLater)  # Qt holds the function above, and that the task
        self.started.emit(task)
        self._pool.start(_Runner(task, work))
        return task

    def wait(self, milliseconds: int = -1) -> bool:
        """Wait until all work is over (closing), or so long; what it gives is dropped. Return whether it is over."""
        for task in self._tasks:
            task.cancel()
        return self._pool.waitForDone(milliseconds)
