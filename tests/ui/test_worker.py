"""Long work beside the window, and the line that tells of it."""

from __future__ import annotations

import gc
from threading import Event
from weakref import ref

from PySide6.QtCore import QCoreApplication, QEvent
from pytestqt.qtbot import QtBot

from cdd_desktop.ui.status import StatusLine
from cdd_desktop.ui.worker import Task, Worker


def test_of_two_works_the_line_tells_the_later_and_then_the_earlier(qtbot: QtBot) -> None:
    first, second = Worker(), Worker()
    line = StatusLine(first)
    qtbot.addWidget(line)
    go_on, finish = Event(), Event()
    one = first.run("งานแรก", lambda _: finish.wait(20))
    two = second.run("งานที่สอง", lambda task: (task.say("งานที่สอง ข้อ 2"), go_on.wait(20)))
    line.follow(two)
    qtbot.waitUntil(lambda: line.busy_text.text() == "งานที่สอง ข้อ 2")
    with qtbot.waitSignal(two.ended):
        go_on.set()
    assert line.busy_text.text() == "งานแรก"
    line.stop.click()
    assert (one.cancelled, two.cancelled) == (True, False)
    with qtbot.waitSignal(one.ended):
        finish.set()


def test_nothing_of_a_work_stays_when_it_is_over(qtbot: QtBot) -> None:
    worker = Worker()
    task = worker.run("งาน", lambda _task: 1)
    with qtbot.waitSignal(task.ended):
        pass
    gone: ref[Task] = ref(task)
    del task
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    assert gone() is None
