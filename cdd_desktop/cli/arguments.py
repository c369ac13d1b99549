"""The commands and their arguments."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NoReturn

from cdd_desktop import paths
from cdd_desktop.cli import care, grading, papers, proof, readback, records, safety_arguments, season
from cdd_desktop.cli.files import EMPTY, named_path, say
from cdd_desktop.clock import Clock

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction["_Parser"]

Command = Callable[[argparse.Namespace, Clock], int]

FAILED = 2
_ROUND = "ชุดเกณฑ์และรอบ เช่น 2567-q2/2"
_MISSION = "รหัสภารกิจ เช่น khok_nong_na"
_DATA_DIR = "โฟลเดอร์ข้อมูล (ถ้าไม่ระบุ ใช้โฟลเดอร์ปกติของผู้ใช้)"
_UNLOCK = "ใครสั่ง ชื่อนี้อยู่ในประวัติ (ต้องระบุเมื่อมีรหัสผ่านคุ้มครอง) รหัสผ่านอ่านจากอินพุต ไม่รับในคำสั่ง"
_NO_OFFICE = "ถ้ายังไม่ได้ตั้งค่าสำนักงาน ข้อมูลจะเก็บไว้โดยไม่ระบุสำนักงาน และไม่ย้ายไปยังสำนักงานที่ตั้งค่าภายหลัง"

_MISTAKES = (
    (re.compile(rf"argument (.*?): {EMPTY}"), rf"\1 {EMPTY}"),
    (re.compile(r"the following arguments are required: (.*)"), r"ขาด \1"),
    (re.compile(r"unrecognized arguments: (.*)"), r"ไม่รู้จัก \1"),
    (re.compile(r"argument (.*?): expected one argument"), r"\1 ต้องมีค่าตามหลัง"),
    (re.compile(r"argument (.*?): invalid choice: (.*?) \(choose from (.*)\)"), r"\1 ไม่มี \2 เลือกได้: \3"),
)


class _Parser(argparse.ArgumentParser):
    """Speaks Thai: headings, help, and what is wrong with the arguments."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings, add_help=False)
        self._positionals.title = "สิ่งที่ต้องระบุ"
        self._optionals.title = "ตัวเลือก"
        self.add_argument("-h", "--help", action="help", help="แสดงวิธีใช้นี้")

    def format_help(self) -> str:
        return super().format_help().replace("usage: ", "วิธีใช้: ", 1)

    def error(self, message: str) -> NoReturn:
        for pattern, thai in _MISTAKES:
            message = pattern.sub(thai, message)
        say(f"คำสั่งไม่ถูกต้อง: {message}\nดูวิธีใช้ด้วย {self.prog} --help", problem=True)
        raise SystemExit(FAILED)


def read_arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    """Return the arguments; ``run`` is the command to call, ``data_dir`` where the data lies."""
    arguments = _parser().parse_args(argv)
    if arguments.data_dir is None:
        arguments.data_dir = paths.default_data_dir()
    return arguments


def _parser() -> _Parser:
    parser = _Parser(prog="cdd-desktop", description="บันทึก ตัดสินระดับ และพิมพ์ภารกิจของสำนักงานพัฒนาชุมชน")
    parser.add_argument("--data-dir", type=named_path, help=_DATA_DIR)
    parser.set_defaults(run=_open_window)
    commands = parser.add_subparsers(title="คำสั่ง (ไม่ระบุ = เปิดหน้าต่างโปรแกรม)", metavar="คำสั่ง")
    _add_grading(commands)
    _add_records(commands)
    _add_season(commands)
    _add_evidence(commands)
    _add_report(commands)
    _add(commands, "check", "ตรวจความถูกต้องของฐานข้อมูล", care.check)
    safety_arguments.add(commands, _add)
    _add(commands, "self-test", "ตรวจว่าโปรแกรมติดตั้งครบและทำงานได้", care.self_test, data=False)
    return parser


def _open_window(arguments: argparse.Namespace, clock: Clock) -> int:
    from cdd_desktop.ui.app import run  # the only command that needs Qt

    return run(arguments.data_dir, clock)


def _add(commands: Commands, name: str, text: str, run: Command, *, data: bool = True, more: str = "") -> _Parser:
    parser = commands.add_parser(name, help=text, description=f"{text} {more}".rstrip())
    parser.set_defaults(run=run)
    if data:  # suppressed: a default here would hide what stood before the subcommand
        parser.add_argument("--data-dir", type=named_path, default=argparse.SUPPRESS, metavar="D", help=_DATA_DIR)
        parser.add_argument("--unlock", default="", metavar="NAME", help=_UNLOCK)
    return parser


