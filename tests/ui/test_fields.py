"""Fields: every kind has an editor; values are committed whole, never while typed, and nothing typed is lost."""

from __future__ import annotations

import gc
import weakref
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QFocusEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from cdd_desktop.criteria.kinds import KINDS, BoolKind, FactValue
from cdd_desktop.criteria.model import Fact
from cdd_desktop.ui.choice_editors import ChoicesEditor
from cdd_desktop.ui.controls import Chip, Segmented, Select
from cdd_desktop.ui.fields import EDITORS, FactField
from cdd_desktop.ui.line_edit import CommitLine
from cdd_desktop.ui.list_editor import ListEditor
from tests.ui.kit import CTRL, SHIFT, copy, fact, press, type_text

VALUES: dict[str, FactValue] = {
    "bool": True,
    "count": 1104,
    "baht": Decimal("1234.50"),
    "percent": Decimal("92.5"),
    "count_list": (5, None, 7),
    "percent_list": (Decimal(80), Decimal("90.5"), Decimal(100)),
    "baht_list": (Decimal(10), Decimal(20), None),
    "choice": "b",
    "choices": ("a", "c"),
    "date": date(2024, 2, 20),
}
MONTHS = ("มกราคม", "กุมภาพันธ์", "มีนาคม")


class Heard:
    """What a field has said."""

    def __init__(self, field: FactField) -> None:
        self.window: QWidget | None = None  # held here, as a window without a holder is gone
        self.committed: list[Any] = []
        self.unreadable: list[str] = []
        field.committed.connect(lambda name, value: self.committed.append(value))
        field.unreadable.connect(lambda name, text: self.unreadable.append(text))


def shown(qtbot: QtBot, *fields: FactField) -> QWidget:
    window = QWidget()
    layout = QVBoxLayout(window)
    for field in fields:
        layout.addWidget(field)
    window.resize(800, 400)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    return window


def make(qtbot: QtBot, one: Fact, value: FactValue | None = None) -> tuple[FactField, Heard]:
    field = FactField(one, captions=MONTHS if one.kind.listed and one.kind.name.endswith("_list") else ())
    field.set_value(value)
    heard = Heard(field)
    heard.window = shown(qtbot, field)
    field.focus()
    return field, heard


def line(field: FactField, at: int = 0) -> CommitLine:
    found = field.editor.inputs()[at]
    assert isinstance(found, CommitLine)
    return found


def leave(widget: QWidget, reason: Qt.FocusReason = Qt.FocusReason.TabFocusReason) -> None:
    QApplication.sendEvent(widget, QFocusEvent(QEvent.Type.FocusOut, reason))


def test_every_kind_has_an_editor_and_a_value_to_try() -> None:
    assert set(EDITORS) == set(KINDS) == set(VALUES)


@pytest.mark.parametrize("kind", KINDS)
def test_an_editor_gives_back_what_it_was_given(qtbot: QtBot, kind: str) -> None:
    one = fact(kind, choices=("เล็ก", "กลาง", "ใหญ่") if kind.startswith("choice") else ())
    field, heard = make(qtbot, one, VALUES[kind])
    assert field.editor.value() == VALUES[kind]
    assert one.kind.parse(field.editor.value_text()) == VALUES[kind]
    field.set_value(None)
    assert field.editor.value() is None
    assert field.editor.value_text() == ""
    assert heard.committed == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_input_can_be_reached_and_has_a_name(qtbot: QtBot, kind: str) -> None:
    one = fact(kind, choices=("เล็ก", "กลาง", "ใหญ่") if kind.startswith("choice") else ())
    field, _ = make(qtbot, one)
    inputs = field.editor.inputs()
    assert inputs
    for widget in inputs:
        assert widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        assert "ผู้เรียนรู้ทั้งหมด" in widget.accessibleName()


