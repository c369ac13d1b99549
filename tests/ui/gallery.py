"""All widgets in all their states, to look at: ``python -m tests.ui.gallery [theme] [page]``."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from decimal import Decimal

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from cdd_desktop.criteria.kinds import KINDS, FactValue, with_choices
from cdd_desktop.criteria.model import Choice, Fact
from cdd_desktop.ui.controls import Select
from cdd_desktop.ui.fields import FactField
from cdd_desktop.ui.grades import GradeBadge, GradeLook, GradeShape
from cdd_desktop.ui.note_edit import NoteEdit
from cdd_desktop.ui.text import ThaiLabel, warm_up
from cdd_desktop.ui.theme import apply_theme, load_fonts
from cdd_desktop.ui.widgets import (
    Card,
    EmptyState,
    Mark,
    Notice,
    ProgressBarThin,
    SideSheet,
    button,
    column,
    heading,
    icon_button,
    page_scroll,
    rule,
    title,
)

VIRTUES = ("พอเพียง", "วินัย", "สุจริต", "จิตอาสา", "กตัญญู")


def fact(name: str, kind: str, label: str, **more: object) -> Fact:
    choices = tuple(Choice(f"c{at}", label) for at, label in enumerate(more.pop("labels", ())))  # type: ignore[arg-type]
    made = with_choices(KINDS[kind], [one.id for one in choices], [one.label for one in choices])
    return Fact(name, made, label, choices=choices, **more)  # type: ignore[arg-type]


def field(
    one: Fact, value: FactValue | None = None, previous: FactValue | None = None, draft: str = "", problem: str = ""
) -> FactField:
    captions = ("มกราคม", "กุมภาพันธ์", "มีนาคม") if one.months else ()
    made = FactField(one, captions=captions, today=date(2024, 2, 17))
    made.set_value(value)
    made.set_previous(previous)
    if draft:
        made.set_draft(draft)
    made.set_problem(problem)
    return made


def fields_page() -> QWidget:
    page = QWidget()
    form = column(page, spacing=12, margins=(32, 24, 32, 24))
    form.addWidget(title("1  ศูนย์เรียนรู้ โคก หนอง นา"))
    form.addWidget(ThaiLabel("ช่องทางรายงาน: Click ชุมชน · เจ้าภาพ สำนักเสริมสร้างความเข้มแข็งชุมชน", "soft"))
    form.addWidget(rule())
    form.addWidget(heading("กิจกรรมและผู้เรียนรู้"))
    held = fact("held", "bool", "มีกิจกรรมส่งเสริมการเรียนรู้ในศูนย์", help="การสอน การแลกเปลี่ยน หรือการพัฒนาแกนนำตามหลัก 5P")
    form.addWidget(field(held, True, False))
    form.addWidget(field(fact("plan", "bool", "มีแผนปฏิบัติการประจำปี")))
    form.addWidget(field(fact("no", "bool", "ไม่มีเป้าหมายกลุ่มออมทรัพย์", default=False), False))
    form.addWidget(field(fact("total", "count", "ผู้เรียนรู้ทั้งหมด", unit="คน"), 1104, 80))
    applied = fact("applied", "count", "ผู้ที่นำไปใช้ประโยชน์", unit="คน", help="ติดตามจากทะเบียนผู้มาเรียนรู้")
    form.addWidget(field(applied, 1200, 58, problem="มากกว่าผู้เรียนรู้ทั้งหมด (1,104 คน) ตรวจสอบทั้งสองช่อง"))
    homes = fact("hh", "count", "ครัวเรือนเป้าหมายที่ได้รับการช่วยเหลือตามแผนพัฒนาครัวเรือน", unit="ครัวเรือน")
    form.addWidget(field(homes, None, 1234, draft="สิบสอง"))
    form.addWidget(field(fact("baht", "baht", "รายได้ไตรมาสเดียวกันของปี 2566", unit="บาท"), Decimal("12345678.5")))
    form.addWidget(field(fact("pct", "percent", "ร้อยละของผู้เข้าร่วม", unit="ร้อยละ"), Decimal("92.5")))
    form.addWidget(field(fact("day", "date", "วันที่จัดกิจกรรม"), date(2024, 2, 20), date(2024, 1, 5)))
    form.addStretch(1)
    return page


def lists_page() -> QWidget:
    page = QWidget()
    form = column(page, spacing=16, margins=(32, 24, 32, 24))
    months = fact("pr", "count_list", "สื่อประชาสัมพันธ์ที่เผยแพร่แต่ละเดือน", unit="ชิ้น", months=True, help="อย่างน้อยเดือนละ 4 ชิ้น")
    form.addWidget(field(months, (5, 12, None), (5, 4, 3)))
    percents = fact("part", "percent_list", "ร้อยละการมีส่วนร่วมของแต่ละกิจกรรม", length_of="done")
    many = field(percents, tuple(Decimal(60 + at) for at in range(14)))
    many.set_length(12)
    form.addWidget(many)
    bad = field(percents)
    bad.set_length(4)
    bad.set_draft("80; เก้าสิบ; 101; 75")
    form.addWidget(bad)
    form.addWidget(field(percents))
    form.addWidget(field(fact("v", "choices", "คุณธรรมที่ดำเนินการแล้ว", labels=VIRTUES), ("c0", "c3"), ("c0",)))
    form.addWidget(field(fact("c", "choice", "ขนาดของสำนักงาน", labels=("เล็ก", "กลาง", "ใหญ่")), "c1"))
    form.addWidget(field(fact("c2", "choice", "จังหวัด", labels=[f"จังหวัดที่ {at}" for at in range(9)])))
    form.addWidget(ThaiLabel("บันทึก", ""))
    note = NoteEdit()
    note.set_text("ที่นี่ที่นั่น ผู้ใหญ่บ้านแจ้งว่าศูนย์ฯ ปิดปรับปรุงถึงสิ้นเดือน\nจะจัดกิจกรรมทดแทนในเดือนมีนาคม")
    form.addWidget(note)
    form.addStretch(1)
    return page


LOOKS = (
    GradeLook("A", "ระดับ A", open=False),
    GradeLook("B", "ระดับ B", open=False),
    GradeLook("C", "ระดับ C", open=False),
    GradeLook("D", "ระดับ D", open=False),
    GradeLook("", "ยังตัดสินไม่ได้", "อาจได้ A B C D"),
    GradeLook("below", "ไม่ถึงระดับ D", open=False),
    GradeLook("green", "ระดับสีเขียว", open=False),
    GradeLook("yellow", "ระดับสีเหลือง", open=False),
    GradeLook("red", "ระดับสีแดง", open=False),
    GradeLook("5", "ระดับ 5", open=False),
    GradeLook("3", "ระดับ 3", open=False),
    GradeLook("1", "ระดับ 1", open=False),
)


def grades_page() -> QWidget:
    page = QWidget()
    form = column(page, spacing=16, margins=(32, 24, 32, 24))
    grid = QGridLayout()
    grid.setSpacing(20)
    for at, look in enumerate(LOOKS):
        badge = GradeBadge(72)
        badge.set_look(look)
        grid.addWidget(badge, at // 4, at % 4)
    form.addLayout(grid)
    row = QHBoxLayout()
    row.setSpacing(12)
    for size in (20, 24, 28):
        for look in LOOKS[:9]:
            shape = GradeShape(size)
            shape.set_look(look)
            row.addWidget(shape)
    row.addStretch(1)
    form.addLayout(row)
    small = GradeBadge(28)
    small.set_look(LOOKS[4])
    form.addWidget(small)
    marks = QHBoxLayout()
    for kind, words in (
        ("met", "A มีกิจกรรมส่งเสริมการเรียนรู้"),
        ("not_met", "ใช้ประโยชน์ 76.92 < 80"),
        ("unknown", "ยังไม่ได้กรอกผู้เรียนรู้"),
        ("problem", "แก้ไข"),
        ("warn", "ระวัง"),
    ):
        marks.addWidget(Mark(kind))
        marks.addWidget(ThaiLabel(words, wrap=False))
    marks.addStretch(1)
    form.addLayout(marks)
    bar = ProgressBarThin()
    bar.set_progress(7, 11)
    form.addWidget(bar)
    form.addStretch(1)
    return page


def words_page() -> QWidget:
    page = QWidget()
    form = column(page, spacing=12, margins=(32, 24, 32, 24))
    for tone, text, action in (
        ("good", "ลบหมู่บ้าน “ปู่ย่าตายาย ที่นี่” แล้ว", "เลิกทำ"),
        ("warn", "นาฬิกาของเครื่องนี้อาจไม่ถูกต้อง วันที่ที่แสดงจึงเชื่อถือไม่ได้", ""),
        ("danger", "อ่านไฟล์จากแฟลชไดรฟ์ไม่ได้ ข้อมูลในเครื่องไม่เปลี่ยน ลองเสียบใหม่แล้วกดนำเข้าอีกครั้ง", "นำเข้าอีกครั้ง"),
    ):
        notice = Notice()
        notice.say(text, tone=tone, action=action)
        form.addWidget(notice)
    row = QHBoxLayout()
    row.setSpacing(8)
    for text, kind, icon in (
        ("ส่งรอบนี้", "primary", ""),
        ("พิมพ์", "", "printer"),
        ("ดูตัวอย่าง", "quiet", "eye"),
        ("ลบข้อมูล", "danger", "trash-2"),
        ("ดูที่มา", "link", ""),
    ):
        row.addWidget(button(text, kind, icon))
    off = button("ปิดใช้", "primary")
    off.setEnabled(False)
    row.addWidget(off)
    row.addWidget(icon_button("history", "ประวัติ"))
    choose = Select()
    choose.addItems(["รอบที่ 1", "รอบที่ 2 ส่งภายใน 20 ก.พ. 2567"])
    row.addWidget(choose)
    row.addStretch(1)
    form.addLayout(row)
    lines = QHBoxLayout()
    lines.setSpacing(24)
    for role in ("", "note", "heading"):
        card = Card("หัวข้อของกลุ่ม")
        card.body.addWidget(ThaiLabel(LONG, role))
        card.body.addWidget(ThaiLabel(LONG, role, lines=2))
        card.body.addWidget(ThaiLabel(LONG, role, wrap=False))
        lines.addWidget(card)
    form.addLayout(lines)
    form.addWidget(EmptyState("ยังไม่มีภาพกิจกรรม วางภาพที่นี่ หรือเลือกจากแฟ้ม แล้วภาพจะติดไปกับรายงาน", "เพิ่มภาพ", "image-plus"))
    form.addStretch(1)
    return page


LONG = "ผู้ที่เข้าเรียนรู้แล้วนำไปใช้ประโยชน์ต้องไม่น้อยกว่าร้อยละ 80 ของผู้เรียนรู้ทั้งหมด ปู่ที่นั่งอยู่ ณ ศูนย์ฝึกฯ กตัญญู น้ำใจ ซื้อที่ ผึ้ง ก๋วยเตี๋ยว ปี๊บ"
PAGES: dict[str, Callable[[], QWidget]] = {
    "fields": fields_page,
    "lists": lists_page,
    "grades": grades_page,
    "words": words_page,
}


def main(theme: str = "light", name: str = "fields", extra: str = "") -> int:
    app = QApplication(sys.argv[:1])
    load_fonts()
    apply_theme(app, theme)
    window = QWidget()
    body = QVBoxLayout(window)
    body.setContentsMargins(0, 0, 0, 0)
    body.addWidget(page_scroll(PAGES[name]()))
    width = int(extra) if extra.isdigit() else 840
    window.setGeometry(0, 0, width, 768)
    window.show()
    window.activateWindow()
    warm_up(app)
    if extra == "sheet":
        sheet = SideSheet(window)
        sheet.body.addWidget(ThaiLabel(LONG))
        sheet.body.addStretch(1)
        QTimer.singleShot(500, lambda: sheet.open("ที่มาของเกณฑ์"))
    if extra == "calendar":
        editor = next(one.editor for one in window.findChildren(FactField) if one.fact.id == "day")
        QTimer.singleShot(800, editor.open_calendar)  # type: ignore[attr-defined]
    if extra == "menu":
        menu = QMenu(window)
        for words in ("เลิกทำ\tCtrl+Z", "คัดลอก\tCtrl+C", "วาง\tCtrl+V"):
            menu.addAction(words)
        QTimer.singleShot(500, lambda: menu.popup(window.mapToGlobal(window.rect().center())))
    return app.exec()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
