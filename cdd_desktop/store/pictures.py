"""Photos from outside, made fit to keep: small, upright, without position or other side data.

The old file is opened in a process of its own (``picture_child``), with a cap on its memory and a limit to its time.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from cdd_desktop.store import child, picture_child
from cdd_desktop.store.child import Unfit

MOST_BYTES: Final = 25 * 1024 * 1024
SECONDS: Final = 30
CHILD_ARGUMENT: Final = "--picture-child"  # of the built program, which has no interpreter to start a module with
ALIKE_BITS: Final = 20  # of 256: re-saving, another size or a brighter copy changes fewer

_MEGAPIXELS: Final = picture_child.PIXELS // 1_000_000
_AGAIN: Final = "ถ่ายใหม่ หรือเปิดภาพในโปรแกรมดูภาพแล้วบันทึกเป็น JPG ก่อนเพิ่มอีกครั้ง"
_SMALLER: Final = "ย่อภาพให้เล็กลงก่อน แล้วเพิ่มอีกครั้ง"
_REASONS: Final = {
    "pixels": (f"ภาพมีมากกว่า {_MEGAPIXELS} ล้านจุด", _SMALLER),
    "memory": ("ภาพใหญ่เกินกว่าที่เปิดได้อย่างปลอดภัย", _SMALLER),
    "time": (f"เปิดภาพไม่เสร็จใน {SECONDS} วินาที", _SMALLER),
    "stopped": ("หยุดตามที่สั่ง", "เพิ่มอีกครั้งเมื่อต้องการ"),
    "truncated": ("ไฟล์ภาพมาไม่ครบ", "คัดลอกภาพจากต้นทางใหม่ แล้วเพิ่มอีกครั้ง"),
    "damaged": ("ไฟล์ภาพเสีย", _AGAIN),
    "unreadable": ("ไฟล์นี้ไม่ใช่ภาพที่เปิดได้", _AGAIN),
}


@dataclass(frozen=True)
class Picture:
    """A picture as it is kept.

    Attributes:
        data, thumbnail: JPEG files without side data, at most 1600 and 320 pixels wide and high.
        width, height: of ``data``.
        taken: when the camera says it was taken (ISO, no zone), "" where it does not.
        place: "latitude,longitude" to about a hundred metres; "" unless it was asked for and is known.
        likeness: what near copies share (``alike``), "" of a picture without contrast.
        moving: the file held several pictures; only the first was taken.
        turned: the likenesses that it has when it is turned to another side.
    """

    data: bytes
    thumbnail: bytes
    width: int
    height: int
    taken: str = ""
    place: str = ""
    likeness: str = ""
    moving: bool = False
    turned: tuple[str, ...] = ()


def read_picture(
    data: bytes, *, keep_place: bool = False, seconds: float = SECONDS, stopped: Callable[[], bool] = lambda: False
) -> Picture:
    """Return a JPEG, PNG or WEBP file as a picture that can be kept; waits for another process.

    Args:
        keep_place: whether the office keeps where a picture was taken.
        seconds: how long opening it may take.
        stopped: asked again and again; once it is true the other process is ended.

    Raises:
        Unfit: too large, broken, no picture, or more than the cap on memory allows.
    """
    if len(data) > MOST_BYTES:
        raise Unfit(f"ไฟล์ใหญ่เกิน {MOST_BYTES // 1024 // 1024} MB", _SMALLER)
    answer = _ask(data, seconds, stopped)
    try:
        return _read_answer(answer, keep_place=keep_place)
    except (ValueError, KeyError, TypeError):  # ended by the system before it had said all
        raise Unfit(*_REASONS["memory"]) from None


def own_picture(data: bytes) -> Picture:
    """Return a picture that this program drew itself (the demo): nothing in it can do harm, no process is needed."""
    header, parts = picture_child.painted(data)
    return _picture(header, parts, keep_place=False)


def _read_answer(answer: bytes, *, keep_place: bool) -> Picture:
    head, _, body = answer.partition(b"\n")
    header: dict[str, Any] = json.loads(head)
    if "problem" in header:
        raise Unfit(*_REASONS[header["problem"]])
    cut, rest = header["parts"]
    if len(body) != cut + rest:
        raise ValueError("incomplete")
    return _picture(header, [body[:cut], body[cut:]], keep_place=keep_place)


def _picture(header: dict[str, Any], parts: Sequence[bytes], *, keep_place: bool) -> Picture:
    width, height = header["size"]
    place = header["place"] if keep_place else ""
    kept, small = parts
    likeness, turned = header["likeness"], tuple(header["turned"])
    return Picture(kept, small, width, height, header["taken"], place, likeness, header["moving"], turned)


def _ask(data: bytes, seconds: float, stopped: Callable[[], bool]) -> bytes:
    """Return what the child says of a picture; raises Unfit when it does not end in time or is not wanted any more."""
    answer = child.ask(_command(), data, seconds, stopped)
    if answer is None:
        raise Unfit(*_REASONS["stopped" if stopped() else "time"])
    return answer


def _command() -> list[str]:
    return child.command(picture_child.__file__, CHILD_ARGUMENT)


def alike(first: str, second: str) -> bool:
    """Return whether two likenesses are of the same picture, perhaps saved again or at another size."""
    if not first or not second:
        return False
    try:
        return (int(first, 16) ^ int(second, 16)).bit_count() <= ALIKE_BITS
    except ValueError:
        return False
