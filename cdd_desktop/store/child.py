"""Asking a process of its own to open what came from outside, so that a hostile file ends it and not the program."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from typing import Final

from cdd_desktop.clock import is_mended
from cdd_desktop.errors import UserError

_LOOK: Final = 0.1  # seconds between two looks at whether to go on

# for a clock that stops Python's logging, see ``clock.mend_time``; the script can import nothing of ours
_MENDED: Final = (
    "import runpy, sys, time; time.time = lambda: time.clock_gettime(time.CLOCK_REALTIME);"
    " runpy.run_path(sys.argv[1], run_name='__main__')"
)


class Unfit(UserError):
    """A file that is not taken; ``message`` is the reason alone, without the file's name."""


def command(script: str, argument: str) -> list[str]:
    """Return how the process is started: the script alone, so that the store stays unloaded.

    Args:
        argument: of the built program, which has no interpreter to start a script with.
    """
    if getattr(sys, "frozen", False):
        return [sys.executable, argument]
    if is_mended():
        return [sys.executable, "-P", "-c", _MENDED, script]
    return [sys.executable, "-P", script]


def ask(how: Sequence[str], data: bytes, seconds: float, stopped: Callable[[], bool]) -> bytes | None:
    """Return what the process answers to ``data``; None where it did not end in time or is not wanted any more.

    Raises:
        Unfit: the system does not let it start.
    """
    quiet = getattr(subprocess, "CREATE_NO_WINDOW", 0)  # no console window flashes up on Windows
    pipe = subprocess.PIPE
    try:
        child = subprocess.Popen(
            how, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, creationflags=quiet, env=_environment()
        )
    except OSError as error:
        raise Unfit("เปิดตัวอ่านไฟล์ไม่ได้ เพราะเครื่องไม่ยอมให้เริ่มโปรแกรมย่อย", "ปิดโปรแกรมอื่น แล้วลองอีกครั้ง") from error
    answers: list[bytes] = []
    # Written and read on a thread: ``communicate`` called again after its timeout sends nothing of what was left.
    talk = threading.Thread(target=lambda: answers.append(child.communicate(data)[0]), daemon=True)
    talk.start()
    for _ in range(max(round(seconds / _LOOK), 1)):
        talk.join(_LOOK)
        if not talk.is_alive() or stopped():
            break
    in_time = not talk.is_alive()
    child.kill()
    talk.join()
    return answers[0] if answers and in_time else None


def _environment() -> dict[str, str]:
    """Return our environment without what would make the child speak or trace."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("PYTHONWARN", "COVERAGE"))}
