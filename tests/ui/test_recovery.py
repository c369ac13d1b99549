"""The drill of the forgotten password, played through the windows of a province and of a district."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from cdd_desktop.clock import FixedClock
from cdd_desktop.store import Store, keyring, paper_key, people
from cdd_desktop.store.people import Role
from cdd_desktop.ui.main_window import MainWindow
from cdd_desktop.ui.page import SETTINGS
from cdd_desktop.ui.program import Program
from cdd_desktop.ui.province_key_card import ProvinceKeyCard
from cdd_desktop.ui.safety_papers import key_paper
from cdd_desktop.ui.settings_page import SettingsPage
from tests.ui.kit import press
from tests.ui.office import DISTRICT, FIRST, NOON, PROVINCE, open_session, show_window
from tests.ui.test_moving import start

CLOCK = FixedClock(NOON)


@pytest.fixture(autouse=True)
def quick_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """The cost of stretching a password is not what is tested here."""
    monkeypatch.setattr(keyring, "OPS", 1)
    monkeypatch.setattr(keyring, "MEMORY", 1 << 13)


@pytest.fixture
def province(qtbot: QtBot, tmp_path: Path) -> MainWindow:
    return show_window(qtbot, open_session(tmp_path / "province", office=PROVINCE), tmp_path / "province")


def settings(window: MainWindow) -> SettingsPage:
    window.go(SETTINGS)
    page = window.shown_page()
    assert isinstance(page, SettingsPage)
    return page


def printed(window: MainWindow, card: ProvinceKeyCard, out: Path) -> list[str]:
    """Return the rows as the paper shows them."""
    key_paper(window.session, card._identity).write(out)
    document = pypdfium2.PdfDocument(out)
    text = document[0].get_textpage().get_text_bounded()
    document.close()
    rows = paper_key.rows_of(card._identity)
    plain = " ".join(text.split())
    assert all(" ".join(row.split()) in plain for row in rows)
    return list(rows)


def make_key(window: MainWindow, out: Path) -> tuple[ProvinceKeyCard, list[str]]:
    card = settings(window).province_key
    card.make.click()
    rows = printed(window, card, out)
    card.checks.setText(" ".join(row[-2:] for row in rows).lower())
    card.keep.click()
    return card, rows


def test_a_district_has_no_use_for_the_card(qtbot: QtBot, tmp_path: Path) -> None:
    window = show_window(qtbot, open_session(tmp_path), tmp_path)
    assert settings(window).province_key.isHidden()


def test_a_key_counts_only_once_the_paper_was_read_and_is_kept_nowhere(province: MainWindow, tmp_path: Path) -> None:
    card = settings(province).province_key
    assert card.isVisible()
    card.make.click()
    card.checks.setText("AAAAAAAA")
    card.keep.click()
    assert "อักษรตรวจไม่ตรง" in province.notice.text.text()
    assert "ยังไม่มีกุญแจ" in card.state.text()

    card, rows = make_key(province, tmp_path / "key.pdf")
    assert "age1" in card.state.text()
    (tmp_path / "key.pdf").unlink()
    province.session.store.backup()
    secret = "".join(rows[0].split())[:12].encode("ascii")
    held = [path for path in tmp_path.rglob("*") if path.is_file() and secret in path.read_bytes()]
    assert held == []
    public = tmp_path / "public.txt"
    card.ask_path = lambda: str(public)
    card.public.click()
    assert public.read_bytes().startswith(b"age1")


def test_the_whole_drill_from_a_new_key_to_a_new_password(province: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    card, rows = make_key(province, tmp_path / "key.pdf")
    public = tmp_path / "public.txt"
    card.ask_path = lambda: str(public)
    card.public.click()

    program = encrypted_district(qtbot, tmp_path / "district", public)
    page = program.unlock
    assert page is not None
    page.forgot.click()
    request = tmp_path / "request.json"
    page.ask_path = lambda: str(request)
    page.request.click()
    number = page.saved.text().split()[-1]

    card.ask_file = lambda: str(request)
    card.answer.click()
    texts = [label.text() for label in card.findChildren(type(card.state))]
    assert any(number in text and DISTRICT.head in text for text in texts)
    for line, row in zip(card.rows, rows, strict=True):
        line.setText(row.lower())
    card.rows[2].setText(rows[2].replace(rows[2][0], "Q" if rows[2][0] != "Q" else "P", 1))
    card.rows[2].editingFinished.emit()
    assert "ไม่ตรง" in card.marks[2].text()
    card.show_code.click()
    assert "แถวที่ 3" in province.notice.text.text()
    card.rows[2].setText(rows[2])
    card.show_code.click()
    code = card.code.text()
    assert len(code) == 29
    card.put_away()
    assert not [line for line in card.findChildren(QLineEdit) if line.isVisible()]

    page.code.setText(code.replace("-", " ").lower())
    page.new.setText("a new long one")
    page.again.setText("a new long one")
    press(page.again, Qt.Key.Key_Return)
    window = program.window
    assert window is not None
    assert window.session.store.facts(window.session.key(FIRST))["learners_total"] == 104
    program._frame.close()


def encrypted_district(qtbot: QtBot, folder: Path, public: Path) -> Program:
    """Encrypt a district's folder in its window with the province's file, and start it again."""
    with Store.open(folder, CLOCK) as store:
        store.set_office(DISTRICT)
        people.first_people(store)
    program = start(qtbot, folder)
    first = program.window
    assert first is not None
    head = next(person.id for person in first.session.people if person.role is Role.HEAD)
    first.session.set_person(head)
    first.session.commit(FIRST, "learners_total", 104)
    card = settings(first).encryption
    card.start.click()
    for line in card.lines[head]:
        line.setText("soon forgotten")
    card.ask_file = lambda: str(public)
    card._take_file()
    card.go.click()
    qtbot.waitUntil(lambda: program.window is not None and program.window is not first, timeout=20000)
    assert program.window is not None
    assert program.window.close()
    program._key = None
    program.open()
    return program
