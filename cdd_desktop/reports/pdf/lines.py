"""Thai text broken into lines: what stands on each line and how wide it is; no drawing here.

Lengths are points. A word here is what may not be broken: a Thai word, a number, a marked name.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, pairwise
from operator import itemgetter
from typing import NamedTuple

from cdd_desktop.reports.pdf.clusters import Encoded
from cdd_desktop.reports.pdf.fonts import BOLD, REGULAR, font
from cdd_desktop.thai.clean import canonical
from cdd_desktop.thai.words import breaks, tie_spaces

Color = tuple[float, float, float]
BLACK: Color = (0.0, 0.0, 0.0)

_CHUNK = re.compile(r"\n|[ \t]+|[^ \t\n]+")
_LEADING_MARKS = re.compile("[\u0e31\u0e33-\u0e3a\u0e45\u0e47-\u0e4e]+")
_TIED_TO_NEXT = "\u0e40\u0e41\u0e42\u0e43\u0e44("  # a forced cut may not leave these at a line's end
_TIED_TO_LAST = "\u0e2f\u0e30\u0e32\u0e33\u0e45\u0e46)”"  # nor put these at a line's start
_FUZZ = 1e-6
_REMEMBERED = 20_000  # words come again and again: a report is set in a third of the time


@dataclass(frozen=True)
class Run:
    """A stretch of text in one look. ``color`` None is the style's; ``scale`` is the part of the style's size."""

    text: str
    bold: bool = False
    color: Color | None = None
    scale: float = 1.0


class Look(NamedTuple):
    font: str
    size: float
    color: Color


class Piece(NamedTuple):
    """Text in one look, encoded, with its natural width."""

    look: Look
    text: Encoded
    width: float


class Word(NamedTuple):
    """Pieces that stay together, the width of the spaces after them, and whether the line ends after them."""

    pieces: tuple[Piece, ...]
    width: float
    space: Piece | None = None
    ends_line: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """Pieces from left to right, equal looks joined; ``words`` to break again; ``last`` of a paragraph."""

    pieces: tuple[Piece, ...]
    width: float
    words: tuple[Word, ...]
    last: bool

    @property
    def spaces(self) -> int:
        return sum(piece.text.count(" ") for piece in self.pieces)

    @property
    def glyphs(self) -> int:
        return sum(len(piece.text) for piece in self.pieces)


def whole_clusters(runs: Sequence[Run]) -> list[Run]:
    """Return the runs with marks in order and no run starting inside a cluster (bold that begins at a tone mark)."""
    result: list[Run] = []
    for run in runs:
        text = run.text
        if result and (marks := _LEADING_MARKS.match(text)):
            before = result[-1]
            result[-1] = Run(canonical(before.text + marks[0]), before.bold, before.color, before.scale)
            text = text[marks.end() :]
        if text:
            result.append(Run(canonical(text), run.bold, run.color, run.scale))
    return result


def _piece(look: Look, encoded: Encoded) -> Piece:
    return Piece(look, encoded, font(look.font).units(encoded) * look.size / 1000)


@lru_cache(maxsize=_REMEMBERED)
def piece(look: Look, text: str) -> Piece:
    """Return ``text`` set in ``look``."""
    return _piece(look, font(look.font).encode(text))


@lru_cache(maxsize=_REMEMBERED)
def _plain_word(look: Look, text: str) -> Word:
    only = piece(look, text)
    return Word((only,), only.width)


def words_of(runs: Sequence[Run], size: float, color: Color, bold: bool) -> list[Word]:
    """Return the words of a paragraph; runs may start and end inside words.

    Args:
        runs: the text; ``\\n`` ends a line.
        size: of the style, in points.
        color: where a run names none.
        bold: all of it.
    """
    runs = whole_clusters(runs)
    text = tie_spaces("".join(run.text for run in runs))
    ends: list[tuple[int, Look]] = []
    for run in runs:
        look = Look(BOLD if bold or run.bold else REGULAR, size * run.scale, run.color or color)
        ends.append(((ends[-1][0] if ends else 0) + len(run.text), look))
    places = breaks(text)
    words: list[Word] = []
    for chunk in _CHUNK.finditer(text):
        start, end = chunk.span()
        first = text[start]
        if first == "\n":
            _end_line(words)
        elif first in " \t":
            if words and not words[-1].ends_line:
                words[-1] = words[-1]._replace(space=piece(_look_at(ends, start), " " * (end - start)))
        else:
            cuts = [start, *places[bisect_right(places, start) : bisect_left(places, end)], end]
            words += _words(text, ends, cuts)
    return words


def _words(text: str, ends: Sequence[tuple[int, Look]], cuts: Sequence[int]) -> list[Word]:
    if len(ends) > 1:
        return [_word(text, ends, start, end) for start, end in pairwise(cuts)]
    look = ends[0][1]
    return [_plain_word(look, text[start:end]) for start, end in pairwise(cuts)]


def _end_line(words: list[Word]) -> None:
    if words and not words[-1].ends_line:
        words[-1] = words[-1]._replace(ends_line=True)
    else:
        words.append(Word((), 0.0, None, True))


def _look_at(ends: Sequence[tuple[int, Look]], at: int) -> Look:
    return next(look for end, look in ends if at < end)


def _word(text: str, ends: Sequence[tuple[int, Look]], start: int, end: int) -> Word:
    pieces = []
    for stop, look in ends:
        if start < stop:
            pieces.append(piece(look, text[start : min(stop, end)]))
            start = stop
        if start >= end:
            break
    return Word(tuple(pieces), sum(part.width for part in pieces))


def cut_word(word: Word, room: float) -> tuple[Word, Word | None]:
    """Return the part of a word that fits in ``room`` (one glyph at least), and the rest, for words wider than lines.

    Cuts after an unbreakable space where there is one, else between clusters, never before a vowel that follows its
    consonant or after one that leads it.
    """
    glyphs = [(part.look, char) for part in word.pieces for char in part.text]
    width, fitting = 0.0, 0
    for look, char in glyphs:
        width += font(look.font).units(Encoded(char)) * look.size / 1000
        if width > room + _FUZZ:
            break
        fitting += 1
    cut = max(fitting, 1)
    if cut >= len(glyphs):
        return word, None
    chars = [char for _, char in glyphs]
    if " " in chars[1:cut]:
        cut = len(chars[:cut]) - chars[:cut][::-1].index(" ")
    while cut > 1 and (chars[cut - 1] in _TIED_TO_NEXT or chars[cut] in _TIED_TO_LAST):
        cut -= 1
    head, tail = _of_glyphs(glyphs[:cut]), _of_glyphs(glyphs[cut:])
    return head, tail._replace(space=word.space, ends_line=word.ends_line)


def _of_glyphs(glyphs: Sequence[tuple[Look, str]]) -> Word:
    pieces = []
    for look, group in groupby(glyphs, key=itemgetter(0)):
        pieces.append(_piece(look, Encoded("".join(char for _, char in group))))
    return Word(tuple(pieces), sum(part.width for part in pieces))


def _line(words: Sequence[Word], *, last: bool) -> Line:
    parts: list[Piece] = []
    for word in words:
        parts += word.pieces
        if word.space is not None and word is not words[-1]:
            parts.append(word.space)
    pieces = []
    for look, group in groupby(parts, key=itemgetter(0)):
        same = list(group)
        text = Encoded("".join(part.text for part in same))
        pieces.append(Piece(look, text, sum(part.width for part in same)))
    return Line(tuple(pieces), sum(part.width for part in pieces), tuple(words), last)


def break_lines(words: Sequence[Word], first: float, later: float) -> Iterator[Line]:
    """Yield the lines of a paragraph, as many words on each as fit.

    Args:
        words: of the whole paragraph.
        first: width of the first line.
        later: width of the others.
    """
    waiting = list(reversed(words))
    line: list[Word] = []
    used, room = 0.0, first
    while waiting:
        word = waiting.pop()
        if used + word.width > room + _FUZZ:
            if line:
                yield _line(line, last=False)
                line, used, room = [], 0.0, later
                waiting.append(word)
                continue
            word, rest = cut_word(word, room)
            if rest is not None:
                waiting.append(rest)
                yield _line([word], last=False)
                room = later
                continue
        line.append(word)
        used += word.width + (word.space.width if word.space else 0.0)
        if word.ends_line:
            yield _line(line, last=True)
            line, used, room = [], 0.0, later
    if line:
        yield _line(line, last=True)
