"""The mark of a draft: a light word across the page, under the text, and words in the foot."""

from __future__ import annotations

from functools import cache
from math import atan2, degrees, hypot
from typing import Any

from cdd_desktop.paths import fonts

NOTE = "ร่าง ยังไม่ได้รับรอง"

_LENGTH = 0.38  # of the page's diagonal
_WORD = 1240.0  # width of the outlines in their own units
_GREY = 0.9


@cache
def _outlines() -> str:
    return (fonts() / "draft-mark.txt").read_text(encoding="ascii")


def draw_mark(canvas: Any, size: tuple[float, float]) -> None:
    """Draw the word from corner to corner; as a shape, so that it never gets into text that is copied out."""
    width, height = size
    scale = _LENGTH * hypot(width, height) / _WORD
    canvas.saveState()
    canvas.translate(width / 2, height / 2)
    canvas.rotate(degrees(atan2(height, width)))
    canvas.scale(scale, scale)
    canvas.setFillGray(_GREY)
    canvas._code.append(f"{_outlines()}f")  # raw operators: reportlab's path object takes points one by one
    canvas.restoreState()


def draft_foot(text: str) -> str:
    """Return a foot that says that the page is a draft."""
    return f"{NOTE} · {text}" if text else NOTE
