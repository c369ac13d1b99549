"""The words on a PDF's page: where each letter stands, what lies between two places, where a text is found.

PDFium gives every letter of a cluster (a consonant with its marks) the cluster's box, for they are one glyph in our
fonts: places inside a cluster are no places to begin or end at.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from PySide6.QtCore import QPointF, QRectF

from cdd_desktop.thai.digits import to_arabic
from cdd_desktop.thai.words import breaks


@dataclass(frozen=True, order=True)
class Place:
    """A place between letters: before letter ``at`` of a page (both counted from 0)."""

    page: int
    at: int


class PageText:
    """The letters of one page in reading order with their boxes, in points from the top left; lines end in ``\\r\\n``.

    Args:
        letters: one code unit for each box.
    """

    def __init__(self, letters: str, boxes: Sequence[QRectF]) -> None:
        self.letters = letters
        self.boxes = boxes

    def __len__(self) -> int:
        return len(self.letters)

    def text(self, start: int, end: int) -> str:
        """Return what lies between two places, as it is pasted: lines end in ``\\n``."""
        units = self.letters[start:end].encode("utf-16-le", "surrogatepass")  # PDFium counts in UTF-16
        return units.decode("utf-16-le", "replace").replace("\r\n", "\n").replace("\ufffe", "")

    def step(self, at: int, steps: int) -> int:
        """Return the next place after ``at`` (before it where ``steps`` is negative) that is inside no cluster."""
        at += steps
        while 0 < at < len(self) and self._inside(at):
            at += steps
        return min(max(at, 0), len(self))

    def _inside(self, at: int) -> bool:
        return not self.boxes[at].isEmpty() and self.boxes[at] == self.boxes[at - 1]

    def nearest(self, point: QPointF) -> int | None:
        """Return the place nearest to a point, on the line it is on or nearest to; None on a page without text."""
        seen = [(_away(box, point), at) for at, box in enumerate(self.boxes) if not box.isEmpty()]
        if not seen:
            return None
        at = min(seen)[1]
        return self.step(at, 1) if point.x() > self.boxes[at].center().x() else at

    def covers(self, point: QPointF) -> bool:
        """Return whether a point is on a letter."""
        return any(box.contains(point) for box in self.boxes)

    def word(self, at: int) -> tuple[int, int]:
        """Return the word that a place is in or before."""
        start = max((self.letters.rfind(space, 0, at) + 1 for space in " \r\n"), default=0)
        end = min((found for space in " \r\n" if (found := self.letters.find(space, at)) >= 0), default=len(self))
        places = [start, *(start + cut for cut in breaks(self.letters[start:end])), end]
        first = max((place for place in places if place <= at), default=start)
        last = min((place for place in places if place > at), default=end)
        return first, last

    def areas(self, start: int, end: int) -> list[QRectF]:
        """Return the boxes to be marked between two places, one for each run of letters on a line."""
        found: list[QRectF] = []
        for box in self.boxes[start:end]:
            if box.isEmpty():
                continue
            if found and _same_line(found[-1], box):
                found[-1] = found[-1].united(box)
            else:
                found.append(QRectF(box))
        return found

    @cached_property
    def _folded(self) -> tuple[str, list[int]]:
        """Return the letters as they are searched, and where each stands; Thai lines end without a space."""
        kept = [(fold(letter), at) for at, letter in enumerate(self.letters)]
        return "".join(letter for letter, _ in kept), [at for letter, at in kept for _ in letter]

    def find(self, wanted: str) -> list[tuple[int, int]]:
        """Return where a text is found, of either case, digits Thai or Arabic, spaces and line ends not counted."""
        words, (text, places) = fold(wanted), self._folded
        found, start = [], text.find(words) if words else -1
        while start >= 0:
            first, last = places[start], places[start + len(words) - 1] + 1
            found.append((first if not self._inside(first) else self.step(first, -1), self.step(last - 1, 1)))
            start = text.find(words, start + len(words))
        return found


def read_text(page: Any, height: float) -> PageText:
    """Return the words of a page of PDFium's."""
    from pypdfium2 import raw

    read = page.get_textpage()
    try:
        count = read.count_chars()
        letters = "".join(chr(raw.FPDFText_GetUnicode(read, at)) for at in range(count))
        corners = [read.get_charbox(at, loose=True) for at in range(count)]
    finally:
        read.close()
    return PageText(letters, [QRectF(x, height - top, right - x, top - low) for x, low, right, top in corners])


def fold(text: str) -> str:
    """Return a text as it is searched."""
    return "".join(to_arabic(text).casefold().replace("ํา", "ำ").split())


def _away(box: QRectF, point: QPointF) -> tuple[float, float]:
    """Return how far a point is from a box: from its line first, along it then."""
    across = max(box.top() - point.y(), point.y() - box.bottom(), 0.0)
    return across, max(box.left() - point.x(), point.x() - box.right(), 0.0)


def _same_line(run: QRectF, box: QRectF) -> bool:
    shared = min(run.bottom(), box.bottom()) - max(run.top(), box.top())
    onward = box.left() > run.left() - 1.0 and box.left() - run.right() < 2 * box.height()
    return onward and shared > min(run.height(), box.height()) / 2
