"""The table of commands of the main window."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from cdd_desktop.ui.commands import Command, CommandGroup
from cdd_desktop.ui.page import SUMMARY
from cdd_desktop.ui.theme import THEME_LABELS
from cdd_desktop.ui.zoom import LEVELS

if TYPE_CHECKING:
    from cdd_desktop.ui.main_window import MainWindow


def commands(window: MainWindow) -> tuple[CommandGroup, ...]:
    """Return every command, as the menus show them."""
    return (
        CommandGroup("ไฟล์", _file(window)),
        CommandGroup("แก้ไข", _edit(window)),
        CommandGroup("รอบ", _round(window)),
        CommandGroup("ไป", (*_go(window), None, *_missions(window), None, *_areas(window))),
        CommandGroup("มุมมอง", (*_themes(window), None, *_zoom(window))),
        CommandGroup("ช่วยเหลือ", _help(window)),
    )


def _file(window: MainWindow) -> tuple[Command | None, ...]:
    paper = window.act.paper
    return (
        Command("preview", "ดูตัวอย่างเอกสาร", partial(paper, "preview"), ("Ctrl+Shift+P",)),
        Command("print", "พิมพ์…", partial(paper, "print"), ("Ctrl+P",)),
        Command("pdf", "บันทึกเป็น PDF…", partial(paper, "pdf"), ("Ctrl+E",)),
        Command("excel", "บันทึกสมุดงาน Excel ทั้งรอบ…", partial(paper, "excel"), ("Ctrl+Shift+E",)),
        Command(
            "readback",
            "อ่านค่ากลับจากสมุดงาน Excel…",
            partial(_read_back, window),
            ("Ctrl+Shift+O",),
            words="นำเข้า import อ่านกลับ",
        ),
        Command("summary", "ดูสรุปผลทุกภารกิจ", partial(paper, "preview", SUMMARY), ("Ctrl+Shift+S",)),
        Command("chat", "คัดลอกผลของรอบเป็นข้อความสำหรับแชต", window.act.copy_chat, ("Ctrl+Alt+C",), words="LINE ไลน์"),
        None,
        Command("save", "บันทึกทันที", window.act.save_now, ("Ctrl+S",), offered=False),
        Command("quit", "ปิดโปรแกรม", window.quit_wanted.emit, ("Ctrl+Q",), words="ออก"),
    )


def _edit(window: MainWindow) -> tuple[Command | None, ...]:
    act = window.act
    return (
        Command("undo", "เลิกทำ", act.undo, ("Ctrl+Z",), words="undo ย้อนกลับ"),
        Command("redo", "ทำซ้ำ", act.redo, ("Ctrl+Y", "Ctrl+Shift+Z"), words="redo"),
        None,
        Command("history", "ประวัติของช่องนี้", act.show_history, ("Ctrl+Shift+H",), words="ใครแก้ เมื่อไร"),
        Command("missionHistory", "ประวัติของภารกิจนี้", window.pages.open_history, ("Ctrl+Alt+H",), words="ใครแก้ เมื่อไร"),
        Command("whatIf", "ถ้าได้เพิ่มอีก… (ลองคิดผล ไม่บันทึก)", act.show_what_if, ("Ctrl+T",), words="what if ทดลอง"),
        Command("source", "ที่มา คำอธิบาย และข้อตีความ", act.show_source, ("Ctrl+I",), words="หนังสือ เกณฑ์ อ้างอิง"),
        None,
        Command(
            "evidence", "เพิ่มภาพหรือไฟล์หลักฐาน…", partial(_add_evidence, window), ("Ctrl+Shift+A",), words="รูปถ่าย แนบไฟล์"
        ),
    )


def _round(window: MainWindow) -> tuple[Command | None, ...]:
    here = window.round.do_here
    return (
        Command("submit", "ส่งภารกิจนี้", partial(here, "submit"), ("Ctrl+Alt+S",), words="รายงาน submit"),
        Command("copyForward", "คัดลอกจากรอบก่อน", partial(here, "copy"), ("Ctrl+Alt+D",), words="ยกมา"),
        Command("sentPaper", "เปิดเอกสารที่ส่งไว้", partial(here, "paper"), ("Ctrl+Alt+O",)),
        Command("withdraw", "ถอนการส่งภารกิจนี้", partial(here, "withdraw"), ("Ctrl+Alt+W",)),
        None,
        Command("certify", "รับรองผลภารกิจนี้", partial(here, "certify"), ("Ctrl+Alt+R",), words="หัวหน้า"),
        Command("unlock", "ปลดล็อกภารกิจนี้เพื่อแก้ไข…", partial(here, "unlock"), ("Ctrl+Alt+U",), words="หัวหน้า"),
        None,
        Command("addPack", "เพิ่มเกณฑ์จากไฟล์…", window.round.add_pack, ("Ctrl+Alt+N",), "ไตรมาสใหม่ หนังสือใหม่ ชุดเกณฑ์ pack"),
        None,
        Command("submitRound", "ส่งทั้งรอบ…", window.round.submit_round, ("Ctrl+Alt+Shift+S",), words="ส่งรอบนี้"),
        Command(
            "certifyRound", "รับรองผลทุกภารกิจที่ส่งแล้ว", window.round.certify_round, ("Ctrl+Alt+Shift+R",), words="หัวหน้า"
        ),
    )


def _go(window: MainWindow) -> tuple[Command, ...]:
    return (
        Command("search", "ค้นหาทุกอย่าง", window.act.search, ("Ctrl+K",), offered=False),
        Command("home", "หน้าหลัก", partial(window.go, "home"), ("Alt+Home",)),
        Command("next", "ภารกิจถัดไป", partial(window.step, 1), ("Ctrl+Return", "Ctrl+Enter")),
        Command("previous", "ภารกิจก่อนหน้า", partial(window.step, -1), ("Ctrl+Shift+Return", "Ctrl+Shift+Enter")),
        Command("round", "เปลี่ยนรอบ", window.header.open_rounds, ("Ctrl+R",)),
        Command("person", "เปลี่ยนผู้ใช้งาน", window.header.open_people, ("Ctrl+Shift+U",), words="ใครอยู่ที่เครื่อง ชื่อ"),
        Command("lock", "ล็อกหน้าจอ", window.persons.lock, ("Ctrl+Alt+L",), words="รหัสผ่าน"),
        Command(
            "officeHistory", "ประวัติของสำนักงาน", partial(window.go, "history"), ("Ctrl+H",), words="ใครแก้ เมื่อไร กู้คืน"
        ),
        Command(
            "channels",
            "คัดลอกไปยังช่องทางรายงาน",
            window.pages.open_channels,
            ("Ctrl+Shift+C",),
            words="Google Form รายงานแล้ว",
        ),
        Command("compare", "เปรียบเทียบรอบ", window.pages.open_compare, ("Ctrl+Shift+R",), words="แผนภูมิ กราฟ ทุกรอบ"),
        Command(
            "dueList", "กำหนดส่งทั้งไตรมาส", partial(window.go, "due"), ("Ctrl+Shift+L",), words="ล่าช้า เลยกำหนด ใครรับผิดชอบ"
        ),
        Command("documents", "เอกสาร", partial(window.go, "documents"), ("Ctrl+Shift+D",)),
        Command("settings", "ตั้งค่า", partial(window.go, "settings"), ("Ctrl+,",)),
    )


def _missions(window: MainWindow) -> tuple[Command, ...]:
    """Return the keys Alt+1 to Alt+9 and Alt+0 for the missions of these numbers."""
    return tuple(
        Command(
            f"mission{no}", f"ภารกิจที่ {no}", partial(_go_to_number, window, str(no)), (f"Alt+{no % 10}",), offered=False
        )
        for no in range(1, 11)
    )


def _areas(window: MainWindow) -> tuple[Command, ...]:
    area = window.act.next_area
    return (
        Command("area", "ไปส่วนถัดไปของหน้าต่าง", partial(area, 1), ("F6",), offered=False),
        Command("areaBack", "ไปส่วนก่อนหน้าของหน้าต่าง", partial(area, -1), ("Shift+F6",), offered=False),
    )


def _themes(window: MainWindow) -> tuple[Command, ...]:
    wear, words = window.theme_chosen.emit, "ธีม theme มืด สว่าง"
    return tuple(
        Command(f"theme_{name}", f"สีของหน้าจอ: {label}", partial(wear, name), (f"Ctrl+Alt+{at}",), words)
        for at, (name, label) in enumerate(THEME_LABELS.items(), 1)
    )


def _zoom(window: MainWindow) -> tuple[Command | None, ...]:
    words = "ขยาย ย่อ ขนาดตัวอักษร zoom"
    return (
        Command("zoomIn", "ใหญ่ขึ้น", partial(window.zoom, 1), ("Ctrl++", "Ctrl+="), words),
        Command("zoomOut", "เล็กลง", partial(window.zoom, -1), ("Ctrl+-",), words),
        Command("zoomUsual", "ขนาดปกติ", partial(window.zoom, 0), ("Ctrl+0",), words),
        None,
        *(
            Command(f"zoom_{level}", f"ขนาดตัวอักษร {level} %", partial(window.zoom_chosen.emit, level), words=words)
            for level in LEVELS
        ),
    )


def _help(window: MainWindow) -> tuple[Command, ...]:
    act = window.act
    return (
        Command("help", "วิธีใช้หน้านี้", act.show_help, ("F1",), words="คู่มือ help"),
        Command("contents", "สารบัญวิธีใช้", act.show_help_contents, ("Ctrl+Shift+F1",), words="คู่มือ help"),
        Command(
            "tour", "แนะนำการใช้งาน 10 นาที (ข้อมูลตัวอย่าง)", window.take_tour, ("Ctrl+F1",), words="สอน ฝึก tour demo"
        ),
        Command("keys", "ปุ่มลัดทั้งหมด", act.show_keys, ("Ctrl+/",), words="คีย์ลัด แป้นพิมพ์"),
        Command("problem", "รายงานปัญหา…", act.show_problem_report, ("Shift+F1",), words="ข้อผิดพลาด ช่วยเหลือ log"),
        Command("licences", "สัญญาอนุญาตของส่วนประกอบ", act.show_licences),
    )


def _add_evidence(window: MainWindow) -> None:
    page = window.mission_page()
    if page is None:
        window.say("เปิดภารกิจก่อน แล้วเพิ่มหลักฐานอีกครั้ง")
    else:
        page.evidence.strip.add_files()


def _read_back(window: MainWindow) -> None:
    window.readback.choose()  # only now: what reads workbooks is made when it is first wanted


def _go_to_number(window: MainWindow, number: str) -> None:
    found = next((item for item in window.session.indicators if item.no == number), None)
    if found is not None:
        window.go(found.id)
