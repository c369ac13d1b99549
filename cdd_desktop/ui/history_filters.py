"""What of the history is wanted: words, mission, kind of thing, person, days, only what was removed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from cdd_desktop.criteria.kinds import KINDS
from cdd_desktop.criteria.model import Fact
from cdd_desktop.reports.history_words import meant_by
from cdd_desktop.store import Filter
from cdd_desktop.store.keys import (
    CERTIFICATION,
    DOCUMENT,
    DUTY,
    ENTRY,
    EVIDENCE,
    HOLIDAY,
    OFFICE,
    PACK,
    PERSON,
    REOPENING,
    REPORTED,
    SETTINGS,
    SUBMISSION,
    TEMPLATE,
    UNLOCK,
    WITHDRAWAL,
)
from cdd_desktop.thai.dates import show_date
from cdd_desktop.ui.controls import Chip, Select
from cdd_desktop.ui.date_editor import DateEditor
from cdd_desktop.ui.flow import FlowLayout
from cdd_desktop.ui.session import Session
from cdd_desktop.ui.text import ThaiLabel
from cdd_desktop.ui.zoom import fit

_EVER, _ROUND, _BETWEEN = 0, -1, -2
_SPANS = (("ทุกวัน", _EVER), ("วันนี้", 1), ("7 วันล่าสุด", 7), ("30 วันล่าสุด", 30), ("1 ปีล่าสุด", 365))
_KINDS: tuple[tuple[str, str], ...] = (
    ("ทุกเรื่อง", ""),
    ("ข้อมูลภารกิจ", ENTRY),
    ("หลักฐาน", EVIDENCE),
    ("ส่ง รับรอง ปลดล็อก", f"{SUBMISSION} {CERTIFICATION} {UNLOCK} {WITHDRAWAL} {REOPENING}"),
    ("หนังสือและการรายงาน", f"{DOCUMENT} {REPORTED} {TEMPLATE}"),
    ("ผู้รับผิดชอบและวันหยุด", f"{DUTY} {HOLIDAY}"),
    ("คน สำนักงาน ตั้งค่า", f"{PERSON} {OFFICE} {SETTINGS} {PACK}"),
)
_WAIT_MS = 250  # after the last letter, before the log is searched


class HistoryFilters(QWidget):
    """Signals:
    changed: something else is wanted.
    """

    changed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._names: Mapping[str, str] = {}
        self.words = QLineEdit()
        self.words.setAccessibleName("ค้นในประวัติ")
        self.words.setPlaceholderText("ค้นในประวัติ: ชื่อช่อง ค่า คน หรือสิ่งที่ทำ")
        self.mission, self.person = _select("ภารกิจ"), _select("ผู้ทำ")
        self.days, self.kinds = _select("ช่วงวัน"), _select("เรื่อง")
        for text, kinds in _KINDS:
            self.kinds.addItem(text, kinds)
        self.removed = Chip("เฉพาะที่ลบ")
        self.removed.setToolTip("สิ่งที่ลบหรือเลิกใช้ กู้คืนได้จากรายการ")
        self.start, self.end = _day("ตั้งแต่วันที่"), _day("ถึงวันที่")
        self.between = QWidget()
        self.problem = ThaiLabel("", "problem")
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for parts in (((self.words, 3), (self.mission, 3)), ((self.kinds, 1), (self.person, 1), (self.days, 1))):
            row = QHBoxLayout()
            row.setSpacing(8)
            for widget, stretch in parts:
                row.addWidget(widget, stretch)
            column.addLayout(row)
        days = FlowLayout(self.between, 8)
        for words, editor in (("ตั้งแต่วันที่", self.start), ("ถึงวันที่", self.end)):
            pair = QWidget()  # a field goes into the next row with its name
            row = QHBoxLayout(pair)
            row.setContentsMargins(0, 0, 8, 0)
            row.addWidget(ThaiLabel(words, wrap=False))
            row.addWidget(editor)
            days.addWidget(pair)
        column.addWidget(self.between)
        column.addWidget(self.problem)
        self.between.hide()
        self.problem.hide()

    def _connect(self) -> None:
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_WAIT_MS)
        self._wait.timeout.connect(self.changed)
        self.words.textChanged.connect(lambda _text: self._wait.start())
        for select in (self.mission, self.person, self.kinds):
            select.activated.connect(lambda _row: self.changed.emit())
        self.days.activated.connect(lambda _row: self._span_chosen())
        self.removed.toggled.connect(lambda _on: self.changed.emit())
        for editor in (self.start, self.end):
            editor.committed.connect(lambda _value: self._day_given())
            editor.unreadable.connect(lambda _text: self._refuse("อ่านวันที่ไม่ได้ พิมพ์เช่น 1 ก.พ. 2567"))

    def fill(self, names: Mapping[str, str]) -> None:
        """Offer what there is, and keep what was chosen.

        Args:
            names: people by id.
        """
        session, self._names = self._session, names
        self.start.today = self.end.today = session.clock.today()
        missions = [(f"{item.no} {item.short}", item.id) for item in session.pack.indicators]
        _offer(self.mission, [("ทุกภารกิจ", ""), *missions])
        _offer(self.person, [("ทุกคน", ""), *((name, person) for person, name in names.items())])
        _offer(self.days, [*_SPANS, (f"รอบที่เปิดอยู่ ({session.round.title})", _ROUND), ("กำหนดช่วงวัน…", _BETWEEN)])

    def show_mission(self, mission: str) -> None:
        """Ask for everything about one mission."""
        self.fill(self._names)
        for select in (self.kinds, self.person, self.days):
            select.setCurrentIndex(0)
        self.words.clear()
        self._wait.stop()
        self.removed.setChecked(False)
        self.mission.setCurrentIndex(max(self.mission.findData(mission), 0))
        self._span_chosen()

    def _span_chosen(self) -> None:
        between = self.days.currentData() == _BETWEEN
        self.between.setVisible(between)
        self._refuse("")
        self.changed.emit()
        if between:
            self.start.focus()

    def _day_given(self) -> None:
        start, end = self.start.value(), self.end.value()
        crossed = isinstance(start, date) and isinstance(end, date) and end < start
        self._refuse("วันสุดท้ายอยู่ก่อนวันแรก จึงไม่มีรายการ" if crossed else "")
        self.changed.emit()

    def _refuse(self, why: str) -> None:
        self.problem.setText(why)
        self.problem.setVisible(bool(why))

    def wanted(self) -> Filter:
        """Return what is asked for."""
        session, text = self._session, self.words.text().strip()
        span = self.days.currentData() or _EVER
        start, end = self._days(span)
        of_round = span == _ROUND
        return Filter(
            mission=str(self.mission.currentData() or ""),
            round=session.round_id if of_round else "",
            pack=session.pack.id if of_round else "",
            person=str(self.person.currentData() or ""),
            start=start,
            end=end,
            kinds=tuple(str(self.kinds.currentData() or "").split()),
            text=text,
            meant=meant_by(text, session.packs, self._names),
            removed=self.removed.isChecked(),
        )

    def _days(self, span: int) -> tuple[date | None, date | None]:
        if span == _BETWEEN:
            start, end = self.start.value(), self.end.value()
            return start if isinstance(start, date) else None, end if isinstance(end, date) else None
        return (self._session.clock.today() - timedelta(days=span - 1) if span > 0 else None), None

    def asked_text(self) -> str:
        """Return in words what is asked for, "" for everything."""
        selects = (self.mission, self.kinds, self.person)
        chosen = [select.currentText() for select in selects if select.currentIndex() > 0]
        words = self.words.text().strip()
        chosen += [self.removed.text()] if self.removed.isChecked() else []
        chosen += [f"ที่มีคำว่า “{words}”"] if words else []
        return " · ".join([*chosen, *self._days_texts()])

    def _days_texts(self) -> list[str]:
        span = self.days.currentData() or _EVER
        if span == _ROUND:
            return [self._session.where_text]
        if span != _BETWEEN:
            return [self.days.currentText()] if span else []
        start, end = self._days(span)
        return [f"{words} {show_date(day)}" for words, day in (("ตั้งแต่", start), ("ถึง", end)) if day]


def _select(name: str) -> Select:
    made = Select()
    fit(made, min_width=96)
    made.setAccessibleName(name)
    made.setToolTip(name)
    return made


def _day(name: str) -> DateEditor:
    made = DateEditor(Fact(name, KINDS["date"], name))
    made.set_names(name, "วันที่ พ.ศ. หรือ ค.ศ. ปฏิทินเปิดด้วย F4")
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return made


def _offer(select: Select, choices: list[tuple[str, str]] | list[tuple[str, int]]) -> None:
    """Offer choices and keep what was chosen, where it is still among them."""
    chosen = select.currentData()
    select.clear()
    for text, data in choices:
        select.addItem(text, data)
    select.setCurrentIndex(max(select.findData(chosen), 0))
