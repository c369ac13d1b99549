"""Runs in a process whose time is faked: a day's commands in a new folder; prints how each went."""

from __future__ import annotations

import json
import select
import sys
import time
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

from cdd_desktop.cli import main  # mends the time, before subprocess or logging are imported
from cdd_desktop.clock import SystemClock
from tests.store.pictures_kit import photo

MISSION = ("--round", "2567-q2/2", "--mission", "khok_nong_na")
FACTS = {"activity_held": True, "learners_total": 1104, "learners_applied": 837}


def day(folder: Path) -> list[tuple[str, ...]]:
    """Return the commands, in the order of a day."""
    (folder / "facts.json").write_text(json.dumps(FACTS), encoding="utf-8")
    (folder / "photo.jpg").write_bytes(photo())
    forms = [("mission", "a.pdf"), ("summary", "b.pdf"), ("workbook", "c.xlsx"), ("due", "d.pdf")]
    return [
        ("demo",),
        ("set", *MISSION, str(folder / "facts.json")),
        ("evidence", "add", *MISSION, str(folder / "photo.jpg")),
        *(
            ("report", *(MISSION if form == "mission" else MISSION[:2]), "--form", form, "--out", str(folder / name))
            for form, name in forms
        ),
        ("backup",),
        ("backup",),
        ("drill",),
        ("restore", "1"),
        ("history",),
        ("check",),
        ("self-test",),
    ]


def run(folder: Path, words: tuple[str, ...]) -> dict[str, object]:
    placed = () if words[0] == "self-test" else ("--data-dir", str(folder / "data"))
    at = 2 if words[0] == "evidence" else 1
    out, err = StringIO(), StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        try:
            code = main([*words[:at], *placed, *words[at:]], SystemClock())
        except SystemExit as stop:
            code = int(stop.code or 0)
    return {"command": words[0], "code": code, "said": (out.getvalue() + err.getvalue())[-600:]}


def window(folder: Path) -> dict[str, object]:
    """Open the window on the folder, look at some pages and change something."""
    from PySide6.QtWidgets import QApplication

    from cdd_desktop.store import Store
    from cdd_desktop.ui.main_window import MainWindow
    from cdd_desktop.ui.session import Session
    from tests.ui.office import FIRST, packs

    app, store = QApplication([]), Store.open(folder / "data", SystemClock())
    session = Session(store, packs(), SystemClock())
    shown = MainWindow(session, folder / "data")
    shown.show()
    for place in ("home", FIRST, "documents", "history"):
        shown.go(place)
        app.processEvents()
    session.commit(FIRST, "learners_total", "1105")
    session.flush()
    saved = store.facts(session.key(FIRST))["learners_total"]
    shown.close()
    return {"command": "window", "code": int(saved != 1105), "said": str(saved)}


if __name__ == "__main__":
    time.sleep = lambda seconds: select.select([], [], [], seconds)  # Python's own fails under a faked clock alone
    done = [run(Path(sys.argv[1]), words) for words in day(Path(sys.argv[1]))]
    done.append(window(Path(sys.argv[1])))
    print(json.dumps({"now": SystemClock().now().isoformat(), "done": done}))
