"""Where lines of Thai text end on screen."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from PySide6.QtWidgets import QApplication

READY = "thaiWordsReady"  # set on the application once the dictionary has been read
_TIES = re.compile("(?<=ร้อยละ) (?=[0-9])|(?<=ระดับ) (?=[A-Z0-9])|(?<=[0-9]) (?=[ก-ฮเ-ไ])")


def words_ready() -> bool:
    """Return whether the dictionary has been read (see ``warm_up``)."""
    app = QApplication.instance()
    return app is not None and bool(app.property(READY))


@lru_cache(maxsize=4096)
def word_places(text: str) -> tuple[int, ...]:
    """Return the places between words; reads the dictionary when asked first."""
    from cdd_desktop.thai.words import breaks

    return breaks(text)


def _tied(text: str) -> str:
    from cdd_desktop.thai.words import tie_spaces

    return tie_spaces(text)


def break_places(text: str, *, tied: bool = True) -> list[int]:
    """Return where a line of ``text`` may end: after spaces and line feeds, and between words once they are known.

    ``tied`` keeps a number with its unit and with "ร้อยละ" before it.
    """
    spaced = _tied(text)
    places = {at + 1 for at, letter in enumerate(spaced) if letter in " \n"}
    if tied:
        places.difference_update(match.end() for match in _TIES.finditer(text))
    if words_ready():
        places.update(word_places(text))
    return sorted(place for place in places if place < len(text))


def fold(
    text: str, places: Sequence[int], x: Callable[[int], float], width: float, after: Callable[[int], int]
) -> list[tuple[int, int]]:
    """Return the lines of ``text`` as (start, end), each at most ``width`` wide where that can be.

    Args:
        places: where a line may end, ascending.
        x: the distance of a place from the start of the text, written in one line.
        after: the next place where the cursor may stand; a word wider than a line is cut there, never inside a mark.
    """
    lines: list[tuple[int, int]] = []
    start, last = 0, 0
    for place in (*places, len(text)):
        end = len(text[:place].rstrip())
        while x(max(end, start)) - x(start) > width:
            if last <= start:
                last = after(start)
                while (wider := after(last)) < end and x(wider) - x(start) <= width:
                    last = wider
            lines.append((start, last))
            start = last
        last = place
        if text[place - 1 : place] == "\n":
            lines.append((start, place))
            start = place
    if start < len(text) or not lines:
        lines.append((start, len(text)))
    return lines
