"""Settings: the office, its people, how paper and window look, where the data lies and its backups."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cdd_desktop import __version__
from cdd_desktop.errors import UserError
from cdd_desktop.reports.gather import THAI_DIGITS
from cdd_desktop.store.evidence import KEEP_PLACE
from cdd_desktop.ui.backup_card import BackupCard
from cdd_desktop.ui.controls import Segmented, Select
from cdd_desktop.ui.encryption_card import EncryptionCard
from cdd_desktop.ui.holidays_card import HolidaysCard
from cdd_desktop.ui.keeping import Keeper
from cdd_desktop.ui.letterhead_card import LetterheadCard
from cdd_desktop.ui.moving_card import MovingCard
from cdd_desktop.ui.office_form import OfficeForm
from cdd_desktop.ui.page import Page
from cdd_desktop.ui.people_card import PeopleCard
from cdd_desktop.ui.province_key_card import ProvinceKeyCard
from cdd_desktop.ui.sections import Section, Sections
from cdd_desktop.ui.session import Session
from cdd_desktop.ui.text import ThaiLabel
from cdd_desktop.ui.theme import THEME_LABELS, tokens
from cdd_desktop.ui.widgets import Card, button, column
from cdd_desktop.ui.zoom import LEVELS, fit, zoom

WIDTH = 760
PROVINCE_DIGITS = 2  # of the code of a province; a district has four
_DIGIT_WORDS = ("ไทย ๑๒๓", "อารบิก 123")


class SettingsPage(Page):
    """Everything that is set once.

    Signals:
        theme_chosen: name of a theme.
        zoom_chosen: how large everything is to be, in percent.
        done: a sentence about what was done.
        failed: a UserError.
        person_wanted: id of the person to change, "" for somebody new.
        licences_wanted: show the licences of what is bundled.
        asked: a request to the program (``requests``).
    """

    theme_chosen = Signal(str)
    zoom_chosen = Signal(int)
    done = Signal(str)
    failed = Signal(object)
    person_wanted = Signal(str)
    licences_wanted = Signal()
    asked = Signal(object)

    def __init__(self, session: Session, data_dir: Path, keeper: Keeper, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("settings")
        self._session = session
        self.office = OfficeForm()
        self.save = button("บันทึกข้อมูลสำนักงาน", "primary", on_click=self._save_office)
        self.save.setEnabled(False)
        self.office.edited.connect(lambda: self.save.setEnabled(True))
        self.people = PeopleCard(session)
        self.people.wanted.connect(self.person_wanted)
        self.digits = Segmented(*_DIGIT_WORDS)
        self.digits.setAccessibleName("เลขในเอกสาร")
        self.digits.chosen.connect(self._digits_chosen)
        self.place = Segmented("ลบออก", "เก็บไว้")
        self.place.setAccessibleName("ตำแหน่งที่ถ่ายภาพหลักฐาน")
        self.place.chosen.connect(self._place_chosen)
        self.theme = Select()
        self.theme.setAccessibleName("สีของหน้าจอ")
        for name, label in THEME_LABELS.items():
            self.theme.addItem(label, name)
        self.size_choice = Select()
        self.size_choice.setAccessibleName("ขนาดตัวอักษร")
        for percent in LEVELS:
            self.size_choice.addItem(f"{percent} %", percent)
        self.size_choice.activated.connect(lambda _row: self.zoom_chosen.emit(int(self.size_choice.currentData())))
        self.theme.activated.connect(lambda _row: self.theme_chosen.emit(str(self.theme.currentData())))
        self.backups = BackupCard(session, data_dir, keeper)
        self.encryption = EncryptionCard(session)
        self.moving = MovingCard(session, keeper)
        self.province_key = ProvinceKeyCard(session)
        self.province_key.hide()
        for card in (self.backups, self.encryption, self.moving):
            card.asked.connect(self.asked)
        self.holidays = HolidaysCard(session)
        for one in (self.backups, self.encryption, self.moving, self.province_key, self.holidays):
            one.said.connect(self.done)
            one.failed.connect(self.failed)
        self.letterhead = LetterheadCard(session)
        self.letterhead.said.connect(self.done)
        self.letterhead.failed.connect(self.failed)
        self._person = session.store.person
        session.changed.connect(self._on_change)
        self._build()

    def _build(self) -> None:
        office = Card("สำนักงาน")
        office.body.addWidget(self.office)
        office.body.addWidget(self.save, 0, Qt.AlignmentFlag.AlignLeft)
        use = Card("การใช้งาน")
        _row(use, "เลขในเอกสารที่พิมพ์", "หนังสือราชการใช้เลขไทย", self.digits)
        _row(use, "ตำแหน่งที่ถ่ายภาพหลักฐาน", "ถ้าเก็บ จะเก็บเป็นพิกัดโดยประมาณ ไม่อยู่ในตัวภาพ", self.place)
        _row(use, "สีของหน้าจอ", "ใช้กับเครื่องนี้เท่านั้น", self.theme)
        _row(use, "ขนาดตัวอักษร", "Ctrl++ และ Ctrl+- ทำได้ทุกหน้า", self.size_choice)
        parts = (
            Section("สำนักงาน", "building-2", office),
            Section("ผู้ใช้งาน", "user", self.people),
            Section("การใช้งาน", "settings", use),
            Section("หัวหนังสือ", "file-text", self.letterhead),
            Section("วันหยุดราชการ", "calendar-days", self.holidays),
            Section("สำเนาสำรอง", "save", self.backups),
            Section("รหัสผ่านและเข้ารหัส", "lock", self.encryption),
            Section("กุญแจกู้คืนสำหรับอำเภอ", "lock-open", self.province_key),
            Section("ย้ายเครื่อง", "usb", self.moving),
            Section("เกี่ยวกับโปรแกรม", "info", self._about_card()),
        )
        self.sections = Sections("ตั้งค่า", parts, WIDTH)
        column(self).addWidget(self.sections)

    def enter(self) -> None:
        self.office.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        self.letterhead.leave()

    def _about_card(self) -> Card:
        card = Card("เกี่ยวกับโปรแกรม")
        words = "โปรแกรมทำงานในเครื่องนี้ทั้งหมด ไม่เชื่อมต่ออินเทอร์เน็ต สัญญาอนุญาต MIT"
        card.body.addWidget(ThaiLabel(f"CDD Desktop รุ่น {__version__}"))
        card.body.addWidget(ThaiLabel(words, "note"))
        licences = button("สัญญาอนุญาตของส่วนประกอบ", "link", on_click=self.licences_wanted.emit)
        card.body.addWidget(licences, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    # --- showing -------------------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.show_settings()

    def show_settings(self) -> None:
        """Show everything as it is stored."""
        session = self._session
        if session.office is not None:
            self.office.show_office(session.office)
        self.save.setEnabled(False)
        self.people.show_people()
        self.letterhead.show_letterhead()
        self.holidays.show_holidays()
        self.digits.set_value(bool(session.setting(THAI_DIGITS, True)))
        self.place.set_value(not session.setting(KEEP_PLACE, False))
        self.size_choice.setCurrentIndex(self.size_choice.findData(zoom()))
        self.theme.setCurrentIndex(max(self.theme.findData(tokens().name), 0))
        self.backups.show_backups()
        self.encryption.show_state()
        self.province_key.setVisible(session.office is not None and len(session.office.code) == PROVINCE_DIGITS)
        self.province_key.show_state()
        self.moving.show_state()
        self.sections.show_index()

    def _on_change(self, _change: object) -> None:
        """Show what somebody else at the keyboard may do; what was secret of the one before goes."""
        here = self._session.store.person
        if here != self._person:
            self._person = here
            self.province_key.put_away()
            if self.isVisible():
                self.show_settings()

    # --- doing ---------------------------------------------------------------------------------------------------

    def _save_office(self) -> None:
        office = self.office.office()
        if office is None:
            return
        try:
            self._session.set_office(office)
        except UserError as error:
            self.failed.emit(error)
            return
        self.show_settings()
        self.done.emit("บันทึกข้อมูลสำนักงานแล้ว")

    def _place_chosen(self, left_out: object) -> None:
        try:
            self._session.set_setting(KEEP_PLACE, left_out is False)
        except UserError as error:
            self.failed.emit(error)
        self.place.set_value(not self._session.setting(KEEP_PLACE, False))

    def _digits_chosen(self, thai: object) -> None:
        try:
            self._session.set_setting(THAI_DIGITS, thai is not False)
        except UserError as error:
            self.failed.emit(error)
        self.digits.set_value(bool(self._session.setting(THAI_DIGITS, True)))


def _row(card: Card, label: str, note: str, field: QWidget) -> None:
    words = QVBoxLayout()
    words.setSpacing(0)
    words.addWidget(ThaiLabel(label))
    words.addWidget(ThaiLabel(note, "note"))
    row = QHBoxLayout()
    row.setSpacing(16)
    row.addLayout(words, 1)
    if isinstance(field, Select):
        fit(field, min_width=240)
    row.addWidget(field)
    card.body.addLayout(row)
