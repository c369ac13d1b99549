"""Invented photos and papers for the demo office, drawn when it is made: no person, no place and no real paper in them.

Every drawing is decided by its name and variant, so the same demo comes out each time.
"""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from datetime import datetime
from functools import cache
from itertools import pairwise
from random import Random
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from cdd_desktop import paths

Colour = tuple[int, int, int]
Pen = ImageDraw.ImageDraw

WIDE: Final = (960, 720)
TALL: Final = (720, 960)
_SHEET: Final = (827, 1169)  # A4 at 100 dots per inch
_WORDS: Final = "ภาพตัวอย่าง วาดโดยโปรแกรม"
_SKY: Final[Colour] = (186, 219, 238)
_PAPER: Final[Colour] = (250, 248, 242)
_INK: Final[Colour] = (52, 56, 60)
_GREENS: Final[tuple[Colour, ...]] = ((96, 142, 72), (72, 120, 60), (126, 160, 82), (150, 176, 96))
_BRIGHT: Final[tuple[Colour, ...]] = ((204, 88, 62), (226, 168, 56), (62, 128, 150), (118, 88, 150), (88, 146, 96))


def photo(subject: str, variant: str, taken: datetime, *, tall: bool = False) -> bytes:
    """Return a drawing as a camera's JPEG, with the time at which it would have been taken.

    Args:
        subject: a name in ``SUBJECTS``.
        variant: whatever gives another one of the same subject.
    """
    image = Image.new("RGB", TALL if tall else WIDE, _SKY)
    pen = ImageDraw.Draw(image)
    SUBJECTS[subject](pen, image.size, Random(f"{subject} {variant}"))
    font = _font(22)
    pen.rectangle((0, image.height - 40, image.width, image.height), fill=_INK)
    pen.text((16, image.height - 34), _WORDS, fill="white", font=font)
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0x9003] = f"{taken:%Y:%m:%d %H:%M:%S}"
    out = io.BytesIO()
    image.save(out, "JPEG", quality=88, exif=exif)
    return out.getvalue()


def register(title: str, rows: int, made: datetime) -> bytes:
    """Return a page of a register as PDF: a title, a grid, grey strokes where names would stand."""
    image = Image.new("L", _SHEET, 255)
    pen, dice = ImageDraw.Draw(image), Random(title)
    pen.text((90, 70), title, fill=30, font=_font(34))
    pen.text((90, 120), "เอกสารตัวอย่าง ไม่มีข้อมูลของบุคคลใด", fill=110, font=_font(22))
    columns, top, high = (90, 150, 470, 620, 737), 180, 34
    for row in range(rows + 1):
        y = top + row * high
        pen.rectangle((columns[0], y, columns[-1], y + high), outline=150, fill=232 if row == 0 else None)
        for left, right in pairwise(columns):
            pen.line((left, y, left, y + high), fill=150)
            if row:
                pen.rectangle((left + 10, y + 13, left + 10 + dice.randint(12, right - left - 24), y + 20), fill=198)
    out = io.BytesIO()
    stamp: time.struct_time = made.timetuple()
    image.save(out, "PDF", resolution=100, title=title, creationDate=stamp, modDate=stamp)
    return out.getvalue()


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(paths.fonts() / "Sarabun-Regular.ttf"), size)


# --- subjects --------------------------------------------------------------------------------------------------------


