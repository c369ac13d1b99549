"""Process start to the first painted window, and memory then, against a bare PySide6 window."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from measure import in_turns, middle, show_ratio, show_title

ROUNDS = 15

# Runs in each contestant's process: ends it as soon as a window of some size has been painted. perf_counter counts
# from the same moment in all processes of a machine, so the parent's time of start can be subtracted.
WATCH = """
import os, sys, time
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

begun = float(sys.argv[1])

def resident():
    if sys.platform.startswith("linux"):
        with open("/proc/self/status", encoding="ascii") as status:
            return next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmRSS"))
    return 0.0

def finish():
    print(time.perf_counter() - begun, resident(), flush=True)
    os._exit(0)

class Watch(QObject):
    def eventFilter(self, watched, event):
        painted = event.type() == QEvent.Type.Paint and watched.isWidgetType() and watched.isWindow()
        if painted and watched.width() > 300:
            QTimer.singleShot(0, finish)
        return False

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


def started(source: str) -> tuple[float, float]:
    """Run one contestant; return seconds to its painted window and MB resident then."""
    command = [sys.executable, "-c", WATCH + source, str(time.perf_counter())]
    done = subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8", timeout=60)
    elapsed, resident = done.stdout.split()[-2:]
    return float(elapsed), float(resident)


def main() -> None:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        data = Path(folder) / "data"
        subprocess.run([sys.executable, "-m", "cdd_desktop", "demo", "--data-dir", str(data)], check=True)
        sources = {"ours": OURS.replace("DATA", repr(str(data))), "bare": BARE}
        memory: dict[str, float] = {}

        def measure(name: str) -> float:
            elapsed, memory[name] = started(sources[name])
            return elapsed

        times = in_turns({name: lambda name=name: measure(name) for name in sources}, ROUNDS)
    show_title("Start: process start to first painted window, against a bare PySide6 window")
    show_ratio("start", middle(times["ours"]), middle(times["bare"]), "s", "≤ 2 ×")
    show_ratio("resident memory", memory["ours"], memory["bare"], "MB")


if __name__ == "__main__":
    main()
