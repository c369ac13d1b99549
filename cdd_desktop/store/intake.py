"""Files from outside that may become evidence: what they are, by their content; their name, made harmless."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Final, Literal
from zipfile import BadZipFile, ZipFile

from cdd_desktop.store.child import Unfit
from cdd_desktop.store.pictures import MOST_BYTES
from cdd_desktop.thai.clean import RefusedText, clean_text, harmless

Kind = Literal["picture", "file"]

NAME_LENGTH: Final = 120
NAMELESS: Final = "ไม่มีชื่อ"
PICTURE_SUFFIXES: Final = frozenset({".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".webp"})
FILE_SUFFIXES: Final = frozenset({".pdf", ".docx", ".xlsx", ".pptx", ".doc", ".xls", ".ppt"})

_MEGABYTES: Final = MOST_BYTES // 1024 // 1024
_AS_JPG: Final = "เปิดในโปรแกรมดูภาพแล้วบันทึกเป็น JPG ก่อนเพิ่มอีกครั้ง"
_FROM_PHONE: Final = (
    "ส่งภาพทาง LINE แล้วบันทึกกลับมา หรือเปิดในโปรแกรมดูภาพแล้วบันทึกเป็น JPG "
    "ครั้งต่อไปตั้งรูปแบบกล้อง iPhone เป็นแบบเข้ากันได้มากที่สุด"
)
_TAKEN: Final = "ใช้ภาพ JPG PNG WEBP หรือไฟล์ PDF Word Excel PowerPoint"
_OFFICE_ZIP, _OFFICE_OLD, _PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF-"
_STARTS: Final = {
    ".pdf": _PDF,
    **dict.fromkeys((".docx", ".xlsx", ".pptx"), _OFFICE_ZIP),
    **dict.fromkeys((".doc", ".xls", ".ppt"), _OFFICE_OLD),
}
_HEIC: Final = frozenset({b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1", b"avif", b"avis"})
_OTHER_PICTURES: Final = (b"GIF87a", b"GIF89a", b"BM", b"II*\0", b"MM\0*", b"\0\0\1\0")
_WITH_MACROS: Final = ("ไฟล์นี้มีชุดคำสั่ง (มาโคร) จึงไม่เก็บ", "บันทึกเป็นไฟล์แบบไม่มีมาโคร แล้วเพิ่มอีกครั้ง")
_OLD_MACROS: Final = "_VBA_PROJECT".encode("utf-16-le")  # an entry in the directory of the old formats
_BLANK: Final = b"\xef\xbb\xbf\0\t\n\r "
_MACROS: Final = frozenset({".docm", ".xlsm", ".pptm", ".dotm", ".xltm", ".xlsb"})
_NOT_IN_NAMES: Final = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]')


def kind_of(name: str, data: bytes) -> Kind:
    """Return what a file is, by its content; the name decides among files that begin alike.

    Raises:
        Unfit: empty, too large, or of a sort that is not kept.
    """
    suffix = suffix_of(name)
    if not data:
        raise Unfit("ไฟล์ว่าง ไม่มีข้อมูล", "คัดลอกจากต้นทางใหม่ แล้วเพิ่มอีกครั้ง")
    check_size(len(data))
    if data.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP"):
        return "picture"
    if (data[4:8] == b"ftyp" and data[8:12] in _HEIC) or suffix in {".heic", ".heif", ".avif"}:
        raise Unfit("ภาพแบบ HEIC และ AVIF ยังใช้ไม่ได้", _FROM_PHONE)
    if suffix in _MACROS:
        raise Unfit(*_WITH_MACROS)
    if data.startswith(_OTHER_PICTURES) or suffix in {".gif", ".bmp", ".tif", ".tiff", ".svg", ".ico"}:
        raise Unfit("ภาพแบบนี้ยังใช้ไม่ได้", _AS_JPG)
    if suffix in PICTURE_SUFFIXES:
        raise Unfit("ไฟล์นี้ไม่ใช่ภาพ แม้ชื่อจะเป็นภาพ", _TAKEN)
    if suffix not in FILE_SUFFIXES:
        raise Unfit("ไฟล์ชนิดนี้ใช้เป็นหลักฐานไม่ได้", _TAKEN)
    _check_file(suffix, data)
    return "file"


def _check_file(suffix: str, data: bytes) -> None:
    """Raise Unfit where a file is not what its name says, or where it brings commands along."""
    start, macros = _STARTS[suffix], False
    # something before it would make it another kind of file too; scanners put blank space there
    fits = (data[:1024].lstrip(_BLANK) if start == _PDF else data).startswith(start)
    if fits and start == _OFFICE_ZIP:
        try:
            with ZipFile(BytesIO(data)) as packed:
                macros = any(name.lower().endswith("vbaproject.bin") for name in packed.namelist())
        except (BadZipFile, ValueError, NotImplementedError):
            fits = False
    elif start == _OFFICE_OLD:
        macros = _OLD_MACROS in data
    if not fits:
        raise Unfit(f"เนื้อในไม่ใช่ไฟล์ {suffix} อย่างชื่อ", "ตรวจว่าเปิดไฟล์ได้ แล้วบันทึกใหม่ก่อนเพิ่มอีกครั้ง")
    if macros:
        raise Unfit(*_WITH_MACROS)


def check_size(size: int) -> None:
    """Raise Unfit for a file that is larger than what is kept."""
    if size > MOST_BYTES:
        raise Unfit(f"ไฟล์ใหญ่เกิน {_MEGABYTES} MB", "ย่อไฟล์ให้เล็กลงก่อน แล้วเพิ่มอีกครั้ง")


def suffix_of(name: str) -> str:
    """Return the end of a file's name in small letters, with its dot; "" where there is none."""
    return PurePosixPath(name.strip(" .")).suffix.lower()