def _field(pen: Pen, size: tuple[int, int], dice: Random) -> None:
    """Hills, a pond, banana trees and rows of plants."""
    wide, high = size
    _hills(pen, size, dice)
    ground = int(high * 0.52)
    pen.rectangle((0, ground, wide, high), fill=dice.choice(_GREENS))
    left = dice.randint(wide // 10, wide // 2)
    pen.ellipse((left, ground + 40, left + wide // 2, ground + 190), fill=(104, 158, 186), outline=(70, 110, 110))
    for row in range(5):
        y = high - 60 - row * 26
        for x in range(10 + row * 7, wide, 34):
            pen.ellipse((x, y, x + 22, y + 15), fill=_GREENS[row % 2])
    for _ in range(5):
        _tree(pen, dice.randint(30, wide - 60), ground + dice.randint(0, 40), dice.randint(60, 120), dice)


def _route(pen: Pen, size: tuple[int, int], dice: Random) -> None:
    """A village road between fruit trees."""
    wide, high = size
    _hills(pen, size, dice)
    ground = int(high * 0.45)
    pen.rectangle((0, ground, wide, high), fill=dice.choice(_GREENS))
    far, near = wide // 2 + dice.randint(-80, 80), wide // 3
    road = [(far - 14, ground), (far + 14, ground), (wide // 2 + near, high), (wide // 2 - near, high)]
    pen.polygon(road, fill=(206, 190, 160))
    for step in range(5):
        y, apart = ground + 24 + step * step * 17, 60 + step * 84
        for x in (far - apart, far + apart):
            _tree(pen, x, y, 60 + step * 26, dice)
    sign = (wide - 250, ground + 40, wide - 60, ground + 130)
    pen.rectangle(sign, fill=dice.choice(_BRIGHT), outline="white", width=4)
    pen.line((wide - 155, ground + 130, wide - 155, ground + 210), fill=_INK, width=8)


def _house(pen: Pen, size: tuple[int, int], dice: Random) -> None:
    """A small house with a new roof."""
    wide, high = size
    _hills(pen, size, dice)
    ground = int(high * 0.7)
    pen.rectangle((0, ground, wide, high), fill=dice.choice(_GREENS))
    left, top = wide // 4 + dice.randint(-60, 60), int(high * 0.42)
    right = left + wide // 2
    pen.rectangle((left, top, right, ground + 24), fill=(222, 204, 170), outline=_INK, width=3)
    pen.polygon([(left - 40, top), ((left + right) // 2, top - 130), (right + 40, top)], fill=dice.choice(_BRIGHT))
    pen.rectangle((left + 40, top + 50, left + 120, ground + 24), fill=(120, 84, 60))
    for x in range(left + 160, right - 80, 110):
        pen.rectangle((x, top + 50, x + 76, top + 120), fill=(150, 186, 196), outline="white", width=5)
    _tree(pen, right + 70, ground + 10, 170, dice)


def _market(pen: Pen, size: tuple[int, int], dice: Random) -> None:
    """Stalls with striped awnings and goods in rows."""
    wide, high = size
    pen.rectangle((0, int(high * 0.6), wide, high), fill=(196, 184, 168))
    for stall in range(2):
        left, right = wide * stall // 2 + 24, wide * (stall + 1) // 2 - 24
        colour = _BRIGHT[(stall + dice.randint(0, 4)) % len(_BRIGHT)]
        for at, x in enumerate(range(left, right, 44)):
            pen.rectangle((x, high // 5, min(x + 44, right), high // 3), fill=colour if at % 2 else _PAPER)
        for x in (left, right - 10):
            pen.rectangle((x, high // 3, x + 10, high - 90), fill=(110, 90, 70))
        for shelf in range(3):
            y = high // 2 + shelf * 80
            pen.rectangle((left, y, right, y + 12), fill=(150, 116, 84))
            for x in range(left + 18, right - 30, 42):
                pen.rounded_rectangle((x, y - dice.randint(28, 52), x + 30, y), 7, fill=dice.choice(_BRIGHT))


def _cloth(pen: Pen, size: tuple[int, int], dice: Random) -> None:
    """Woven cloth: bands of diamonds."""
    wide, high = size
    ground, pattern, border = dice.sample(_BRIGHT, 3)
    pen.rectangle((0, 0, wide, high), fill=ground)
    step = 60
    for at, y in enumerate(range(0, high, step)):
        if at % 3 == 0:
            pen.rectangle((0, y, wide, y + step), fill=border)
        for x in range(-step // 2 * (at % 2), wide, step):
            middle, half = (x + step // 2, y + step // 2), step // 2 - 4
            for reach, colour in ((half, _PAPER), (half - 9, pattern), (half - 18, ground)):
                a, b = middle
                pen.polygon([(a - reach, b), (a, b - reach), (a + reach, b), (a, b + reach)], fill=colour)


def _chart(pen: Pen, size: tuple[int, int], dice: Random) -> None:
    """A poster with bars."""
    wide, high = size
    pen.rectangle((0, 0, wide, high), fill=_PAPER)
    pen.rectangle((0, 0, wide, 110), fill=dice.choice(_BRIGHT))
    pen.text((40, 34), "ผลการดำเนินงาน (ตัวอย่าง)", fill="white", font=_font(38))
    low, bars = high - 120, 6
    broad = (wide - 160) // bars
    for at in range(bars):
        x, tall = 90 + at * broad, dice.randint(90, low - 200)
        pen.rectangle((x, low - tall, x + broad - 24, low), fill=_BRIGHT[at % len(_BRIGHT)])
    pen.line((70, low, wide - 60, low), fill=_INK, width=4)
    pen.line((70, 150, 70, low), fill=_INK, width=4)


def _meeting(pen: Pen, size: tuple[int, int], dice: Random) -> None:
    """An empty meeting room: a long table, chairs, a screen."""
    wide, high = size
    pen.rectangle((0, 0, wide, high), fill=(224, 216, 202))
    pen.rectangle((0, int(high * 0.62), wide, high), fill=(176, 150, 122))
    pen.rectangle((wide // 3, 60, wide * 2 // 3, high // 3), fill=_PAPER, outline=_INK, width=6)
    for at in range(4):
        length = dice.randint(60, wide // 3 - 60)
        pen.rectangle((wide // 3 + 26, 90 + at * 34, wide // 3 + 26 + length, 104 + at * 34), fill=dice.choice(_BRIGHT))
    pen.polygon(
        [(wide * 0.3, high * 0.5), (wide * 0.7, high * 0.5), (wide * 0.88, high * 0.86), (wide * 0.12, high * 0.86)],
        fill=(132, 94, 66),
    )
    chair = dice.choice(_BRIGHT)
    for at in range(4):
        y = int(high * 0.5) + at * int(high * 0.1)
        for x in (int(wide * 0.24) - at * 42, int(wide * 0.72) + at * 42):
            pen.rounded_rectangle((x, y - 30, x + 54, y + 40), 12, fill=chair, outline=_INK)


def _planting(pen: Pen, size: tuple[int, int], dice: Random) -> None:
    """Beds with seedlings and a watering can, seen from above."""
    wide, high = size
    pen.rectangle((0, 0, wide, high), fill=(150, 118, 86))
    for left in range(30, wide - 100, 170):
        pen.rounded_rectangle((left, 30, left + 130, high - 70), 18, fill=(112, 82, 58))
        for y in range(60, high - 110, 56):
            for x in (left + 24, left + 80):
                dx, dy = dice.randint(-5, 5), dice.randint(-5, 5)
                green = dice.choice(_GREENS)
                pen.ellipse((x + dx, y + dy, x + dx + 32, y + dy + 18), fill=green)
                pen.ellipse((x + dx + 8, y + dy - 10, x + dx + 24, y + dy + 28), fill=green)
    x, y = dice.randint(60, wide - 220), dice.randint(80, high - 260)
    pen.ellipse((x, y, x + 110, y + 110), fill=dice.choice(_BRIGHT), outline=_INK, width=5)
    pen.line((x + 100, y + 55, x + 180, y + 20), fill=_INK, width=14)


def _hills(pen: Pen, size: tuple[int, int], dice: Random) -> None:
    wide, high = size
    x, y = dice.randint(wide // 2, wide - 120), dice.randint(40, high // 6)
    pen.ellipse((x, y, x + 84, y + 84), fill=(246, 214, 120))
    for at in range(4):
        left = at * wide // 4 - dice.randint(40, 160)
        top = int(high * 0.3) + dice.randint(-30, 60)
        pen.ellipse((left, top, left + wide // 2, high), fill=(132 - at * 8, 160 - at * 7, 140))


def _tree(pen: Pen, x: float, foot: float, tall: float, dice: Random) -> None:
    pen.rectangle((x - tall * 0.05, foot - tall * 0.5, x + tall * 0.05, foot), fill=(104, 78, 56))
    for dx, dy in ((-0.22, 0.62), (0.2, 0.66), (0.0, 0.86)):
        a, b, r = x + dx * tall, foot - dy * tall, tall * 0.27
        pen.ellipse((a - r, b - r, a + r, b + r), fill=dice.choice(_GREENS))


SUBJECTS: Final[dict[str, Callable[[Pen, tuple[int, int], Random], None]]] = {
    "field": _field,
    "route": _route,
    "house": _house,
    "market": _market,
    "cloth": _cloth,
    "chart": _chart,
    "meeting": _meeting,
    "planting": _planting,
}
