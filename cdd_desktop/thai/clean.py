"""Text as it may be stored, and text as it is searched.

People type one Thai word in several ways (tone before vowel, SARA AM in two pieces); files from elsewhere bring
control characters, floods of marks that freeze text layout, and letters that turn the reading direction.
"""

import re
import unicodedata

from cdd_desktop.thai.digits import to_arabic

MAX_MARKS = 4  # a legal Thai cluster needs 2 after its consonant; a flood of them freezes text layout

_BIDI_CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]")
_REFUSED = {"Cc", "Cs", "Co", "Cn"}
_ALLOWED_CONTROLS = "\n\t"
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}

_SARA_AM = "\u0e33"
_TONES = "\u0e48-\u0e4c\u0e4e"
_MARK_RUN = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]{2,}")
_SPLIT_AM = re.compile(f"\u0e4d([{_TONES}]*)\u0e32")
_AM_BEFORE_TONE = re.compile(f"({_SARA_AM}+)([{_TONES}]+)")
_SUSPECT = re.compile(f"[{_TONES}][\u0e31\u0e34-\u0e3a\u0e47\u0e4d]|\u0e4d[{_TONES}]*\u0e32|{_SARA_AM}[{_TONES}]")
_DOUBLED_E = re.compile("\u0e40\u0e40")
_MARKS_IN_SEARCH = re.compile("[\u0e47-\u0e4e\u200b\u2060]")


class RefusedText(ValueError):
    """Why a text cannot be kept (Thai, for the person)."""


def canonical(text: str) -> str:
    """Return ``text`` with Thai marks in the order that fonts, searches and comparisons expect.

    Vowel before tone, SARA AM in one piece with its tone before it. Length may shrink, meaning never changes.
    """
    while _SUSPECT.search(text):  # once for what people type; several times for nonsense
        text = _MARK_RUN.sub(lambda run: "".join(sorted(run[0], key=_is_tone)), text)
        text = _SPLIT_AM.sub(rf"\1{_SARA_AM}", text)
        text = _AM_BEFORE_TONE.sub(r"\2\1", text)
    return text


def _is_tone(mark: str) -> bool:
    return mark in "\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e4e"


def _check_characters(text: str) -> None:
    marks = 0
    for char in text:
        category = unicodedata.category(char)
        if category in _REFUSED and char not in _ALLOWED_CONTROLS:
            raise RefusedText(f"มีอักขระที่ใช้ไม่ได้ (U+{ord(char):04X})")
        marks = marks + 1 if category in ("Mn", "Me") else 0
        if marks > MAX_MARKS:
            raise RefusedText("มีวรรณยุกต์หรือสระซ้อนกันมากเกินไป")


def harmless(text: str, *, lines: bool = False) -> str:
    """Return text that nobody cleaned, such as the name of a file, as it may be shown and printed.

    What turns the reading direction, commands a terminal or cannot be seen goes, and so do floods of marks; every
    letter and every legal Thai mark stays where it is.

    Args:
        lines: it may have several; else their ends go too, so that no name can look like another message.
    """
    if text.isascii() and text.isprintable():
        return text
    kept: list[str] = []
    marks = 0
    for char in text:
        category = unicodedata.category(char)
        marks = marks + 1 if category in ("Mn", "Me") else 0
        if (lines and char in _ALLOWED_CONTROLS) or (category not in _UNSEEN and marks <= MAX_MARKS):
            kept.append(char)
    return "".join(kept)


def clean_text(text: str, limit: int) -> str:
    """Return ``text`` as it may be stored: NFC, marks in order, no bidirectional controls, line ends as ``\\n``.

    Args:
        text: as typed, pasted or read from a file.
        limit: how many characters the field holds.

    Raises RefusedText (a ValueError, in Thai) for control, private-use, surrogate and unassigned characters, for more
    than ``MAX_MARKS`` combining marks in a row and for a text that is too long.
    """
    plain = _BIDI_CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    if len(plain) > 4 * limit + 100:  # before NFC, which takes its time on hostile text
        raise RefusedText(f"ข้อความยาวเกิน {limit:,} ตัวอักษร")
    _check_characters(plain)
    result = canonical(unicodedata.normalize("NFC", plain))
    if len(result) > limit:
        raise RefusedText(f"ข้อความยาวเกิน {limit:,} ตัวอักษร (มี {len(result):,})")
    return result


def fold(text: str) -> str:
    """Return ``text`` as searches compare it: no tone marks, Arabic digits, lower case, single spaces.

    Both the stored text and the words searched for are folded; vowels stay, so กา and กำ differ, ก่า and กา do not.
    """
    plain = canonical(unicodedata.normalize("NFC", text))
    plain = _DOUBLED_E.sub("\u0e41", plain)  # two SARA E look like SARA AE and are typed for it
    return " ".join(to_arabic(_MARKS_IN_SEARCH.sub("", plain)).casefold().split())