def clean_name(name: str) -> str:
    """Return a file's own name as it may be stored and shown: no folder, no control characters, not long."""
    base = PureWindowsPath(PurePosixPath(name).name).name
    plain = _NOT_IN_NAMES.sub("", harmless(base)).strip(" .")
    stem, suffix = plain.removesuffix(PurePosixPath(plain).suffix), PurePosixPath(plain).suffix
    try:
        return clean_text(stem[: NAME_LENGTH - len(suffix)] + suffix, NAME_LENGTH) or NAMELESS
    except RefusedText:
        kept = "".join(char for char in plain if char.isascii())
        return kept[-NAME_LENGTH:].strip(" .") or NAMELESS


def read_file(path: Path) -> bytes:
    """Return a file's content, never more than what is kept.

    Raises:
        Unfit: too large, no ordinary file, or it cannot be read.
    """
    try:
        if not path.is_file():
            raise Unfit("ไม่พบไฟล์ หรือไม่ใช่ไฟล์ธรรมดา", "ตรวจว่าไฟล์ยังอยู่ แล้วเพิ่มอีกครั้ง")
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except (OSError, ValueError):
        raise Unfit("อ่านไฟล์ไม่ได้", "ตรวจสิทธิ์ของไฟล์ หรือเสียบแฟลชไดรฟ์ใหม่ แล้วเพิ่มอีกครั้ง") from None
    check_size(len(data))
    return data


def files_in(paths: Sequence[Path], most: int, stopped: Callable[[], bool] = lambda: False) -> list[Path]:
    """Return the files named and those of a fitting kind in the folders named, in the order of their names.

    Folders are looked through to the bottom; links, hidden files and what cannot be read in them are passed over.

    Args:
        most: more than this are cut off.
        stopped: asked at each folder (somebody may hand over a whole disk); true ends the looking.
    """
    found: list[Path] = []
    for path in paths:
        found += _in_folder(path, most, stopped) if _is(path.is_dir) else [path]
    return list(dict.fromkeys(found))[:most]


def _in_folder(folder: Path, most: int, stopped: Callable[[], bool]) -> list[Path]:
    wanted = PICTURE_SUFFIXES | FILE_SUFFIXES | {".heic", ".heif"}  # these are refused with words, not passed over
    found: list[Path] = []
    waiting = [folder]
    while waiting and len(found) < most and not stopped():
        here = waiting.pop(0)
        try:
            inside = sorted(here.iterdir())
        except OSError:
            continue
        inside = [item for item in inside if not item.name.startswith((".", "~$")) and not _is(item.is_symlink)]
        found += [item for item in inside if suffix_of(item.name) in wanted and _is(item.is_file)]
        waiting += [item for item in inside if _is(item.is_dir)]
    return found


def _is(kind: Callable[[], bool]) -> bool:
    """Return what the system says of a path; no, where it says nothing (no permission, a network drive gone)."""
    try:
        return kind()
    except OSError:
        return False
