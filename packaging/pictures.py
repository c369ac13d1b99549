"""Make the pictures of the README and the help from the demo office: ``python packaging/pictures.py [NAME...]``.

Drawn offscreen with the bundled typeface and a clock that stands still, so the same program gives the same pictures.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

SIZE, SMALL = (1366, 768), (760, 900)
_SCREEN = {"name": "office", "x": 0, "y": 0, "width": SIZE[0], "height": 900, "logicalDpi": 96, "dpr": 1}
_SCREENS = Path(tempfile.mkdtemp()) / "screens.json"
_SCREENS.write_text(json.dumps({"screens": [_SCREEN]}), encoding="utf-8")
os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={_SCREENS}"
ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from PIL import Image  # noqa: E402
from PySide6.QtCore import QPoint, QRect, Qt  # noqa: E402
from PySide6.QtGui import QColor, QPixmap, QRegion  # noqa: E402
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea, QWidget  # noqa: E402

from cdd_desktop.clock import BANGKOK, FixedClock  # noqa: E402
from cdd_desktop.demo import make_demo  # noqa: E402
from cdd_desktop.store import Damaged  # noqa: E402
from cdd_desktop.store.people import Role, people, sign_in  # noqa: E402
from cdd_desktop.ui.frame import Frame  # noqa: E402
from cdd_desktop.ui.help_sheet import SHARPNESS  # noqa: E402
from cdd_desktop.ui.main_window import MainWindow  # noqa: E402
from cdd_desktop.ui.program import Program  # noqa: E402
from cdd_desktop.ui.theme import apply_theme, load_fonts, tokens  # noqa: E402

PICTURES = ROOT / "resources" / "help" / "pictures"
NOW = datetime(2024, 2, 17, 9, 0, tzinfo=BANGKOK)
FOLDER = r"D:\ข้อมูล CDD"  # what a picture says in the place of where the script worked
MISSION = "khok_nong_na"


@dataclass(frozen=True)
class Whole:
    """A picture of the whole window, for the README: place and theme."""

    place: str
    theme: str = "light"


@dataclass(frozen=True)
class Part:
    """A picture of one control, for the help.

    Attributes:
        place: page that it stands on.
        control: its object name.
        high: most pixels of its height that are shown.
        top: pixels of it that are left out above.
        size: of the window; in a narrow one a control is as wide as the help is.
        round: that is open.
    """

    place: str
    control: str
    high: int = 420
    top: int = 0
    size: tuple[int, int] = SMALL
    round: str = "2"


SHOTS: dict[str, Whole | Part] = {
    "home": Whole("home"),
    "mission-women-fund": Whole("women_fund"),
    "mission-dark": Whole("thai_fabric", "dark"),
    "home-agenda": Part("home", "home", 560, size=(900, 900), round="3"),
    "mission-fields": Part(MISSION, "formScroll", 400, top=240),
    "result": Part(MISSION, "resultPanel", 520, size=SIZE),
    "evidence": Part(MISSION, "evidence", 420),
    "people": Part("settings", "people"),
    "holidays": Part("settings", "holidays", 360),
    "backups": Part("settings", "backups", 520),
    "encryption": Part("settings", "encryption"),
    "moving": Part("settings", "moving"),
    "documents-round": Part("documents", "documents", 460),
    "letter": Part("letter", "letter", 520),
    "channels": Part("channels", "channels", 460),
    "due": Part("due", "due", 460),
    "compare": Part("compare", "compare", 460),
    "history": Part("history", "history", 460),
}


def settle(app: QApplication, seconds: float) -> None:
    """Let the window lay out, paint and load what it loads after its first frame."""
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        app.processEvents()


def keep(picture: QPixmap, name: str) -> None:
    """Write a picture in few colours: all that a calm window needs, at half the size."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    target = PICTURES / f"{name}.png"
    picture.save(str(target))
    with Image.open(target) as drawn:
        colours = 256 if name.startswith(("mission-", "evidence", "home")) else 64
        drawn.convert("RGB").quantize(colours, dither=Image.Dither.NONE).save(target, optimize=True)
    print(target.relative_to(ROOT))


def save_part(widget: QWidget, name: str, high: int, top: int = 0) -> None:
    """Draw a control from ``top`` down, sharp enough for a screen at 150 %."""
    for label in widget.findChildren(QLabel):
        if tempfile.gettempdir() in label.text():
            label.setText(f"ข้อมูลอยู่ในโฟลเดอร์ {FOLDER}")
    widget.setGraphicsEffect(None)  # type: ignore[arg-type]  # what has a shadow is not drawn elsewhere
    area = QRect(0, top, widget.width(), min(widget.height() - top, high))
    drawn = QPixmap((area.size().toSizeF() * SHARPNESS).toSize())
    drawn.setDevicePixelRatio(SHARPNESS)
    drawn.fill(QColor(tokens().paper))
    widget.render(drawn, QPoint(), QRegion(area))
    keep(drawn, name)