@pytest.mark.parametrize(
    "held", [Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier], ids=["return", "keypad"]
)
def test_enter_commits_and_goes_to_the_next_field(qtbot: QtBot, held: Qt.KeyboardModifier) -> None:
    first, second = FactField(fact("count", "first")), FactField(fact("count", "second"))
    heard = Heard(first)
    window = shown(qtbot, first, second)
    assert window.isVisible()
    first.focus()
    type_text(line(first), "104")
    assert heard.committed == []
    press(line(first), Qt.Key.Key_Enter, held)
    assert heard.committed == [104]
    assert line(second).hasFocus()
    press(line(second), Qt.Key.Key_Return, SHIFT)
    assert line(first).hasFocus()
    assert heard.committed == [104]


def test_enter_passes_over_what_is_hidden_locked_out_or_no_field(qtbot: QtBot) -> None:
    first, hidden, last = (FactField(fact("count", name)) for name in ("first", "hidden", "last"))
    last.set_previous(5)
    window = shown(qtbot, first, hidden, last)
    assert window.isVisible()
    hidden.hide()
    first.focus()
    press(line(first), Qt.Key.Key_Return)
    assert line(last).hasFocus()


def test_tab_and_a_click_elsewhere_commit_but_a_menu_does_not(qtbot: QtBot) -> None:
    field, heard = make(qtbot, fact("count"))
    type_text(line(field), "12")
    leave(line(field), Qt.FocusReason.PopupFocusReason)
    assert heard.committed == []
    leave(line(field), Qt.FocusReason.TabFocusReason)
    assert heard.committed == [12]
    line(field).setText("13")
    leave(line(field), Qt.FocusReason.MouseFocusReason)
    assert heard.committed == [12, 13]
    leave(line(field), Qt.FocusReason.MouseFocusReason)
    assert heard.committed == [12, 13]


@pytest.mark.parametrize(
    ("kind", "typed", "value", "text"),
    [
        ("count", "๑๒๓๔", 1234, "1,234"),
        ("count", " 1,234 ", 1234, "1,234"),
        ("count", "ๅจภ", 104, "104"),
        ("count", "ๅ/-", 123, "123"),
        ("baht", "ๅจภใถ", Decimal("104.5"), "104.50"),
        ("baht", "๑๒๓๔.๕", Decimal("1234.5"), "1,234.50"),
        ("percent", "๙๒.๕", Decimal("92.5"), "92.5"),
        ("date", "๒๐ ก.พ. ๒๕๖๗", date(2024, 2, 20), "20 ก.พ. 2567"),
        ("date", "20/2/67", date(2024, 2, 20), "20 ก.พ. 2567"),
        ("date", "2024-02-20", date(2024, 2, 20), "20 ก.พ. 2567"),
    ],
)
def test_thai_digits_and_separators_are_read_and_shown_after_commit(
    qtbot: QtBot, kind: str, typed: str, value: FactValue, text: str
) -> None:
    field, heard = make(qtbot, fact(kind))
    type_text(line(field), typed)
    assert line(field).text() == typed
    leave(line(field))
    assert heard.committed == [value]
    assert line(field).text() == text


def test_text_that_cannot_be_read_stays_with_its_reason_and_can_be_mended(qtbot: QtBot) -> None:
    field, heard = make(qtbot, fact("count"), 80)
    line(field).selectAll()
    type_text(line(field), "แปดสิบ")
    leave(line(field))
    assert heard.unreadable == ["แปดสิบ"]
    assert heard.committed == []
    assert line(field).text() == "แปดสิบ"
    assert field.problem_text() == field.problem.text() == "อ่านเป็นตัวเลขไม่ได้"
    assert field.problem.isVisible()
    assert field.problem_mark.isVisible()
    assert line(field).property("problem") is True
    assert "อ่านเป็นตัวเลขไม่ได้" in line(field).accessibleDescription()
    line(field).setText("80")  # the old value again: still news, because the draft is over
    leave(line(field))
    assert heard.committed == [80]
    assert field.problem_text() == ""
    assert line(field).property("problem") is False


def test_emptying_a_field_commits_nothing_as_none(qtbot: QtBot) -> None:
    field, heard = make(qtbot, fact("count"), 80)
    line(field).clear()
    leave(line(field))
    assert heard.committed == [None]


def test_a_stored_draft_comes_back_with_its_reason(qtbot: QtBot) -> None:
    field, heard = make(qtbot, fact("date"))
    field.set_draft("20/2/3110")
    assert line(field).text() == "20/2/3110"
    assert "3110" in field.problem_text()
    assert heard.unreadable == []


