"""What is asked of a process of its own comes to it whole, however late it listens."""

from __future__ import annotations

import sys
import time

from cdd_desktop.store import child

COUNTS = "import sys, time; time.sleep({}); print(len(sys.stdin.buffer.read()), end='')"
MUCH = bytes(5 << 20)  # more than a pipe holds


def listener(late: float) -> list[str]:
    return [sys.executable, "-I", "-c", COUNTS.format(late)]


def test_a_child_that_listens_late_gets_all_of_it() -> None:
    assert child.ask(listener(0.4), MUCH, 30, lambda: False) == str(len(MUCH)).encode()


def test_a_child_that_takes_too_long_is_ended() -> None:
    began = time.monotonic()
    assert child.ask(listener(60), MUCH, 0.3, lambda: False) is None
    assert time.monotonic() - began < 30


def test_a_child_that_is_not_wanted_any_more_is_ended() -> None:
    began = time.monotonic()
    assert child.ask(listener(60), MUCH, 60, lambda: True) is None
    assert time.monotonic() - began < 30


def test_a_child_that_ends_without_listening_answers_nothing() -> None:
    assert not child.ask([sys.executable, "-I", "-c", ""], MUCH, 30, lambda: False)
