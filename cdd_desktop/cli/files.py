"""What commands read from files, and how they write JSON."""

from __future__ import annotations

import argparse
import errno
import json
import os
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from cdd_desktop.errors import UserError
from cdd_desktop.thai.clean import harmless

EMPTY: Final = "ว่างเปล่า"
DOCUMENTS: Final = (".pdf", ".xlsx")
_MOST_BYTES: Final = 256 << 20
# halves of letters, which no file holds, and what commands a terminal or turns its reading direction
_UNPRINTED = re.compile(
    "[\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)


def say(text: str, *, problem: bool = False) -> None:
    """Print text that may hold names from outside; a ``problem`` goes to stderr."""
    print(harmless(text, lines=True), file=sys.stderr if problem else sys.stdout)


def named_path(text: str) -> Path:
    """Return the path of an argument; an empty one is a mistake of a script, and no word for the current folder."""
    if not text.strip():
        raise argparse.ArgumentTypeError(EMPTY)
    return Path(text)


def spare_data(out: Path, data_dir: Path) -> None:
    """Raise UserError where a document would take the place of what the program keeps in its data folder."""
    target = Path(os.path.realpath(out))
    if target.suffix in DOCUMENTS or not target.is_relative_to(os.path.realpath(data_dir)):
        return
    if target.is_file():
        raise UserError(f"{out.name} เป็นไฟล์ข้อมูลของโปรแกรม จึงไม่เขียนทับ", "ระบุชื่อไฟล์อื่นหลัง --out")


def read_text(path: Path) -> str:
    """Return the text of a UTF-8 file (with or without a byte order mark); raises UserError."""
    try:
        with path.open("rb") as file:
            data = file.read(_MOST_BYTES + 1)  # a device never ends
        if len(data) > _MOST_BYTES:
            most = _MOST_BYTES >> 20
            raise UserError(f"ไฟล์ {path.name} ใหญ่เกิน {most} MB จึงไม่ได้อ่าน", "ตรวจว่าเป็นไฟล์ที่ตั้งใจ หรือแบ่งเป็นหลายไฟล์")
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UserError(f"ไฟล์ {path.name} ไม่ใช่ข้อความ UTF-8", "บันทึกไฟล์เป็น UTF-8 แล้วลองใหม่") from error
    except (OSError, ValueError) as error:  # ValueError: a path that no system can have
        raise UserError(f"อ่านไฟล์ {path} ไม่ได้: {reason(error)}", "ตรวจชื่อไฟล์และสิทธิ์การอ่าน") from error


def reason(error: Exception) -> str:
    """Return in Thai why the system could not read or write."""
    match error:
        case FileNotFoundError():
            return "ไม่พบไฟล์หรือโฟลเดอร์"
        case IsADirectoryError():
            return "เป็นโฟลเดอร์ ไม่ใช่ไฟล์"
        case OSError(errno=errno.ENAMETOOLONG):
            return "ชื่อไฟล์ยาวเกินไป"
        case PermissionError():
            return "ไม่มีสิทธิ์ หรือไฟล์เปิดอยู่ในโปรแกรมอื่น"
        case _:
            return str(getattr(error, "strerror", None) or error)


def to_json(value: Any, *, indent: int | None = None) -> str:
    """Return JSON text that every console and file can hold: Thai as it is, what is no letter escaped."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return _UNPRINTED.sub(lambda found: json.dumps(found.group())[1:-1], text)


def name_problems(problems: Mapping[str, str]) -> str:
    """Return one line for each fact that cannot be taken, its id first."""
    return "\n".join(f"  {to_json(name)[1:-1]}: {reason}" for name, reason in problems.items())
