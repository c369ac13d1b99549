"""Make the pictures of the README and the help from the demo office: ``python packaging/pictures.py``.

Drawn offscreen with the bundled typeface and a clock that stands still, so the same program gives the same pictures.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path

SIZE = (1366, 768)
_SCREEN = {"name": "office", "x": 0, "y": 0, "width": SIZE[0], "height": SIZE[1], "logicalDpi": 96, "dpr": 1}
_SCREENS = Path(tempfile.mkdtemp()) / "screens.json"
_SCREENS.write_text(json.dumps({"screens": [_SCREEN]}), encoding="utf-8")
os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={_SCREENS}"
ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from PIL import Image  # noqa: E402
from PySide6.QtWidgets import QApplication, QWidget  # noqa: E402

from cdd_desktop.clock import BANGKOK, FixedClock  # noqa: E402
from cdd_desktop.demo import make_demo  # noqa: E402
from cdd_desktop.ui.frame import Frame  # noqa: E402
from cdd_desktop.ui.program import Program  # noqa: E402
from cdd_desktop.ui.theme import apply_theme, load_fonts  # noqa: E402

PICTURES = ROOT / "resources" / "help" / "pictures"
NOW = datetime(2024, 2, 17, 9, 0, tzinfo=BANGKOK)
# name -> place in the window and theme
SCENES = {
    "home": ("home", "light"),
    "mission": ("khok_nong_na", "light"),
    "mission-women-fund": ("women_fund", "light"),
    "mission-dark": ("thai_fabric", "dark"),
    "documents": ("documents", "light"),
    "settings": ("settings", "light"),
}


def settle(app: QApplication, seconds: float) -> None:
    """Let the window lay out, paint and load what it loads after its first frame."""
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        app.processEvents()


def save(widget: QWidget, name: str) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    target = PICTURES / f"{name}.png"
    widget.grab().save(str(target))
    with Image.open(target) as picture:  # 256 colours are all a calm window needs: half the size
        picture.convert("RGB").quantize(256, dither=Image.Dither.NONE).save(target, optimize=True)
    print(target.relative_to(ROOT))


def open_program(app: QApplication, data: Path) -> tuple[Frame, Program]:
    clock = FixedClock(NOW)
    frame = Frame(data)
    program = Program(frame, data, clock)
    program.open()
    frame.setGeometry(0, 0, *SIZE)
    frame.show()
    settle(app, 2)
    return frame, program


def main() -> None:
    app = QApplication([])
    load_fonts()
    apply_theme(app, "light")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        frame, _ = open_program(app, Path(folder) / "new")
        save(frame, "first-start")
        frame.close()
        data = Path(folder) / "demo"
        make_demo(data, FixedClock(NOW))
        frame, program = open_program(app, data)
        window = program.window
        assert window is not None
        window.session.open_round("2")
        for name, (place, theme) in SCENES.items():
            apply_theme(app, theme)
            window.go(place)
            settle(app, 0.7)
            save(frame, name)
        frame.close()


if __name__ == "__main__":
    main()
