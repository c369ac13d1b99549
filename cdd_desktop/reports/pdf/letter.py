"""The external letter (หนังสือภายนอก) on A4."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from reportlab.lib.units import cm
from reportlab.platypus import Flowable

from cdd_desktop.reports.content_letter import Letter
from cdd_desktop.reports.pdf.blocks import digits_like
from cdd_desktop.reports.pdf.official import (
    LETTER_GARUDA,
    Air,
    Garuda,
    Labelled,
    Signing,
    body_blocks,
    write_official,
)
from cdd_desktop.reports.pdf.text import Text

_ENCLOSURES = "สิ่งที่ส่งมาด้วย"


def write_letter(letter: Letter, out: Path) -> None:
    """Write the PDF of ``letter`` to ``out``, which is replaced when it exists and untouched on any error.

    Raises UserError where the fonts, the office's picture or the place cannot be used.
    """
    author = letter.place[0] if letter.place else ""
    write_official(letter.body, lambda air: [*_blocks(letter, air)], f"หนังสือ {letter.body.subject}", author, out)


def _blocks(letter: Letter, air: Air) -> Iterator[Flowable]:
    body = letter.body
    yield Garuda(body.garuda, LETTER_GARUDA, speed=body.speed)
    yield Opening(body.number, letter.place, body.day, air)
    yield Labelled("เรื่อง", body.subject, air)
    yield Labelled(body.salutation, body.to, air)
    for number, text in enumerate(body.references):
        yield Labelled("" if number else "อ้างถึง", text, air, under="อ้างถึง")
    digits = digits_like(body.subject + body.day + body.number)
    many = len(body.enclosures) > 1
    for number, item in enumerate(body.enclosures, 1):
        order = f"{digits(str(number))}." if many else ""
        label = _ENCLOSURES if number == 1 else ""
        yield Labelled(label, item.text, air, under=_ENCLOSURES, number=order, amount=item.amount)
    yield from body_blocks(body, air, [Signing(body.signature, air, letter.closing), Foot(letter, air)])


class Opening(Flowable):
    """Number at the left, the agency at the right from the same line on, the date from the middle below them."""

    def __init__(self, number: str, place: Sequence[str], day: str, air: Air) -> None:
        super().__init__()
        self._air = air
        self._number = Text(f"ที่  {number}".rstrip(), air.plain)
        self._place = [Text(line, air.plain) for line in place]
        self._day = Text(day, air.plain)

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        self.width = availWidth
        # the block ends at the margin, but begins no further left than beside the emblem's room
        widest = max((text.natural_width() for text in self._place), default=0.0)
        self._room = min(widest + 0.5, availWidth / 2 - 1.0 * cm)
        self._beside = availWidth - self._room - 0.6 * cm
        lines = max(sum(self._tall(text) for text in self._place), self._number.wrap(self._beside, 0)[1])
        self._top = lines
        self.height = lines + self._air.paragraph + self._air.leading
        return availWidth, self.height

    def _tall(self, text: Text) -> float:
        return text.wrap(self._room, 0)[1]

    def draw(self) -> None:
        _, tall = self._number.wrap(self._beside, 0)
        self._number.draw_at(self.canv, 0, self.height - tall)
        y = self.height
        for text in self._place:
            tall = self._tall(text)
            y -= tall
            text.draw_at(self.canv, self.width - self._room, y)
        self._day.wrap(self.width / 2, 0)
        self._day.draw_at(self.canv, self.width / 2, 0)


class Foot(Flowable):
    """The unit that wrote the letter and how to reach it, at the left; the office's motto in the middle below."""

    def __init__(self, letter: Letter, air: Air) -> None:
        super().__init__()
        self._air = air
        centred = replace(air.plain, align="center", bold=True)
        self._texts = [Text(line, air.plain) for line in letter.foot]
        self._motto = [Text(line, centred) for line in letter.motto]

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        self.width = availWidth
        tall = sum(text.wrap(availWidth, 0)[1] for text in (*self._texts, *self._motto))
        gaps = (self._air.foot if self._texts else 0.0) + (0.7 if self._motto else 0.0)
        self.height = tall + gaps * self._air.leading
        return availWidth, self.height

    def draw(self) -> None:
        y = self.height - (self._air.foot * self._air.leading if self._texts else 0.0)
        for text in (*self._texts, None, *self._motto):
            if text is None:
                y -= 0.7 * self._air.leading
                continue
            _, tall = text.wrap(self.width, 0)
            y -= tall
            text.draw_at(self.canv, 0, y)
