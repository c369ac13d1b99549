"""A committed fact to the repainted result, on every mission of the demo office; the disk's sync comes after it.

From the moment a field hands its value over, through grading and every widget that shows it, until the window's paint
has been carried out. Run offscreen the pixels are drawn by the processor, as on an office PC without a graphics card.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from measure import middle, percentile, show_figure, show_title
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from cdd_desktop import paths
from cdd_desktop.clock import SystemClock
from cdd_desktop.criteria.kinds import FactValue
from cdd_desktop.criteria.loader import load_packs
from cdd_desktop.criteria.model import Fact
from cdd_desktop.demo import make_demo
from cdd_desktop.store import Store
from cdd_desktop.ui.main_window import MainWindow
from cdd_desktop.ui.session import Session
from cdd_desktop.ui.text import warm_up
from cdd_desktop.ui.theme import apply_theme, load_fonts

ROUNDS = 8
SIZE = (1366, 768)


def changes(fact: Fact, value: FactValue | None) -> Iterator[FactValue]:
    """Yield values next to the present one, and back; numbers only, as typing is what must not lag."""
    if isinstance(value, bool):
        yield from (not value, value)
    elif fact.id.endswith(("_total", "_target", "_outstanding", "_base")) or not fact.kind.numeric or value is None:
        return
    elif isinstance(value, int):
        yield from (max(value - 1, 0), value)


def measure(window: MainWindow, session: Session, app: QApplication) -> tuple[list[float], list[float]]:
    """Return seconds to the repainted window, and seconds of the write behind it, for every change."""
    timer = session.findChild(QTimer)  # stopped, so that the write cannot slip into the frame
    assert timer is not None
    shown: list[float] = []
    written: list[float] = []
    for indicator in session.indicators:
        window.go(indicator.id)
        app.processEvents()
        for fact in indicator.facts:
            for value in changes(fact, session.entry(indicator.id).facts.get(fact.id)):
                start = time.perf_counter()
                session.commit(indicator.id, fact.id, value)
                timer.stop()
                app.processEvents()
                shown.append(time.perf_counter() - start)
                start = time.perf_counter()
                session.flush()
                written.append(time.perf_counter() - start)
    return shown, written


def main() -> None:
    app = QApplication([])
    load_fonts()
    apply_theme(app, "light")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        data = Path(folder) / "data"
        clock = SystemClock()
        make_demo(data, clock)
        session = Session(Store.open(data, clock), load_packs(paths.criteria_packs()), clock)
        session.open_round("2")
        window = MainWindow(session, data)
        window.resize(*SIZE)
        window.show()
        warm_up(app)
        deadline = time.perf_counter() + 2
        while time.perf_counter() < deadline:
            app.processEvents()
        shown: list[float] = []
        written: list[float] = []
        for number in range(ROUNDS + 1):
            first, second = measure(window, session, app)
            if number:  # the first round builds the pages
                shown += first
                written += second
        window.close()
    show_title(f"A committed fact to the repainted result ({len(shown)} edits on eleven missions)")
    show_figure("repainted, middle", middle(shown) * 1000, "ms")
    show_figure("repainted, p99", percentile(shown, 0.99) * 1000, "ms", "≤ 16 ms")
    show_figure("written with the disk's sync, middle", middle(written) * 1000, "ms")
    show_figure("written with the disk's sync, p99", percentile(written, 0.99) * 1000, "ms")


if __name__ == "__main__":
    main()
