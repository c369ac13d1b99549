"""The cluster fonts in reportlab: Thai is drawn right by drawString, tables and charts, and copied out as typed.

Leans on insides of reportlab 5.1.0 (``TTFont.State``, ``splitString``, ``addObjects``), which is why that version is
pinned; ``tests/reports/pdf/test_fonts.py`` holds the proof. Fonts serve one document at a time per thread of work.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from reportlab import rl_config
from reportlab.lib.fonts import addMapping
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from cdd_desktop.errors import UserError
from cdd_desktop.reports.pdf.clusters import Clusters, Encoded

REGULAR = "CDDSarabun"
BOLD = "CDDSarabun-Bold"

_FILES = {REGULAR: "CDDSarabun-Regular.ttf", BOLD: "CDDSarabun-Bold.ttf"}
_SPACE = 32
_SAME = re.compile(rb"(.)\1*", re.DOTALL)


def size_of(official_pt: float) -> float:
    """Return the Sarabun size in points that looks like ``official_pt`` of TH Sarabun, in which offices count."""
    return official_pt / 1.5


class ClusterFont(TTFont):
    """A TrueType font whose Thai clusters are single glyphs at private-use codes."""

    def __init__(self, name: str, path: Path, clusters: Clusters) -> None:
        super().__init__(name, str(path), asciiReadable=0, shapable=False)
        self.clusters = clusters

    def encode(self, text: str | bytes) -> Encoded:
        """Return ``text`` in the font's codes; what is encoded already stays."""
        if isinstance(text, Encoded):
            return text
        return self.clusters.encode(text.decode("utf-8") if isinstance(text, bytes) else text)

    def units(self, encoded: Encoded) -> int:
        """Return the width of encoded text in thousandths of the size."""
        get, default = self.face.charWidths.get, self.face.defaultWidth
        return sum(get(ord(char), default) for char in encoded)

    def stringWidth(self, text: str | bytes, size: float, encoding: str = "utf8") -> float:
        return self.units(self.encode(text)) * size / 1000

    def splitString(self, text: str | bytes, doc: Any, encoding: str = "utf-8") -> list[tuple[int, bytes]]:
        """Return (subset, bytes) runs; a character the font lacks is drawn as a box but copied out as itself."""
        pairs = self.encode(text).translate(self._state(doc).assignments).encode("utf-16-be")
        subsets, codes = pairs[::2], pairs[1::2]
        if not any(subsets):
            return [(0, codes)] if codes else []
        return [(run[0][0], codes[run.start() : run.end()]) for run in _SAME.finditer(subsets)]

    def _state(self, doc: Any) -> Any:
        """Return reportlab's state of this font in a document, its assignments made to fill themselves."""
        state = self._assignState(doc)  # type: ignore[attr-defined]  # the stubs leave out reportlab's insides
        if not isinstance(state.assignments, _Places):
            state.assignments = _Places(state)
        return state

    def addObjects(self, doc: Any) -> None:
        """Add the font's objects; ``ToUnicode`` gives each cluster its text, several characters where it has them."""
        subsets = [list(subset) for subset in self._state(doc).subsets]
        super().addObjects(doc)
        for number, subset in enumerate(subsets):
            name = f"{number:06d}".translate(_SUBSET_LETTERS) + f"+{self.face.name.decode('ascii')}"
            doc.idToObject[f"toUnicodeCMap:{name}"].content = to_unicode_map(
                name, [self.clusters.text_of(code) for code in subset]
            )


_SUBSET_LETTERS = str.maketrans("0123456789", "ABCDEFGIJK")  # as reportlab names its subsets


class _Places(dict[int, int]):
    """Where in the document's subsets each code stands; asked for a new code, it gives it the next free place.

    A place is 256 x subset + byte. Byte 0 stays .notdef and 32 the space in every subset.
    """

    def __init__(self, state: Any) -> None:
        super().__init__(state.assignments)
        self._state = state

    def __missing__(self, code: int) -> int:
        state = self._state
        place: int = state.nextCode
        if place & 0xFF == _SPACE:
            if place != _SPACE:
                state.subsets[place >> 8].append(_SPACE)
            place += 1
        if place & 0xFF == 0:
            state.subsets.append([0])
            place += 1
        if place > _SPACE:
            state.subsets[place >> 8].append(code)
        else:
            state.subsets[0][place] = code
        state.nextCode = place + 1
        self[code] = place
        return place


def to_unicode_map(name: str, texts: Sequence[str]) -> str:
    """Return the PDF CMap that says what text stands behind code 0, 1, 2 ... of a font subset."""
    rows = [
        f"<{code:02X}> <{text.encode('utf-16-be').hex().upper()}>" for code, text in enumerate(texts) if text != "\0"
    ]
    blocks = [rows[start : start + 100] for start in range(0, len(rows), 100)]  # the format allows 100 in a block
    body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        f"/CMapName /{name} def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<00> <FF>\nendcodespacerange\n"
        f"{body}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
    )


def register_fonts(folder: Path) -> None:
    """Make the cluster fonts in ``folder`` known to reportlab, once; UserError where they cannot be read."""
    if REGULAR in pdfmetrics.getRegisteredFontNames():
        return
    try:
        clusters = Clusters(folder / "clusters.txt")
        fonts = [ClusterFont(name, folder / file, clusters) for name, file in _FILES.items()]
    except (OSError, ValueError, TTFError) as error:
        raise UserError("เปิดแบบอักษรสำหรับพิมพ์ไม่ได้", "ติดตั้งโปรแกรมใหม่อีกครั้ง") from error
    rl_config.useA85 = 0  # streams stay bytes: text coding of them costs a third of the time and of the file
    for face in fonts:
        pdfmetrics.registerFont(face)
    for bold in (0, 1):
        for italic in (0, 1):
            addMapping(REGULAR, bold, italic, BOLD if bold else REGULAR)


def font(name: str) -> ClusterFont:
    """Return a registered cluster font (``REGULAR`` or ``BOLD``)."""
    found = pdfmetrics.getFont(name)
    assert isinstance(found, ClusterFont)
    return found
