"""An open data folder and a window on it, for the tests of screens."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from pathlib import Path

from pytestqt.qtbot import QtBot

from cdd_desktop import paths
from cdd_desktop.clock import FixedClock
from cdd_desktop.criteria.loader import load_packs
from cdd_desktop.criteria.model import Pack
from cdd_desktop.store import Office, Store
from cdd_desktop.ui.main_window import MainWindow
from cdd_desktop.ui.session import Session

DISTRICT = Office(
    "2401",
    "สำนักงานพัฒนาชุมชนอำเภอตัวอย่าง",
    "ฉะเชิงเทรา",
    "เมืองฉะเชิงเทรา",
    "นางสาวตัวอย่าง ใจดี",
    "พัฒนาการอำเภอ",
    ("นายสมมุติ ตั้งใจ",),
)
PROVINCE = Office("24", "สำนักงานพัฒนาชุมชนจังหวัดตัวอย่าง", "ฉะเชิงเทรา", "", "", "", ())
NOON = datetime(2024, 2, 17, 12, 0)
FIRST = "khok_nong_na"


@cache
def packs() -> dict[str, Pack]:
    return load_packs(paths.criteria_packs())


def open_session(folder: Path, *, office: Office | None = DISTRICT, moment: datetime = NOON) -> Session:
    """Open a data folder; a new one belongs to ``office``."""
    clock = FixedClock(moment)
    store = Store.open(folder, clock)
    if office is not None and store.office() is None:
        store.set_office(office)
    return Session(store, packs(), clock)


def show_window(qtbot: QtBot, session: Session, folder: Path) -> MainWindow:
    """Show a window that the test closes by itself."""
    window = MainWindow(session, folder)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    qtbot.waitExposed(window)
    return window