def open_program(app: QApplication, data: Path, size: tuple[int, int] = SIZE) -> tuple[Frame, Program]:
    clock = FixedClock(NOW)
    frame = Frame(data)
    program = Program(frame, data, clock)
    program.open()
    frame.setWindowState(Qt.WindowState.WindowNoState)
    frame.setGeometry(0, 0, *size)
    frame.show()
    settle(app, 2)
    return frame, program


def office(app: QApplication, folder: Path) -> tuple[Frame, MainWindow]:
    """Open the demo office in its second round, with the head at the keyboard."""
    make_demo(folder, FixedClock(NOW))
    frame, program = open_program(app, folder)
    window = program.window
    assert window is not None
    window.session.open_round("2")
    head = next(one for one in people(window.session.store) if one.role is Role.HEAD)
    sign_in(window.session.store, head.id)
    window.session.reload()
    return frame, window


def shoot(app: QApplication, frame: Frame, window: MainWindow, name: str, shot: Whole | Part) -> None:
    frame.resize(*(SIZE if isinstance(shot, Whole) else shot.size))
    if isinstance(shot, Whole):
        apply_theme(app, shot.theme)
    else:
        window.session.open_round(shot.round)
    window.go(shot.place)
    settle(app, 0.7)
    if isinstance(shot, Whole):
        keep(frame.grab(), name)
        apply_theme(app, "light")
        return
    page = window.shown_page()
    assert page is not None
    page.setFocus(Qt.FocusReason.OtherFocusReason)  # no ring round whatever stands first
    found = page if page.objectName() == shot.control else page.findChild(QWidget, shot.control)
    assert isinstance(found, QWidget), name
    area = page.findChild(QScrollArea)
    if area is not None:
        area.verticalScrollBar().setValue(0)
    settle(app, 0.3)
    save_part(found, name, shot.high, shot.top)


def over_a_page(app: QApplication, frame: Frame, window: MainWindow) -> None:
    """Make the pictures of what opens over a page, and of a mission that was sent."""
    frame.resize(*SIZE)
    window.go(MISSION)
    window.act.show_what_if()
    settle(app, 0.5)
    save_part(window.sheet, "what-if", 460)
    window.back()
    window.act.search()
    window.palette_search.line.setText("โคก")
    settle(app, 0.5)
    save_part(window.palette_search, "search", 400)
    window.palette_search.close_search()
    window.round.desk.submit_all([window.session.pack.indicator_by_id[MISSION]], incomplete=True)
    for _ in range(60):
        settle(app, 0.5)
        if window.session.state(MISSION).submission is not None:
            break
    else:
        raise SystemExit("the mission was not sent: its picture would show the wrong thing")
    frame.resize(*SMALL)
    settle(app, 0.5)
    page = window.mission_page()
    assert page is not None
    save_part(page.round_strip, "rounds", 300)


def before_opening(app: QApplication, folder: Path) -> None:
    """Make the pictures of what stands in the place of the window."""
    from cdd_desktop.ui.failure import FailurePage

    frame, _ = open_program(app, folder, SMALL)
    page = frame.findChild(QWidget, "firstStart")
    assert isinstance(page, QWidget)
    save_part(page, "first-office", 560)
    damaged = FailurePage(Damaged("อ่านบางส่วนไม่ได้"), Path(FOLDER))
    frame.hold(damaged)
    damaged.restore_text.setText("สำเนาที่สมบูรณ์ 4 ชุด ล่าสุด 17 ก.พ. 2567 เวลา 08.30 น.")
    damaged.found.hide()
    damaged.salvage.show()
    damaged.salvage_text.setText("อ่านการแก้ไขที่พิสูจน์ได้ว่าถูกต้อง 212 จาก 214 รายการ")
    settle(app, 0.5)
    save_part(damaged.card, "damaged", 420)
    frame.setCentralWidget(QWidget())
    frame.close()


def main(names: list[str]) -> None:
    app = QApplication([])
    load_fonts()
    apply_theme(app, "light")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        if not names:
            before_opening(app, Path(folder) / "new")
        frame, window = office(app, Path(folder) / "demo")
        for name, shot in SHOTS.items():
            if not names or name in names:
                shoot(app, frame, window, name, shot)
        if not names or "rounds" in names:
            over_a_page(app, frame, window)
        frame.close()


if __name__ == "__main__":
    main(sys.argv[1:])