def test_a_value_that_cannot_be_is_marked_in_words_until_it_can(qtbot: QtBot) -> None:
    field, _ = make(qtbot, fact("count"), 120)
    field.set_problem("มากกว่าผู้เรียนรู้ทั้งหมด")
    assert field.problem.text() == "มากกว่าผู้เรียนรู้ทั้งหมด"
    assert field.problem.isVisible()
    field.set_problem("")
    assert not field.problem.isVisible()


def test_typing_is_not_disturbed_by_a_value_from_elsewhere(qtbot: QtBot) -> None:
    field, heard = make(qtbot, fact("count"), 80)
    line(field).selectAll()
    type_text(line(field), "9")
    field.set_value(85)
    assert line(field).text() == "9"
    leave(line(field))
    assert heard.committed == [9]


def test_a_field_gone_to_has_its_text_chosen_so_that_typing_replaces_it(qtbot: QtBot) -> None:
    field, heard = make(qtbot, fact("count"), 80)
    type_text(line(field), "9")
    leave(line(field))
    assert heard.committed == [9]


def test_escape_gives_back_the_committed_text(qtbot: QtBot) -> None:
    field, heard = make(qtbot, fact("count"), 80)
    type_text(line(field), "5")
    press(line(field), Qt.Key.Key_Escape)
    assert line(field).text() == "80"
    leave(line(field))
    assert heard.committed == []


def test_undo_is_the_fields_until_commit_and_the_windows_after(qtbot: QtBot) -> None:
    field, _ = make(qtbot, fact("count"), 80)

    def claims_undo() -> bool:
        from PySide6.QtGui import QKeyEvent

        event = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_Z, CTRL, "")
        event.ignore()
        QApplication.sendEvent(line(field), event)
        return event.isAccepted()

    assert not claims_undo()
    type_text(line(field), "5")
    assert claims_undo()
    press(line(field), Qt.Key.Key_Z, CTRL)
    assert line(field).text() == "80"
    assert not claims_undo()


def test_the_last_rounds_value_is_copied_by_click_and_by_key(qtbot: QtBot) -> None:
    field, heard = make(qtbot, fact("count"))
    assert field.previous.isHidden()
    field.set_previous(80)
    assert field.previous.text() == "รอบก่อน 80"
    assert field.previous.isVisible()
    field.previous.click()
    press(line(field), Qt.Key.Key_D, CTRL)
    assert heard.committed == [80, 80]
    assert line(field).text() == "80"
    field.set_previous(None)
    press(line(field), Qt.Key.Key_D, CTRL)
    assert heard.committed == [80, 80]


@pytest.mark.parametrize("kind", ["bool", "choices", "choice", "count_list", "date"])
def test_the_key_for_the_last_rounds_value_works_in_every_editor(qtbot: QtBot, kind: str) -> None:
    one = fact(kind, choices=("เล็ก", "กลาง", "ใหญ่") if kind.startswith("choice") else ())
    field, heard = make(qtbot, one)
    field.set_previous(VALUES[kind])
    press(field.editor.inputs()[0], Qt.Key.Key_D, CTRL, "\x04")
    assert heard.committed == [VALUES[kind]]


def test_a_locked_field_takes_nothing(qtbot: QtBot) -> None:
    field, heard = make(qtbot, fact("count"), 80)
    field.set_previous(70)
    field.set_read_only(read_only=True)
    press(line(field), Qt.Key.Key_5, text="5")
    press(line(field), Qt.Key.Key_D, CTRL)
    leave(line(field))
    assert heard.committed == []
    assert line(field).text() == "80"


