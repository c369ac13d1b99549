"""The installed program tries its own parts: what was left out of a build shows here, not at an office's desk."""

from __future__ import annotations

import base64
import tempfile
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from cdd_desktop import paths
from cdd_desktop.clock import Clock

_RESOURCES = ("criteria/2567-q2", "icons", "areas")
_FONT_LICENCE = "OFL.txt"
_PHRASE = "พัฒนาการอำเภอตรวจรายงาน"  # breaks only where the dictionary is there
_ROUND = "2567-q2/2"
_DOT = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII="  # PNG, one point


@dataclass(frozen=True)
class Finding:
    """How one part stands; ``detail`` is what was found, or what went wrong."""

    name: str
    ok: bool
    detail: str


def run_checks(clock: Clock) -> Iterator[Finding]:
    """Try every part in a temporary folder, one finding for each, in order; never raises."""
    with tempfile.TemporaryDirectory(prefix="cdd-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        yield _try("ทรัพยากร", _resources)
        yield _try("ฟอนต์", _fonts)
        yield _try("พจนานุกรมตัดคำ", _dictionary)
        yield _try("เกณฑ์", _criteria)
        yield _try("ฐานข้อมูล", lambda: _store(folder, clock))
        yield _try("การเข้ารหัส", lambda: _encryption(folder, clock))
        yield _try("ภาพหลักฐาน", _picture)
        yield _try("เอกสาร PDF", lambda: _pdf(folder, clock))
        yield _try("สมุดงาน Excel", lambda: _workbook(folder, clock))


def _try(name: str, check: Callable[[], str]) -> Finding:
    try:
        return Finding(name, True, check())
    except Exception as error:  # noqa: BLE001 - whatever a broken build raises is what we are here to tell
        where = traceback.extract_tb(error.__traceback__)[-1]
        return Finding(name, False, f"{type(error).__name__}: {error} ({Path(where.filename).name}:{where.lineno})")


def _resources() -> str:
    missing = [name for name in _RESOURCES if not any(paths.resources().glob(f"{name}*"))]
    if missing:
        raise FileNotFoundError(", ".join(missing))
    return str(paths.resources())


def _fonts() -> str:
    from cdd_desktop.reports.pdf.fonts import register_fonts

    register_fonts(paths.fonts())
    if not (paths.fonts() / _FONT_LICENCE).is_file():
        raise FileNotFoundError(_FONT_LICENCE)
    return str(paths.fonts())


def _dictionary() -> str:
    from cdd_desktop.thai.words import words

    found = words(_PHRASE)
    if len(found) < 3 or "".join(found) != _PHRASE:
        raise ValueError(" · ".join(found))
    return " · ".join(found)


def _criteria() -> str:
    from cdd_desktop.criteria.loader import load_packs

    packs = load_packs(paths.criteria_packs())
    return ", ".join(f"{pack.id} ({len(pack.indicators)})" for pack in packs.values())


def _store(folder: Path, clock: Clock) -> str:
    from cdd_desktop.demo import make_demo
    from cdd_desktop.store import check

    make_demo(folder)
    report = check(folder, clock)
    if not report.ok:
        raise ValueError("; ".join(report.lines))
    return "เขียน ปิด เปิด และตรวจแล้ว"


def _picture() -> str:
    """Open a picture in the process of its own that the built program must be able to start."""
    from cdd_desktop.store.pictures import read_picture

    made = read_picture(base64.b64decode(_DOT))
    return f"เปิดในโปรเซสแยกแล้ว {made.width} × {made.height} จุด"


def _pdf(folder: Path, clock: Clock) -> str:
    import pypdfium2

    out = folder / "report.pdf"
    _report(folder, "mission", out, clock)
    with pypdfium2.PdfDocument(out) as document:
        pages = len(document)
        text = document[0].get_textpage().get_text_range()
    if "บ้านตัวอย่าง" not in text:
        raise ValueError(text[:80])
    return f"{pages} หน้า อ่านข้อความกลับได้"


def _workbook(folder: Path, clock: Clock) -> str:
    import zipfile

    out = folder / "report.xlsx"
    _report(folder, "workbook", out, clock)
    with zipfile.ZipFile(out) as book:
        return f"{sum(name.startswith('xl/worksheets/') for name in book.namelist())} แผ่นงาน"


def _encryption(folder: Path, clock: Clock) -> str:
    """Encrypt another folder, and open it by its password and by the province's code."""
    from cdd_desktop.store import Store, encryption, keyring, recovery

    locked = folder / "locked"
    Store.open(locked, clock, state_dir=folder / "state").close()
    identity, recipient = recovery.new_recovery_key()
    login = keyring.Login("self-test", "", "self-test password")
    encryption.enable(locked, [login], recipient, clock)
    code = recovery.answer_request(recovery.recovery_request(locked), identity)
    if recovery.recover(locked, code, login) != keyring.unlock(locked, login.person, login.password):
        raise ValueError("another key")
    return "รหัสผ่านและรหัสกู้คืนเปิดได้"


def _report(folder: Path, form: str, out: Path, clock: Clock) -> None:
    """Write a document of the demo office in ``folder``."""
    from cdd_desktop.cli.records import find_round, packs_of
    from cdd_desktop.reports.round_papers import round_input, write_of
    from cdd_desktop.store import Store

    pack, current = find_round(_ROUND, packs_of(folder, clock, None))
    with Store.open_reader(folder, clock) as store:
        write_of(form, round_input(store, pack, current.id, clock.now()))(out)
