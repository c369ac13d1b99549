"""Where a line of Thai may be broken.

Thai has no spaces between words; a dictionary finds them (newmm in nlpo3, with pythainlp's word list). Reading the
list costs a tenth of a second and 60 MB, so it happens at the first break asked for and not at start-up.
``pythainlp`` itself is never imported: it would make a folder in the user's home.
"""

import re
from functools import cache
from importlib.util import find_spec
from itertools import accumulate
from pathlib import Path
from threading import Lock

from cdd_desktop.errors import UserError

ZWSP = "\u200b"
JOINER = "\u2060"  # stands at both ends of what must stay on one line; never printed
NBSP = "\u00a0"

_DICTIONARY = "thai"
_THAI = re.compile("[\u0e01-\u0e3a\u0e40-\u0e4e]")
_HEAD = "[\u0e01-\u0e2e\u0e40-\u0e44]"  # consonants and leading vowels: a Thai line may start with these
_TAIL = "[\u0e01-\u0e3a\u0e45-\u0e4e]"  # ... and end with these
_PLACE = re.compile(
    # numbers, codes and foreign words stay whole: one side at least is Thai
    f"(?<={_TAIL})(?=[\u0e01-\u0e2e\u0e40-\u0e44(\\[“‘0-9\u0e50-\u0e59A-Za-z])(?!(?<=\u0e2f)\u0e25\u0e2f)"
    f'|(?<=[0-9\u0e50-\u0e59)\\]}}”’"%])(?={_HEAD})'
    f"|(?<={_TAIL}[/–-])(?={_HEAD})"
)
_TIED_SPACE = re.compile(" (?=[\u0e46\u0e2f)”’])")
_KEPT = re.compile(f"{JOINER}[^{JOINER}]*{JOINER}")
_loading = Lock()  # a window warms the dictionary up in a thread while it lays out its first labels


def _load() -> None:
    """Read the dictionary once, whoever asks first (nlpo3 keeps it under a name of ours)."""
    with _loading:
        _load_once()


@cache
def _load_once() -> None:
    import nlpo3

    found = find_spec("pythainlp")
    if found is None or not found.submodule_search_locations:
        raise UserError("ไม่พบพจนานุกรมตัดคำ", "ติดตั้งโปรแกรมใหม่อีกครั้ง")
    path = Path(found.submodule_search_locations[0]) / "corpus" / "words_th.txt"
    _, loaded = nlpo3.load_dict(str(path), _DICTIONARY)
    if not loaded:
        raise UserError("เปิดพจนานุกรมตัดคำไม่ได้", "ติดตั้งโปรแกรมใหม่อีกครั้ง")


def words(text: str) -> list[str]:
    """Return the words, spaces and signs that ``text`` is made of; joined they give ``text``."""
    import nlpo3

    _load()
    return nlpo3.segment(text, _DICTIONARY)


def unbroken(name: str) -> str:
    """Return ``name`` marked to stay on one line (personal names); for display and print only, never stored."""
    return f"{JOINER}{name.replace(' ', NBSP)}{JOINER}" if name else name


def without_marks(text: str) -> str:
    """Return ``text`` without this module's invisible marks, as it may be copied or stored."""
    return text.replace(JOINER, "").replace(ZWSP, "").replace(NBSP, " ")


def breaks(text: str) -> tuple[int, ...]:
    """Return the places inside ``text`` where a line may end, besides its spaces: ``text[:p]`` and ``text[p:]``.

    Never before ๆ ฯ ) ” or a vowel that follows its consonant, never inside numbers, codes, abbreviations with full
    stops, or what ``unbroken`` marked.
    """
    if not _THAI.search(text):
        return ()
    places = [at for at in accumulate(map(len, words(text))) if _PLACE.match(text, at)]
    kept = [match.span() for match in _KEPT.finditer(text)]
    if kept:
        places = [at for at in places if not any(start < at < end for start, end in kept)]
    return tuple(places)


def tie_spaces(text: str) -> str:
    """Return ``text`` with an unbreakable space where the next line would start with ๆ ฯ ) or ”."""
    return _TIED_SPACE.sub(NBSP, text)
