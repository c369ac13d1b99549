"""Thai dictionary order, in one text key that a database column can hold.

Letters first, a leading vowel after its consonant. Tone marks and the like decide only between words of equal
letters. Runs of digits compare by value, so หมู่ 2 stands before หมู่ 10.
"""

import re

from cdd_desktop.thai.clean import canonical
from cdd_desktop.thai.digits import to_arabic

_LEADING = re.compile("([\u0e40-\u0e44])([\u0e01-\u0e2e])")
_NUMBER = re.compile("[0-9]+")
_IGNORED = re.compile("[\u0e2f\u0e46\u0e4f\u0e5a\u0e5b\u200b\u2060]")
_MARKS = "\u0e4e\u0e4c\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4d"  # lightest first, as in the Unicode collation table
_WEIGHT = {mark: chr(0x21 + index) for index, mark in enumerate(_MARKS)}
_LAST_PLACE, _PLACES = 0xD7FF, 0x5000  # code points below the surrogates, which no database takes
_SEPARATOR = "\x01"  # below every letter: a shorter word stands before a longer one


def _number(match: re.Match[str]) -> str:
    digits = match[0].lstrip("0") or "0"
    return f"0{chr(0x40 + min(len(digits), 60))}{digits}"


def sort_key(text: str) -> str:
    """Return the text by which ``text`` sorts (plain code-point order, also in SQL)."""
    plain = _IGNORED.sub("", to_arabic(canonical(text)).casefold())
    plain = _LEADING.sub(r"\2\1", " ".join(plain.split()))
    letters: list[str] = []
    marks: list[str] = []
    for char in plain:
        if weight := _WEIGHT.get(char):
            # a word bare at a place stands before one marked there, so an earlier mark must weigh more
            marks.append(f"{chr(_LAST_PLACE - min(len(letters), _PLACES))}{weight}")
        else:
            letters.append(char)
    return f"{_NUMBER.sub(_number, ''.join(letters))}{_SEPARATOR}{''.join(marks)}"
