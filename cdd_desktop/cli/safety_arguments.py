"""The arguments of the commands for backups, restoring and encryption."""

from __future__ import annotations

import argparse
from typing import Any

from cdd_desktop.cli import safety
from cdd_desktop.cli.files import named_path


def add(commands: Any, command: Any) -> None:
    """Add them; ``command`` adds one command to ``commands`` and returns its parser."""
    _add_backups(commands, command)
    _add_encryption(commands, command)


def _add_backups(commands: Any, command: Any) -> None:
    make = command(commands, "backup", "สำรองข้อมูล", safety.backup)
    make.add_argument("--to", metavar="DIR", help="คัดลอกสำเนาไปที่โฟลเดอร์นี้ด้วย นอกโฟลเดอร์ข้อมูล")
    command(commands, "backups", "แสดงสำเนาสำรองและสิ่งที่อยู่ในแต่ละชุด เป็น JSON", safety.backups)
    put_back = command(commands, "restore", "กู้คืนจากสำเนา ข้อมูลเดิมเก็บไว้ข้าง ๆ", safety.restore)
    put_back.add_argument("name", metavar="NAME", help="หมายเลข ชื่อไฟล์ หรือที่อยู่ของสำเนา")
    command(commands, "drill", "ซ้อมกู้คืนสำเนาล่าสุดในโฟลเดอร์ชั่วคราว", safety.drill)
    salvage = command(commands, "salvage", "บอกสิ่งที่เสียหาย และรายการที่กู้จากไฟล์ที่เสียหายได้", safety.salvage)
    salvage.add_argument("--apply", action="store_true", help="กู้จริง ไฟล์ที่เสียหายเก็บไว้ข้าง ๆ")


def _add_encryption(commands: Any, command: Any) -> None:
    text = "เข้ารหัสโฟลเดอร์ข้อมูล อ่านรหัสผ่านใหม่จากอินพุต"
    encrypt: argparse.ArgumentParser = command(commands, "encrypt", text, safety.encrypt)
    encrypt.add_argument("--person", required=True, metavar="NAME", help="ผู้ใช้งานที่จะเปิดข้อมูลได้")
    encrypt.add_argument("--recovery", required=True, metavar="AGE1", help="กุญแจกู้คืนของจังหวัด ส่วนเปิดเผย")
    command(commands, "decrypt", "เลิกเข้ารหัสโฟลเดอร์ข้อมูล", safety.decrypt)
    text = "กู้เมื่อลืมรหัสผ่าน"
    recover = commands.add_parser("recover", help=text, description=text)
    inner = recover.add_subparsers(required=True, dest="คำสั่งย่อย", metavar="คำสั่ง")
    command(inner, "key", "จังหวัด: สร้างกุญแจกู้คืน", safety.recovery_key, data=False)
    request = command(inner, "request", "อำเภอ: เขียนไฟล์คำขอ", safety.recovery_request)
    request.add_argument("--out", required=True, type=named_path, metavar="FILE", help="ไฟล์ที่จะเขียน")
    text = "จังหวัด: ตอบคำขอด้วยรหัสกู้คืน อ่านกุญแจลับจากอินพุต"
    answer = command(inner, "answer", text, safety.recovery_answer, data=False)
    answer.add_argument("request", type=named_path, metavar="FILE", help="ไฟล์คำขอจากอำเภอ")
    text = "อำเภอ: ตั้งรหัสผ่านใหม่ อ่านรหัสกู้คืนและรหัสผ่านใหม่จากอินพุตคนละบรรทัด"
    use = command(inner, "use", text, safety.recovery_use)
    use.add_argument("--person", required=True, metavar="NAME", help="ใครตั้งรหัสผ่านใหม่")