def _add_grading(commands: Commands) -> None:
    grade = _add(commands, "grade", "ตัดสินระดับของกรณีในไฟล์ JSON", grading.grade, data=False)
    grade.add_argument("cases", type=named_path, metavar="CASES.json", help="รายการของ pack, mission, facts")
    criteria = commands.add_parser("criteria", help="งานเกี่ยวกับชุดเกณฑ์", description="งานเกี่ยวกับชุดเกณฑ์")
    inner = criteria.add_subparsers(required=True, dest="คำสั่งย่อย", metavar="คำสั่ง")
    text = "ตรวจชุดเกณฑ์อย่างเข้มงวด บอกไฟล์ บรรทัด และรายการที่ผิด"
    check = _add(inner, "check", text, grading.criteria_check, data=False)
    check.add_argument("path", type=named_path, metavar="PATH", help="โฟลเดอร์ของชุดเกณฑ์")


def _add_records(commands: Commands) -> None:
    _add(commands, "demo", "สร้างข้อมูลตัวอย่างในโฟลเดอร์ข้อมูล", records.demo)
    put = _add(commands, "set", "บันทึกข้อมูลของภารกิจในรอบหนึ่ง ทั้งหมดหรือไม่เลย", records.set_facts, more=_NO_OFFICE)
    put.add_argument("facts", type=named_path, metavar="FACTS.json", help="รหัสข้อมูลกับค่า (null คือลบค่า)")
    show = _add(commands, "facts", "แสดงข้อมูลที่บันทึกไว้เป็น JSON", records.show_facts)
    read = _add(commands, "read-workbook", "อ่านค่าที่แก้ในสมุดงาน Excel ของรอบกลับเข้ามา", readback.read_workbook)
    read.add_argument("file", type=named_path, metavar="FILE.xlsx", help="สมุดงานที่บันทึกจากโปรแกรมนี้")
    read.add_argument("--preview", action="store_true", help="แสดงสิ่งที่จะเปลี่ยนเป็น JSON โดยไม่บันทึก")
    for parser in (put, show):
        parser.add_argument("--round", required=True, help=_ROUND)
        parser.add_argument("--mission", required=True, metavar="ID", help=_MISSION)


def _add_season(commands: Commands) -> None:
    submit = _add(commands, "submit", "ส่งภารกิจในรอบหนึ่ง พร้อมเก็บเอกสาร PDF ที่ส่ง", season.submit)
    submit.add_argument("--round", required=True, help=_ROUND)
    submit.add_argument("--mission", required=True, metavar="ID", help=_MISSION)
    submit.add_argument("--person", metavar="NAME", help="ผู้ส่ง: ชื่อหรือรหัสของผู้ใช้งาน")
    submit.add_argument("--incomplete", action="store_true", help="ยืนยันส่งทั้งที่ยังกรอกไม่ครบ")
    shown = _add(commands, "history", "แสดงประวัติการแก้ไขเป็น JSON ใหม่สุดก่อน", season.history)
    shown.add_argument("--mission", metavar="ID", help=f"{_MISSION} (ถ้าไม่ระบุ ทั้งสำนักงาน)")


def _add_evidence(commands: Commands) -> None:
    text = "ภาพและไฟล์หลักฐานของภารกิจ"
    inner = commands.add_parser("evidence", help=text, description=text).add_subparsers(
        required=True, dest="คำสั่งย่อย", metavar="คำสั่ง"
    )
    add = _add(inner, "add", "เพิ่มภาพหรือไฟล์เป็นหลักฐาน ไฟล์ที่ใช้ไม่ได้จะบอกเหตุผล", proof.add_evidence)
    add.add_argument("files", type=named_path, nargs="+", metavar="FILE", help="ภาพ ไฟล์ หรือโฟลเดอร์")
    add.add_argument("--proves", default="", metavar="FACT", help="รหัสข้อมูลที่หลักฐานนี้ยืนยัน")
    shown = _add(inner, "list", "แสดงหลักฐานและข้อที่ยังขาด เป็น JSON", proof.list_evidence)
    for parser in (add, shown):
        parser.add_argument("--round", required=True, help=_ROUND)
        parser.add_argument("--mission", required=True, metavar="ID", help=_MISSION)


def _add_report(commands: Commands) -> None:
    report = _add(commands, "report", "เขียนเอกสาร PDF หรือสมุดงาน Excel", papers.report)
    report.add_argument("--round", help=f"{_ROUND} (ประวัติไม่ต้องระบุ)")
    report.add_argument("--form", required=True, choices=(*papers.FORMS, papers.HISTORY), help="ชนิดของเอกสาร")
    report.add_argument("--mission", metavar="ID", help=_MISSION)
    report.add_argument("--out", required=True, type=named_path, metavar="FILE", help="ไฟล์ที่จะเขียน")
    report.add_argument("--digits", choices=("thai", "arabic"), help="ตัวเลขในเอกสาร (ถ้าไม่ระบุ ใช้ตามการตั้งค่า)")
