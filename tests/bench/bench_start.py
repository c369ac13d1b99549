"""Process start to the first painted window, then to the home page with its missions, and the memory that takes,
against a bare PySide6 window.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

from measure import in_turns, middle, show_ratio, show_title

ROUNDS = 15

# Runs in each contestant's process: ends it as soon as a window of some size, or what stands inside a widget of the
# wanted class, has been painted. perf_counter counts
# from the same moment in all processes of a machine, so the parent's time of start can be subtracted.
WATCH = """
import os, sys, time
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication

begun, wanted = float(sys.argv[1]), sys.argv[2]

def resident():
    if sys.platform.startswith("linux"):
        with open("/proc/self/status", encoding="ascii") as status:
            return next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmRSS"))
    return 0.0

def inside(widget):
    while widget is not None and type(widget).__name__ != wanted:
        widget = widget.parent()
    return widget is not None

def finish():
    print(time.perf_counter() - begun, resident(), flush=True)
    os._exit(0)

class Watch(QObject):
    painted = False

    def eventFilter(self, watched, event):
        # Any widget: a window that its children cover is not painted itself. All of one frame comes in one go, then
        # our own event, before all else that waits for an idle moment.
        is_paint = event.type() == QEvent.Type.Paint and watched.isWidgetType() and watched.window().width() > 300
        if is_paint and not self.painted and (not wanted or inside(watched)):
            self.painted = True
            QCoreApplication.postEvent(self, QEvent(QEvent.Type.User), Qt.EventPriority.HighEventPriority.value)
        return False

    def customEvent(self, event):
        finish()

plain_exec = QApplication.exec
def exec_watched(*arguments):
    watch = Watch()
    QApplication.instance().installEventFilter(watch)
    return plain_exec()
QApplication.exec = exec_watched
"""

BARE = """
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow
application = QApplication([])
window = QMainWindow()
window.setCentralWidget(QLabel("CDD Desktop"))
window.resize(1366, 768)
window.show()
QApplication.exec()
"""

OURS = """
from cdd_desktop.__main__ import main
sys.argv = ["cdd-desktop", "--data-dir", DATA]
main()
"""


def started(source: str, wanted: str) -> tuple[float, float]:
    """Run one contestant; return seconds to its painted window (or widget of a class) and MB resident then."""
    # As on a user's PC, modules are compiled once, at the first start.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    command = [sys.executable, "-c", WATCH + source, str(time.perf_counter()), wanted]
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, encoding="utf-8", timeout=60, check=False
    )
    if done.returncode:
        raise RuntimeError(done.stderr)
    elapsed, resident = done.stdout.split()[-2:]
    return float(elapsed), float(resident)


def main() -> None:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        data = Path(folder) / "data"
        subprocess.run(
            [sys.executable, "-m", "cdd_desktop", "demo", "--data-dir", str(data)],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        ours = OURS.replace("DATA", repr(str(data)))
        contestants = {"frame": (ours, ""), "home": (ours, "HomePage"), "bare": (BARE, "")}
        memory: dict[str, float] = {}

        def measure(name: str) -> float:
            elapsed, memory[name] = started(*contestants[name])
            return elapsed

        times = in_turns({name: partial(measure, name) for name in contestants}, ROUNDS)
    show_title("Start, against a bare PySide6 window")
    show_ratio("process start to first painted window", middle(times["frame"]), middle(times["bare"]), "s", "≤ 2 ×")
    show_ratio("process start to the missions on show", middle(times["home"]), middle(times["bare"]), "s")
    show_ratio("resident memory, missions on show", memory["home"], memory["bare"], "MB")


if __name__ == "__main__":
    main()
