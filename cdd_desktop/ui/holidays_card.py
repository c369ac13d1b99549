"""The public holidays of a year in the settings: what the cabinet adds or moves, the office enters itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from cdd_desktop.errors import UserError
from cdd_desktop.store import holidays, people
from cdd_desktop.store.answers import Action
from cdd_desktop.store.people import Right
from cdd_desktop.thai.clean import RefusedText, clean_text
from cdd_desktop.thai.dates import long_date, parse_date
from cdd_desktop.ui.controls import Select
from cdd_desktop.ui.flow import FlowLayout
from cdd_desktop.ui.session import Change, Session
from cdd_desktop.ui.text import ThaiLabel
from cdd_desktop.ui.widgets import Card, button, icon_button
from cdd_desktop.ui.zoom import fit

ERA = 543
Line = TypeVar("Line", bound=QLineEdit)
LONGEST = 120
_SATURDAY = 5
_DAYS = ("จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์", "อาทิตย์")


class DayLine(QLineEdit):
    """A field for a day, which passes on a block of a worksheet that is pasted into it.

    Signals:
        block_pasted: the clipboard holds more than a day.
    """

    block_pasted = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste) and "\t" in QGuiApplication.clipboard().text():
            self.block_pasted.emit()
        else:
            super().keyPressEvent(event)


class HolidaysCard(Card):
    """A row for each holiday of a year; a day is added by hand or pasted from a worksheet.

    Signals:
        said: a sentence about what was done.
        failed: a UserError.
    """

    said = Signal(str)
    failed = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("วันหยุดราชการ", parent)
        self.setObjectName("holidays")
        self._session = session
        self._year = session.clock.today().year
        self.years = Select()
        self.years.setAccessibleName("ปี พ.ศ. ของวันหยุด")
        self.years.activated.connect(self._year_chosen)
        self.day = _named(DayLine(), "วันที่ เช่น 26 ก.พ. 2567", "วันที่ของวันหยุด")
        self.day.block_pasted.connect(self.paste)
        self.name = _named(QLineEdit(), "ชื่อวันหยุด เช่น วันหยุดพิเศษตามมติคณะรัฐมนตรี", "ชื่อวันหยุด")
        self.day.returnPressed.connect(self._go_on)
        self.name.returnPressed.connect(self._add)
        self.problem = ThaiLabel("", "problem")
        fit(self.years, min_width=140)
        self.list = QWidget()
        self._rows = QVBoxLayout(self.list)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        self.list.hide()
        self.opener = button("", "link", on_click=self._open)
        self._own = QWidget()
        self._lay_out()
        session.changed.connect(self._on_change)

    def _lay_out(self) -> None:
        words = "ใช้นับวันทำการก่อนครบกำหนดส่ง เพิ่มวันหยุดพิเศษตามมติคณะรัฐมนตรีที่นี่ กำหนดส่งในหนังสือไม่เปลี่ยนตาม"
        self.body.addWidget(ThaiLabel(words, "note"))
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.years)
        head.addWidget(self.opener)
        head.addStretch(1)
        self.body.addLayout(head)
        self.body.addWidget(self.list)
        own = QVBoxLayout(self._own)
        own.setContentsMargins(0, 0, 0, 0)
        own.setSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.day, 2)
        row.addWidget(self.name, 3)
        own.addLayout(row)
        own.addWidget(self.problem)
        acts = QWidget()
        flow = FlowLayout(acts, 8)
        flow.addWidget(button("เพิ่มวันหยุด", icon="plus", on_click=self._add))
        flow.addWidget(button("วางจาก Excel (วันที่ และชื่อ)", "quiet", "clipboard-paste", self.paste))
        flow.addWidget(button("คืนรายการที่มากับโปรแกรม", "quiet", "undo-2", self._bundled))
        own.addWidget(acts)
        self.body.addWidget(self._own)

    # --- showing -------------------------------------------------------------------------------------------------

    def show_holidays(self) -> None:
        """Show the holidays of the chosen year as they hold in this office."""
        known = holidays.holidays(self._session.store)
        years = sorted({day.year for day in known} | {self._session.clock.today().year, self._year}, reverse=True)
        self.years.clear()
        for year in years:
            self.years.addItem(f"พ.ศ. {year + ERA}", year)
        self.years.setCurrentIndex(self.years.findData(self._year))
        may = people.allowed(self._session.store, Right.SETTINGS)
        while (item := self._rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for day, name in sorted({**holidays.bundled(), **known}.items()):
            if day.year == self._year:
                row = self._row if day in known else self._taken_out
                self._rows.addWidget(row(day, name, may=may))
        if self._rows.count() == 0:
            self._rows.addWidget(ThaiLabel("ยังไม่มีวันหยุดของปีนี้", "soft"))
        self._own.setVisible(may)
        self._name_opener()
        self.problem.setVisible(bool(self.problem.text()))

    def _row(self, day: date, name: str, *, may: bool) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(ThaiLabel(long_date(day)), 3)
        row.addWidget(ThaiLabel(f"วัน{_DAYS[day.weekday()]}", "soft"), 2)
        own = "" if holidays.bundled().get(day) == name else " (สำนักงานกำหนดเอง)"
        row.addWidget(ThaiLabel(name + own), 5)
        if may:
            words = f"ให้วันที่ {long_date(day)} เป็นวันทำการ"
            row.addWidget(icon_button("trash-2", words, lambda: self._remove(day)))
        return made

    def _taken_out(self, day: date, name: str, *, may: bool) -> QWidget:
        """Return the row of a bundled holiday that the office made a working day."""
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(ThaiLabel(long_date(day), "soft"), 3)
        row.addWidget(ThaiLabel("วันทำการ", "soft"), 2)
        row.addWidget(ThaiLabel(f"ตัดออกแล้ว: {name}", "soft"), 5)
        if may:
            words = f"ให้วันที่ {long_date(day)} เป็นวันหยุดตามเดิม"
            row.addWidget(icon_button("undo-2", words, lambda: self._put_back(day, name)))
        return made

    def _put_back(self, day: date, name: str) -> None:
        if self._write(holidays.set_holiday, day, name):
            self.said.emit(f"{long_date(day)} เป็นวันหยุดตามเดิมแล้ว")

    def _open(self) -> None:
        self.list.setVisible(self.list.isHidden())
        self._name_opener()

    def _name_opener(self) -> None:
        count = sum(day.year == self._year for day in self._session.holidays)
        self.opener.setText(f"แสดงวันหยุด {count} วัน" if self.list.isHidden() else "ซ่อนรายการ")

    def _year_chosen(self, _row: int) -> None:
        self._year = int(self.years.currentData())
        self.show_holidays()

    def _on_change(self, change: Change) -> None:
        if self.isVisible() and (change.settings or change.everything):
            self.show_holidays()

    # --- doing ---------------------------------------------------------------------------------------------------

    def _go_on(self) -> None:
        self.name.setFocus(Qt.FocusReason.TabFocusReason)

    def _add(self) -> None:
        try:
            day, name = read_line(self.day.text(), self.name.text())
            there = self._session.holidays.get(day)
            if there is not None:
                raise ValueError(f"{long_date(day)} เป็นวันหยุดอยู่แล้ว ({there}) หากชื่อเปลี่ยน ลบวันเดิมก่อน")
        except ValueError as error:
            self._refuse(str(error))
            return
        if self._write(holidays.set_holiday, day, name):
            self._year = day.year
            self.day.clear()
            self.name.clear()
            self._refuse("")
            self.show_holidays()
            self.day.setFocus(Qt.FocusReason.OtherFocusReason)
            weekend = " ตรงกับวันเสาร์อาทิตย์ จึงไม่เปลี่ยนวันทำการ" if day.weekday() >= _SATURDAY else ""
            self.said.emit(f"เพิ่มวันหยุด {long_date(day)} แล้ว{weekend}")

    def paste(self) -> None:
        """Add what is on the clipboard: on each line a day, a tab and a name; all, or nothing with the reasons.

        Days that are holidays already stay as they are: a year's list is pasted whole.
        """
        try:
            found = read_lines(QGuiApplication.clipboard().text())
            new = {day: name for day, name in found.items() if day not in self._session.holidays}
            if not new:
                raise ValueError(f"ทั้ง {len(found)} วันเป็นวันหยุดอยู่แล้ว ไม่มีวันใดเพิ่ม")
        except ValueError as error:
            self._refuse(str(error))
            return
        if self._write(holidays.set_holidays, new):
            self._refuse("")
            self._year = max(new).year
            self.show_holidays()
            there = len(found) - len(new)
            left = f" อีก {there} วันเป็นวันหยุดอยู่แล้ว จึงไม่เปลี่ยน" if there else ""
            self.said.emit(f"เพิ่มวันหยุด {len(new)} วันแล้ว{left}")

    def _remove(self, day: date) -> None:
        if self._write(holidays.remove_holiday, day):
            self.said.emit(f"{long_date(day)} เป็นวันทำการแล้ว")

    def _bundled(self) -> None:
        if self._write(holidays.bundled_again, self._year):
            self.said.emit(f"ใช้รายการวันหยุดปี พ.ศ. {self._year + ERA} ที่มากับโปรแกรมแล้ว")

    def _write(self, work: Callable[..., Action], *given: object) -> bool:
        """Store something and show it; return whether it was stored."""
        store = self._session.store
        try:
            self._session.write(lambda: work(store, *given))
        except UserError as error:
            self.failed.emit(error)
            return False
        self.show_holidays()
        return True

    def _refuse(self, why: str) -> None:
        self.problem.setText(why)
        self.problem.setVisible(bool(why))


def read_line(day: str, name: str) -> tuple[date, str]:
    """Return a holiday as it was typed; raises ValueError that says what is wrong (Thai)."""
    if not day.strip():
        raise ValueError("ยังไม่ได้ระบุวันที่")
    found = parse_date(day)
    try:
        words = clean_text(name, LONGEST).strip()
    except RefusedText as refused:
        raise ValueError(str(refused)) from refused
    if not words:
        raise ValueError(f"{long_date(found)}: ยังไม่ได้ระบุชื่อวันหยุด")
    return found, words


def read_lines(text: str) -> Mapping[date, str]:
    """Return holidays as they come from a worksheet; raises ValueError that names every line that cannot be."""
    days: dict[date, str] = {}
    wrong: list[str] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        day, _, name = line.partition("\t")
        try:
            found, words = read_line(day, name)
            if found in days:
                raise ValueError(f"{long_date(found)} ซ้ำกัน")
            days[found] = words
        except ValueError as error:
            wrong.append(f"บรรทัด {number}: {error}")
    if wrong:
        raise ValueError("ไม่ได้เพิ่มวันใด " + "\n".join(wrong[:8]))
    if not days:
        raise ValueError("ไม่มีวันหยุดในคลิปบอร์ด คัดลอกสองช่องจาก Excel คือวันที่และชื่อ แล้ววางอีกครั้ง")
    return days


def _named(line: Line, hint: str, name: str) -> Line:
    line.setPlaceholderText(hint)
    line.setAccessibleName(name)
    return line
