"""Build the fonts of the program from the Sarabun family.

    python packaging/build_fonts.py SARABUN_FOLDER [--out fonts]

SARABUN_FOLDER is the unpacked npm package ``@expo-google-fonts/sarabun`` (0.4.1). Four things come out:

* the screen fonts, copied as they are, and the licence;
* ``CDDMarks.ttf``, the few signs Sarabun lacks, for the screen;
* ``draft-mark.txt``, the outlines of the word that is laid across drafts (PDF operators, 1/1000 em, middle at 0 0);
* the **cluster fonts** for PDF: one glyph for every legal Thai cluster (a consonant with its vowel and tone) at a
  private-use code, its parts standing where HarfBuzz puts them. A PDF writer that knows nothing of Thai then draws it
  right, each cluster is one code, and ``clusters.txt`` (one cluster a line, from U+E000 up) gives the text back.

The fonts are committed; this runs again only for a new Sarabun. Needs fontTools and uharfbuzz.
"""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import uharfbuzz as hb
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.basePen import BasePen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

from marks import MARKS, draw_mark

FIRST_CODE = 0xE000
LAST_CODE = 0xF8FF

CONSONANTS = [chr(code) for code in range(0x0E01, 0x0E2F)]
VOWELS = list("\u0e31\u0e34\u0e35\u0e36\u0e37\u0e47\u0e4d" + "\u0e38\u0e39\u0e3a")
TONES = list("\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e4e")
SARA_AM = "\u0e33"

SCREEN = {
    "Sarabun-Regular.ttf": "400Regular/Sarabun_400Regular.ttf",
    "Sarabun-SemiBold.ttf": "600SemiBold/Sarabun_600SemiBold.ttf",
    "Sarabun-Bold.ttf": "700Bold/Sarabun_700Bold.ttf",
}
CLUSTER = {"Regular": "Sarabun-Regular.ttf", "Bold": "Sarabun-Bold.ttf"}
DRAFT = "ร่าง"
STROKE = {"Regular": 66, "Bold": 96}  # of the drawn signs, in thousandths of an em


def clusters() -> Iterator[str]:
    """Yield every legal cluster of more than one character, marks in canonical order; the order is the code order."""
    for consonant in CONSONANTS:
        for vowel in ["", *VOWELS]:
            for tone in ["", *TONES]:
                if vowel or tone:
                    yield consonant + vowel + tone
        for tone in ["", *TONES[:4]]:
            yield consonant + tone + SARA_AM
    yield "\u0e24\u0e45"
    yield "\u0e26\u0e45"


class Shaper:
    """Says where HarfBuzz puts the parts of a cluster."""

    def __init__(self, path: Path, font: TTFont) -> None:
        self._hb = hb.Font(hb.Face(hb.Blob.from_file_path(str(path))))
        self._order = font.getGlyphOrder()

    def place(self, text: str) -> tuple[list[tuple[str, int, int]], int]:
        """Return (glyph, x, y) of every part and the advance of the whole, in font units."""
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        hb.shape(self._hb, buffer)
        parts: list[tuple[str, int, int]] = []
        pen = 0
        for info, at in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            parts.append((self._order[info.codepoint], pen + at.x_offset, at.y_offset))
            pen += at.x_advance
        return parts, pen


def _simple_parts(glyphs: Any, name: str, x: int, y: int) -> Iterator[tuple[str, int, int]]:
    """Yield the simple glyphs that ``name`` is made of: PDF writers follow one level of composition only."""
    glyph = glyphs[name]
    if not glyph.isComposite():
        yield name, x, y
        return
    for part in glyph.components:
        if hasattr(part, "transform"):
            raise ValueError(f"{name}: a scaled part cannot be placed")
        yield from _simple_parts(glyphs, part.glyphName, x + part.x, y + part.y)


def _add_clusters(font: TTFont, shaper: Shaper) -> dict[int, str]:
    """Add one composite glyph for each cluster; return its name by code."""
    glyphs, metrics = font["glyf"], font["hmtx"]
    names: dict[int, str] = {}
    for code, text in enumerate(clusters(), FIRST_CODE):
        parts, advance = shaper.place(text)
        pen = TTGlyphPen(glyphs)
        for part, x, y in parts:
            for simple, dx, dy in _simple_parts(glyphs, part, x, y):
                pen.addComponent(simple, (1, 0, 0, 1, dx, dy))
        names[code] = f"cluster{code:04X}"
        glyphs[names[code]] = pen.glyph(dropImpliedOnCurves=False)
        glyphs[names[code]].recalcBounds(glyphs)
        metrics[names[code]] = (advance, getattr(glyphs[names[code]], "xMin", 0))
    if code > LAST_CODE:
        raise ValueError("more clusters than private-use codes")
    return names


def _add_marks(font: TTFont, stroke: int) -> dict[int, str]:
    names: dict[int, str] = {}
    for code in MARKS:
        name = f"uni{code:04X}"
        pen = TTGlyphPen(None)
        advance = draw_mark(code, pen, stroke)
        font["glyf"][name] = pen.glyph()
        font["glyf"][name].recalcBounds(font["glyf"])
        font["hmtx"][name] = (advance, font["glyf"][name].xMin)
        names[code] = name
    return names