@pytest.mark.parametrize("kind", ["count", "choice", "bool"])
def test_the_wheel_changes_no_value(qtbot: QtBot, kind: str) -> None:
    one = fact(kind, choices=tuple(f"จังหวัด {at}" for at in range(9)) if kind == "choice" else ())
    field, heard = make(qtbot, one, {"count": 80, "choice": "c", "bool": True}[kind])
    target = field.editor.inputs()[0]
    for turn in (120, -120):
        event = QWheelEvent(
            QPointF(5, 5), QPointF(5, 5), QPoint(), QPoint(0, turn), Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(target, event)
    assert field.editor.value() == {"count": 80, "choice": "c", "bool": True}[kind]
    assert heard.committed == []


# --- yes and no ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        (Qt.Key.Key_Left, "", True),
        (Qt.Key.Key_Right, "", False),
        (Qt.Key.Key_Space, " ", True),
        (Qt.Key.Key_unknown, "ม", True),
        (Qt.Key.Key_unknown, "ไ", False),
        (Qt.Key.Key_1, "1", True),
        (Qt.Key.Key_0, "0", False),
    ],
)
def test_yes_and_no_are_answered_by_one_key(qtbot: QtBot, key: Qt.Key, text: str, value: bool) -> None:
    field, heard = make(qtbot, fact("bool"))
    press(field.editor.inputs()[0], key, text=text)
    assert heard.committed == [value]


def test_yes_and_no_are_asked_in_the_words_of_the_kind(qtbot: QtBot) -> None:
    one = replace(fact("bool"), kind=BoolKind("ทำแล้ว", "ยังไม่ทำ"))
    field, heard = make(qtbot, one)
    press(field.editor.inputs()[0], Qt.Key.Key_unknown, text="ย")
    assert heard.committed == [False]
    assert field.editor.value_text() == "ยังไม่ทำ"
    assert field.editor.width() == FactField(fact("count")).editor.sizeHint().width()


def test_space_turns_an_answer_and_delete_takes_it_back(qtbot: QtBot) -> None:
    field, heard = make(qtbot, fact("bool"), True)
    choice = field.editor.inputs()[0]
    assert isinstance(choice, Segmented)
    press(choice, Qt.Key.Key_Space)
    press(choice, Qt.Key.Key_Delete)
    press(choice, Qt.Key.Key_Delete)
    assert heard.committed == [False, None]
    assert "ยังไม่ได้ตอบ" in choice.accessibleDescription()


def test_a_click_on_either_half_answers(qtbot: QtBot) -> None:
    field, heard = make(qtbot, fact("bool"))
    choice = field.editor.inputs()[0]
    qtbot.mouseClick(choice, Qt.MouseButton.LeftButton, pos=QPoint(choice.width() - 20, 10))
    qtbot.mouseClick(choice, Qt.MouseButton.LeftButton, pos=QPoint(20, 10))
    assert heard.committed == [False, True]


# --- choices ---------------------------------------------------------------------------------------------------------


def chips(field: FactField) -> list[Chip]:
    return [widget for widget in field.editor.inputs() if isinstance(widget, Chip)]


def test_choices_are_ticked_in_the_packs_order_whatever_the_order_of_clicks(qtbot: QtBot) -> None:
    field, heard = make(qtbot, fact("choices", choices=("พอเพียง", "วินัย", "สุจริต")))
    chips(field)[2].click()
    chips(field)[0].click()
    assert heard.committed == [("c",), ("a", "c")]
    chips(field)[2].click()
    chips(field)[0].click()
    assert heard.committed[-1] is None


def test_none_of_the_choices_is_an_answer_of_its_own(qtbot: QtBot) -> None:
    field, heard = make(qtbot, fact("choices", choices=("พอเพียง", "วินัย")), ("a",))
    assert isinstance(field.editor, ChoicesEditor)
    field.editor.none.click()
    assert heard.committed == [()]
    assert not chips(field)[0].isChecked()
    chips(field)[1].click()
    assert heard.committed == [(), ("b",)]
    assert not field.editor.none.isChecked()


def test_arrows_move_among_chips_and_delete_takes_the_answer_back(qtbot: QtBot) -> None:
    field, heard = make(qtbot, fact("choice", choices=("เล็ก", "กลาง", "ใหญ่")), "a")
    press(chips(field)[0], Qt.Key.Key_Right)
    assert chips(field)[1].hasFocus()
    press(chips(field)[1], Qt.Key.Key_Space, text=" ")
    press(chips(field)[1], Qt.Key.Key_Delete)
    assert heard.committed == ["b", None]


