"""Public holidays in the settings."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from cdd_desktop.store.holidays import bundled, holidays
from cdd_desktop.ui.holidays_card import HolidaysCard, read_lines
from cdd_desktop.ui.session import Session
from tests.ui.kit import copy, press
from tests.ui.office import open_session

SPECIAL = date(2024, 2, 19)


@pytest.fixture
def card(qtbot: QtBot, tmp_path: Path) -> Iterator[HolidaysCard]:
    session = open_session(tmp_path)
    made = HolidaysCard(session)
    qtbot.addWidget(made)
    made.show_holidays()
    made.show()
    yield made
    session.close()


def kept(card: HolidaysCard) -> dict[date, str]:
    session: Session = card._session
    return holidays(session.store)


def test_a_day_is_added_by_enter_and_counts_at_once(card: HolidaysCard) -> None:
    card.day.setText("๑๙ ก.พ. ๒๕๖๗")
    press(card.day, Qt.Key.Key_Return)
    card.name.setText("วันหยุดพิเศษ")
    press(card.name, Qt.Key.Key_Return)
    assert kept(card)[SPECIAL] == "วันหยุดพิเศษ"
    assert card._session.holidays[SPECIAL] == "วันหยุดพิเศษ"
    assert (card.day.text(), card.problem.text()) == ("", "")
    card._session.undo()
    assert SPECIAL not in kept(card)


@pytest.mark.parametrize(
    ("day", "name", "why"),
    [
        ("", "ก", "วันที่"),
        ("31 ก.พ. 2567", "ก", "ไม่มีวันที่"),
        ("19 ก.พ. 2567", " ", "ชื่อ"),
        ("1 ม.ค. 2567", "วันขึ้นปีใหม่", "อยู่แล้ว"),
        ("1 ม.ค. 2567", "อีกชื่อหนึ่ง", "วันขึ้นปีใหม่"),
    ],
)
def test_what_cannot_be_is_refused_beside_the_field(card: HolidaysCard, day: str, name: str, why: str) -> None:
    card.day.setText(day)
    card.name.setText(name)
    card._add()
    assert why in card.problem.text()
    assert kept(card) == dict(bundled())
    assert card.day.text() == day


def test_days_are_pasted_from_a_worksheet_as_one_action(card: HolidaysCard) -> None:
    copy("19/2/2567\tวันหยุดพิเศษ\n2024-03-01\tวันหยุดเพิ่ม\n")
    card.paste()
    assert kept(card)[date(2024, 3, 1)] == "วันหยุดเพิ่ม"
    assert card._session.undo_label() == "เพิ่มวันหยุด 2 วัน"


def test_a_block_of_a_worksheet_is_pasted_into_the_day_field_by_key(card: HolidaysCard) -> None:
    copy("19/2/2567\tวันหยุดพิเศษ\n1/3/2567\tวันหยุดเพิ่ม")
    card.day.setFocus()
    press(card.day, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert kept(card)[date(2024, 3, 1)] == "วันหยุดเพิ่ม"
    copy("5 มี.ค. 2567")
    press(card.day, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert card.day.text() == "5 มี.ค. 2567"


def test_a_whole_year_is_pasted_and_what_is_there_stays(card: HolidaysCard, qtbot: QtBot) -> None:
    copy("1/1/2567\tปีใหม่\n19/2/2567\tวันหยุดพิเศษ")
    with qtbot.waitSignal(card.said) as said:
        card.paste()
    assert said.args is not None
    assert "อีก 1 วันเป็นวันหยุดอยู่แล้ว" in said.args[0]
    assert kept(card)[date(2024, 1, 1)] == "วันขึ้นปีใหม่"
    assert kept(card)[SPECIAL] == "วันหยุดพิเศษ"
    card.paste()
    assert "ไม่มีวันใดเพิ่ม" in card.problem.text()


def test_a_paste_with_one_wrong_line_adds_nothing_and_names_it(card: HolidaysCard) -> None:
    copy("19/2/2567\tวันหยุดพิเศษ\nวันดี\tวันหยุด")
    card.paste()
    assert "บรรทัด 2" in card.problem.text()
    assert kept(card) == dict(bundled())


def test_a_removed_day_is_a_working_day_until_the_bundled_list_is_taken_again(card: HolidaysCard) -> None:
    card._remove(date(2024, 2, 26))
    assert date(2024, 2, 26) not in kept(card)
    back = next(one for one in card.findChildren(QToolButton) if "26 กุมภาพันธ์ 2567 เป็นวันหยุดตามเดิม" in one.toolTip())
    back.click()
    assert kept(card) == dict(bundled())
    card._remove(date(2024, 2, 26))
    card._bundled()
    assert kept(card) == dict(bundled())


def test_the_same_day_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="ซ้ำ"):
        read_lines("19/2/2567\tก\n19 ก.พ. 2567\tข")
