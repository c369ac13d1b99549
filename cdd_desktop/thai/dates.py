"""Dates as Thai offices write them: Buddhist era, Thai month names, fiscal years from October.

Two eras are typed side by side. Each year is read by where it lies, never by a guess: 2443-2643 is the Buddhist era,
1900-2100 the Christian era (the ranges do not touch), two digits are the Buddhist 25xx, and all else is refused, so
that a typed 2567 can never become 3110.
"""

import re
from datetime import date, datetime

from cdd_desktop.thai.digits import to_arabic

BUDDHIST_OFFSET = 543
EARLIEST_YEAR = 1900  # Christian era; the oldest living person's birthday lies after it
LATEST_YEAR = 2100

MONTHS = (
    "มกราคม",
    "กุมภาพันธ์",
    "มีนาคม",
    "เมษายน",
    "พฤษภาคม",
    "มิถุนายน",
    "กรกฎาคม",
    "สิงหาคม",
    "กันยายน",
    "ตุลาคม",
    "พฤศจิกายน",
    "ธันวาคม",
)
SHORT_MONTHS = (
    "ม.ค.",
    "ก.พ.",
    "มี.ค.",
    "เม.ย.",
    "พ.ค.",
    "มิ.ย.",
    "ก.ค.",
    "ส.ค.",
    "ก.ย.",
    "ต.ค.",
    "พ.ย.",
    "ธ.ค.",
)

_UNREADABLE = "อ่านเป็นวันที่ไม่ได้ พิมพ์เช่น 20/2/2567 หรือ 20 ก.พ. 2567"
_NUMBERS = re.compile(r"(\d{1,2})\s*[/.\- ]\s*(\d{1,2})\s*[/.\- ]\s*(\d{2}|\d{4})", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_WORDS = re.compile(
    r"(\d{1,2})\s*([ก-์.]+?)\s*(พ\.?\s?ศ\.?|ค\.?\s?ศ\.?)?\s*(\d{2}|\d{4})",
    re.ASCII,
)


def _month_key(name: str) -> str:
    return name.replace(".", "")


_MONTH_OF = {_month_key(name): number for names in (MONTHS, SHORT_MONTHS) for number, name in enumerate(names, 1)}


def month_name(month: int) -> str:
    """Return the full name of month 1-12."""
    return MONTHS[month - 1]


def christian_year(text: str, era: str = "") -> int:
    """Return the Christian year of a typed year, raising ValueError (Thai) for one that cannot be.

    Args:
        text: two or four Arabic digits.
        era: "พ" or "ค" where the person wrote the era, else "" and the year's place decides.
    """
    year = int(text)
    if len(text) == 2:
        if era == "ค":
            raise ValueError("เขียนปี ค.ศ. ให้ครบ 4 หลัก")
        year += 2500
    christian = year if EARLIEST_YEAR <= year <= LATEST_YEAR else year - BUDDHIST_OFFSET
    if not EARLIEST_YEAR <= christian <= LATEST_YEAR:
        first, last = EARLIEST_YEAR + BUDDHIST_OFFSET, LATEST_YEAR + BUDDHIST_OFFSET
        raise ValueError(f"ปี {text} เป็นไปไม่ได้ ใช้ปี พ.ศ. {first}–{last}")
    if era and (era == "ค") != (christian == year):
        raise ValueError(f"ปี {text} ไม่ตรงกับศักราชที่เขียนไว้")
    return christian


def _parts(plain: str) -> tuple[str, int, str, str]:
    """Return day, month, year and era mark as typed, raising ValueError for a text that is no date."""
    if found := _YEAR_FIRST.fullmatch(plain):
        return found[3], int(found[2]), found[1], ""
    if found := _NUMBERS.fullmatch(plain):
        return found[1], int(found[2]), found[3], ""
    if (found := _WORDS.fullmatch(plain)) and (month := _MONTH_OF.get(_month_key(found[2]))):
        return found[1], month, found[4], (found[3] or "")[:1]
    raise ValueError(_UNREADABLE)


def parse_date(text: str) -> date:
    """Return the day a person typed, in either era, with Thai or Arabic digits.

    Reads ``20/2/2567``, ``20-2-67``, ``2024-02-20``, ``20 ก.พ. 2567`` and ``20 กุมภาพันธ์ พ.ศ. 2567``; raises
    ValueError with a Thai message for anything else, for days that do not exist and for implausible years.
    """
    day, month, year, era = _parts(" ".join(to_arabic(text).removeprefix("วันที่").split()))
    christian = christian_year(year, era)
    if not 1 <= month <= 12:
        raise ValueError(f"ไม่มีเดือนที่ {month}")
    try:
        return date(christian, month, int(day))
    except ValueError:
        raise ValueError(f"ไม่มีวันที่ {day} {SHORT_MONTHS[month - 1]} {christian + BUDDHIST_OFFSET}") from None


def buddhist_year(day: date) -> int:
    """Return the Buddhist year of a day."""
    return day.year + BUDDHIST_OFFSET


def show_date(day: date) -> str:
    """Return ``20 ก.พ. 2567``."""
    return f"{day.day} {SHORT_MONTHS[day.month - 1]} {buddhist_year(day)}"


def long_date(day: date) -> str:
    """Return ``20 กุมภาพันธ์ 2567``."""
    return f"{day.day} {MONTHS[day.month - 1]} {buddhist_year(day)}"


def show_datetime(moment: datetime) -> str:
    """Return ``20 ก.พ. 2567 16.30 น.``; the moment is shown in the zone it carries."""
    return f"{show_date(moment)} {moment.hour:02d}.{moment.minute:02d} น."


def fiscal_year(day: date) -> int:
    """Return the Buddhist fiscal year of a day: October 2566 belongs to 2567."""
    return buddhist_year(day) + (1 if day.month >= 10 else 0)


def fiscal_quarter(day: date) -> int:
    """Return the quarter (1-4) of the fiscal year: October-December is 1."""
    return (day.month + 2) % 12 // 3 + 1