def test_many_choices_become_a_list_to_drop_down(qtbot: QtBot) -> None:
    field, heard = make(qtbot, fact("choice", choices=tuple(f"จังหวัด {at}" for at in range(9))), "c")
    select = field.editor.inputs()[0]
    assert isinstance(select, Select)
    assert select.currentText() == "จังหวัด 2"
    press(select, Qt.Key.Key_Down)
    assert heard.committed == ["d"]


# --- lists -----------------------------------------------------------------------------------------------------------


def cells(field: FactField) -> list[str]:
    assert isinstance(field.editor, ListEditor)
    return [cell.line.text() for cell in field.editor.cells]


def test_a_list_is_one_value_of_all_its_cells(qtbot: QtBot) -> None:
    field, heard = make(qtbot, fact("count_list", months=True))
    type_text(line(field, 0), "๕")
    press(line(field, 0), Qt.Key.Key_Return)
    assert line(field, 1).hasFocus()
    type_text(line(field, 1), "7")
    press(line(field, 1), Qt.Key.Key_Return)
    assert heard.committed == [(5, None, None), (5, 7, None)]
    line(field, 0).clear()
    leave(line(field, 0))
    line(field, 1).clear()
    leave(line(field, 1))
    assert heard.committed[-1] is None


@pytest.mark.parametrize("block", ["5\t6\t7", "5\n6\n7\n", "5\t6\r\n7\r\n"])
def test_a_block_from_excel_spreads_over_the_cells_as_one_commit(qtbot: QtBot, block: str) -> None:
    field, heard = make(qtbot, fact("count_list", months=True))
    copy(block)
    press(line(field, 0), Qt.Key.Key_V, CTRL)
    assert cells(field) == ["5", "6", "7"]
    assert heard.committed == [(5, 6, 7)]


def test_a_block_is_put_where_the_cursor_is_and_keeps_the_cells_before_it(qtbot: QtBot) -> None:
    field, heard = make(qtbot, fact("count_list", months=True), (1, 2, 3))
    copy("8\t9")
    press(line(field, 1), Qt.Key.Key_V, CTRL)
    assert heard.committed == [(1, 8, 9)]


def test_what_is_pasted_beyond_the_last_place_stays_in_sight_until_it_is_emptied(qtbot: QtBot) -> None:
    field, heard = make(qtbot, fact("count_list", months=True))
    copy("1\t2\t3\t4")
    press(line(field, 0), Qt.Key.Key_V, CTRL)
    assert heard.committed == [(1, 2, 3, 4)]
    assert isinstance(field.editor, ListEditor)
    assert field.editor.cells[3].caption.text() == "เกิน"
    line(field, 3).clear()
    leave(line(field, 3))
    assert heard.committed[-1] == (1, 2, 3)
    assert len(field.editor.cells) == 3


def test_a_single_number_from_excel_is_pasted_without_its_line_feed(qtbot: QtBot) -> None:
    field, heard = make(qtbot, fact("count"))
    copy("1,234\r\n")
    press(line(field), Qt.Key.Key_V, CTRL)
    leave(line(field))
    assert heard.committed == [1234]


def test_an_unreadable_cell_is_marked_and_every_cell_kept(qtbot: QtBot) -> None:
    field, heard = make(qtbot, fact("count_list", months=True), (1, 2, 3))
    line(field, 1).setText("สอง")
    leave(line(field, 1))
    assert heard.unreadable == ["1; สอง; 3"]
    assert field.problem_text() == "ช่อง กุมภาพันธ์: อ่านเป็นตัวเลขไม่ได้"
    assert [bool(line(field, at).property("problem")) for at in range(3)] == [False, True, False]
    again, _ = make(qtbot, fact("count_list", months=True))
    again.set_draft("1; สอง; 3")
    assert cells(again) == ["1", "สอง", "3"]
    assert again.problem_text() == field.problem_text()


