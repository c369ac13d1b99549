"""Pages of PDF files that came from outside, drawn to be looked at in a process of its own (``paper_child``)."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from cdd_desktop.store import child
from cdd_desktop.store.child import Unfit

SECONDS: Final = 15
CHILD_ARGUMENT: Final = "--paper-child"  # of the built program, which has no interpreter to start a script with

_OUTSIDE: Final = "ไฟล์เดิมยังอยู่ครบ เปิดด้วยโปรแกรมอื่น หรือบันทึกสำเนาไปเปิด"
_REASONS: Final = {
    "locked": "เอกสารนี้ล็อกด้วยรหัสผ่าน จึงดูที่นี่ไม่ได้",
    "memory": "หน้านี้ใหญ่เกินกว่าที่เปิดได้อย่างปลอดภัย",
    "time": f"เปิดหน้านี้ไม่เสร็จใน {SECONDS} วินาที",
    "stopped": "หยุดตามที่สั่ง",
    "unreadable": "เอกสารนี้เสีย หรือไม่ใช่ PDF ที่เปิดได้",
}
# Our folder comes last in the path, so that none of its modules hides another one.
_START: Final = (
    "import sys; sys.path.append(sys.argv[1]); import paper_child, picture_child; "
    "sys.exit(paper_child.main(picture_child.cap_memory))"
)


@dataclass(frozen=True)
class DrawnPage:
    """One page: a JPEG, and how many pages its file has."""

    image: bytes
    pages: int


def draw_page(
    data: bytes, page: int = 0, *, seconds: float = SECONDS, stopped: Callable[[], bool] = lambda: False
) -> DrawnPage:
    """Return a page of a PDF; waits for another process.

    Args:
        page: from 0; beyond the last one the last.
        stopped: asked again and again; once it is true the other process is ended.

    Raises:
        Unfit: locked, broken, or more than the caps on time and memory allow.
    """
    answer = child.ask(_command(), b"%d\n" % page + data, seconds, stopped)
    if answer is None:
        raise Unfit(_REASONS["stopped" if stopped() else "time"], _OUTSIDE)
    head, _, image = answer.partition(b"\n")
    try:
        header: dict[str, Any] = json.loads(head)
        if "problem" in header:
            raise Unfit(_REASONS[header["problem"]], _OUTSIDE)
        return DrawnPage(image, int(header["pages"]))
    except (ValueError, KeyError, TypeError):  # ended by the system before it had said all
        raise Unfit(_REASONS["memory"], _OUTSIDE) from None


def _command() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, CHILD_ARGUMENT]
    return [sys.executable, "-P", "-c", _START, str(Path(__file__).parent)]