def _rename(font: TTFont, weight: str) -> None:
    names = {1: "CDD Sarabun", 2: weight, 3: f"CDD Sarabun {weight} 1", 4: f"CDD Sarabun {weight}"}
    names[6] = f"CDDSarabun-{weight}"
    for record in font["name"].names:
        if record.nameID in names:
            record.string = names[record.nameID]


def build_cluster_font(source: Path, target: Path, weight: str) -> None:
    """Write the cluster font of one weight."""
    font = TTFont(source, recalcTimestamp=False)
    shaper = Shaper(source, font)
    added = _add_clusters(font, shaper) | _add_marks(font, STROKE[weight])
    for table in font["cmap"].tables:
        if table.isUnicode():
            kept = {code: name for code, name in table.cmap.items() if not FIRST_CODE <= code <= LAST_CODE}
            table.cmap = kept | added
    for tag in ("GSUB", "GPOS", "GDEF", "gasp"):
        if tag in font:
            del font[tag]
    _rename(font, weight)
    font["post"].formatType = 3.0
    font.save(target)


def build_marks_font(target: Path, stroke: int) -> None:
    """Write the little font of signs that stands behind Sarabun on the screen."""
    builder = FontBuilder(1000, isTTF=True)
    names = {code: f"uni{code:04X}" for code in MARKS}
    builder.setupGlyphOrder([".notdef", *names.values()])
    builder.setupCharacterMap(names)
    glyphs = {".notdef": TTGlyphPen(None).glyph()}
    advances = {".notdef": 500}
    for code, name in names.items():
        pen = TTGlyphPen(None)
        advances[name] = draw_mark(code, pen, stroke)
        glyphs[name] = pen.glyph()
    builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics({name: (width, 0) for name, width in advances.items()})
    builder.setupHorizontalHeader(ascent=1068, descent=-232)
    builder.setupNameTable({"familyName": "CDD Marks", "styleName": "Regular", "psName": "CDDMarks-Regular"})
    builder.setupOS2(sTypoAscender=1068, sTypoDescender=-232, usWinAscent=1068, usWinDescent=232)
    builder.setupPost(isFixedPitch=0)
    builder.font["head"].created = builder.font["head"].modified = 0
    builder.font.recalcTimestamp = False
    builder.save(target)


class _OperatorPen(BasePen):  # type: ignore[misc]  # fontTools has no types
    """Writes outlines as the path operators of PDF, moved by an offset."""

    def __init__(self, glyphs: Any) -> None:
        super().__init__(glyphs)
        self.dx = self.dy = 0
        self.code: list[str] = []

    def _add(self, operator: str, *points: tuple[float, float]) -> None:
        numbers = [f"{x + self.dx:.0f} {y + self.dy:.0f}" for x, y in points]
        self.code.append(" ".join([*numbers, operator]))

    def _moveTo(self, pt: tuple[float, float]) -> None:
        self._add("m", pt)

    def _lineTo(self, pt: tuple[float, float]) -> None:
        self._add("l", pt)

    def _curveToOne(self, pt1: tuple[float, float], pt2: tuple[float, float], pt3: tuple[float, float]) -> None:
        self._add("c", pt1, pt2, pt3)

    def _closePath(self) -> None:
        self._add("h")


def build_draft_mark(source: Path, target: Path) -> None:
    """Write the outlines of the draft mark: drawn as a shape, it never gets into text that is copied out."""
    font = TTFont(source)
    parts, advance = Shaper(source, font).place(DRAFT)
    glyphs = font.getGlyphSet()
    pen = _OperatorPen(glyphs)
    for name, x, y in parts:
        pen.dx, pen.dy = x - advance // 2, y - font["OS/2"].sxHeight // 2
        glyphs[name].draw(pen)
    target.write_text("\n".join(pen.code) + "\n", encoding="ascii", newline="\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("sarabun", type=Path, help="folder of the unpacked Sarabun package")
    parser.add_argument("--out", type=Path, default=Path(__file__).resolve().parent.parent / "fonts")
    options = parser.parse_args()
    out: Path = options.out
    out.mkdir(parents=True, exist_ok=True)
    for name, source in SCREEN.items():
        shutil.copyfile(options.sarabun / source, out / name)
    shutil.copyfile(options.sarabun / "LICENSE_FONT", out / "OFL.txt")
    for weight, name in CLUSTER.items():
        build_cluster_font(out / name, out / f"CDDSarabun-{weight}.ttf", weight)
    build_marks_font(out / "CDDMarks.ttf", STROKE["Regular"])
    build_draft_mark(out / "Sarabun-Bold.ttf", out / "draft-mark.txt")
    (out / "clusters.txt").write_text("".join(f"{text}\n" for text in clusters()), encoding="utf-8", newline="\n")
    for path in sorted(out.iterdir()):
        print(f"{path.stat().st_size:>9,}  {path.name}")


if __name__ == "__main__":
    main()