def test_percentages_follow_the_count_and_keep_what_was_typed(qtbot: QtBot) -> None:
    field, heard = make(qtbot, fact("percent_list", length_of="activities_done"))
    field.set_length(None)
    assert cells(field) == []
    field.set_length(3)
    assert cells(field) == ["", "", ""]
    field.set_value((Decimal(80), Decimal(90), Decimal(100)))
    field.set_length(2)
    assert cells(field) == ["80", "90", "100"]
    assert isinstance(field.editor, ListEditor)
    assert [cell.caption.text() for cell in field.editor.cells] == ["1", "2", "เกิน"]
    field.set_length(4)
    assert cells(field) == ["80", "90", "100", ""]
    assert heard.committed == []


def test_one_press_gives_every_activity_a_hundred(qtbot: QtBot) -> None:
    field, heard = make(qtbot, fact("percent_list", length_of="activities_done"))
    field.set_length(3)
    assert isinstance(field.editor, ListEditor)
    field.editor.fill_all.click()
    assert heard.committed == [(Decimal(100),) * 3]


def test_sixty_activities_fit_without_a_scroll_bar_of_their_own(qtbot: QtBot) -> None:
    field, _ = make(qtbot, fact("percent_list", length_of="activities_done"))
    field.set_length(60)
    window = field.window()
    window.resize(800, 700)
    qtbot.waitUntil(lambda: line(field, 59).mapTo(window, QPoint(0, 0)).y() > 0)
    corners = {line(field, at).mapTo(window, QPoint(0, 0)).toTuple() for at in range(60)}
    assert len(corners) == 60
    assert all(0 <= x <= 800 - line(field).width() for x, _ in corners)
    assert field.height() >= field.heightForWidth(field.width())


# --- dates -----------------------------------------------------------------------------------------------------------


def test_a_date_shows_the_other_era_beside_it(qtbot: QtBot) -> None:
    field, _ = make(qtbot, fact("date"), date(2024, 2, 20))
    assert field.unit.text() == "ค.ศ. 2024"
    field.set_value(None)
    assert field.unit.text() == ""


@pytest.mark.parametrize("typed", ["20/2/3110", "31/2/2567", "20/13/2567", "20/2/ค.ศ. 67"])
def test_a_day_that_cannot_be_is_refused_and_kept(qtbot: QtBot, typed: str) -> None:
    field, heard = make(qtbot, fact("date"))
    type_text(line(field), typed)
    leave(line(field))
    assert heard.unreadable == [typed]
    assert heard.committed == []
    assert line(field).text() == typed
    assert field.problem_text()


# --- looks -----------------------------------------------------------------------------------------------------------


def test_values_of_single_fields_stand_in_one_column(qtbot: QtBot) -> None:
    texts = ("ผู้เรียนรู้", "ครัวเรือนเป้าหมายที่ได้รับการช่วยเหลือตามแผนพัฒนาครัวเรือน " * 2, "วันที่", "มีแผน")
    kinds = ("count", "baht", "date", "bool")
    fields = [FactField(fact(kind, kind, label=text, unit="ครัวเรือน")) for kind, text in zip(kinds, texts, strict=True)]
    fields[0].set_previous(5)
    fields[2].set_previous(date(2024, 11, 30))
    fields[1].set_previous(Decimal("123456789.50"))
    window = shown(qtbot, *fields)
    assert window.isVisible()
    lefts = {field.editor.mapTo(field, QPoint(0, 0)).x() for field in fields}
    widths = {field.editor.width() for field in fields}
    assert len(lefts) == 1
    assert len(widths) == 1


def test_a_narrow_field_puts_its_label_above(qtbot: QtBot) -> None:
    field, _ = make(qtbot, fact("count", unit="คน"))
    window = field.window()
    window.resize(420, 300)
    qtbot.waitUntil(lambda: field.editor.y() > 0)
    window.resize(800, 300)
    qtbot.waitUntil(lambda: field.editor.y() == 0)


def test_fields_go_away_with_their_window(qtbot: QtBot) -> None:
    window = QWidget()
    layout = QVBoxLayout(window)
    fields = []
    for kind in KINDS:
        field = FactField(fact(kind, kind, choices=("เล็ก", "กลาง") if kind.startswith("choice") else ()))
        field.set_places(MONTHS)
        layout.addWidget(field)
        fields.append(weakref.ref(field))
    window.show()
    window.close()
    window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    del window, layout, field
    gc.collect()
    assert [one() for one in fields if one() is not None] == []
