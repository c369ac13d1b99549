"""Thai text as codes of the cluster fonts: one code for a consonant with its vowel and tone."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from cdd_desktop.thai.clean import canonical

FIRST_CODE = 0xE000  # of the private-use area that ``packaging/build_fonts.py`` fills

_CLUSTER = re.compile("[\u0e01-\u0e2e](?:[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]+\u0e33?|\u0e33)|[\u0e24\u0e26]\u0e45")
_UNPRINTED = re.compile("[\u200b-\u200d\u2060\ufeff\u00ad]")
_BLANK = re.compile("[\x00-\x1f\x7f-\xa0\u2000-\u200a\u202f\u2028\u2029]")
_FOREIGN = re.compile("[\ue000-\uf8ff\ud800-\udfff]")  # would come out as a Thai cluster, or break the file


class Encoded(str):
    """Text that is already in the codes of the cluster fonts; every character is one glyph."""

    __slots__ = ()


class Clusters:
    """The map between clusters and their codes, read from ``clusters.txt``."""

    def __init__(self, path: Path) -> None:
        texts = path.read_text(encoding="utf-8").split("\n")
        self._code = {text: chr(FIRST_CODE + index) for index, text in enumerate(texts) if text}
        self._text = {ord(code): text for text, code in self._code.items()}
        self.encode = lru_cache(maxsize=20_000)(self._encode)

    def _encode(self, text: str) -> Encoded:
        """Return the text in codes; unprinted marks go, control characters and odd spaces become a space."""
        if text.isascii() and text.isprintable():
            return Encoded(text)
        plain = _BLANK.sub(" ", _UNPRINTED.sub("", _FOREIGN.sub("\ufffd", text)))
        return Encoded(_CLUSTER.sub(self._cluster, canonical(plain)))

    def _cluster(self, match: re.Match[str]) -> str:
        text = match[0]
        if code := self._code.get(text):
            return code
        for end in range(len(text) - 1, 1, -1):  # misspelt: the longest legal head, the rest as it comes
            if code := self._code.get(text[:end]):
                return code + text[end:]
        return text

    def text_of(self, code: int) -> str:
        """Return the text that a code of the font stands for."""
        return self._text.get(code) or chr(code)
