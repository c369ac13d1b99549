"""Values of a pack's file read as what they must be: texts, numbers, days, tables with no unknown keys."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date, time
from fractions import Fraction

from cdd_desktop.criteria.yaml_reader import Problems, Value
from cdd_desktop.thai.clean import RefusedText, clean_text

MAX_TEXT = 600
NO_DAY = date(1900, 1, 1)  # stands where a day is missing or wrong
_ID = re.compile(r"[a-z][a-z0-9_]*")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})(?:\.[0-9]{1,10})?")
_QUOTIENT = re.compile(r"[1-9][0-9]{0,8}/[1-9][0-9]{0,8}")
_NOT_TEXT = re.compile(
    r"[-+.]?[0-9][0-9.,_]*|[0-9]+:[0-9]{2}|[0-9]{4}-[0-9]{2}-[0-9]{2}|[-+]?\.(?:inf|nan)|true|false|null|~",
    re.IGNORECASE,
)
_COMMON = re.compile("[ -~\u0e01-\u0e3a\u0e3f-\u0e5b–—“”…]*")
_PILED = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]{3}")


class Table:
    """A mapping read key by key; whatever nobody asked for is an unknown key."""

    def __init__(self, value: Value, problems: Problems) -> None:
        self.value = value
        self.problems = problems
        self._asked: set[str] = set()
        self._raw: dict[str, Value] = {}
        if isinstance(value.raw, dict):
            self._raw = value.raw
        else:
            problems.add(value, "ต้องเป็นรายการแบบ ชื่อ: ค่า")

    def get(self, key: str) -> Value | None:
        self._asked.add(key)
        return self._raw.get(key)

    def has(self, key: str) -> bool:
        return key in self._raw

    def need(self, key: str) -> Value | None:
        found = self.get(key)
        if found is None and isinstance(self.value.raw, dict):
            self.problems.add(self.value, f"ขาด “{key}”")
        return found

    def finish(self) -> None:
        """Tell every key that nobody asked for."""
        for key, value in self._raw.items():
            if key not in self._asked:
                self.problems.add(value, f"ไม่รู้จัก “{key}”")

    def text(self, key: str, *, needed: bool = False, longest: int = MAX_TEXT) -> str:
        found = self.need(key) if needed else self.get(key)
        return "" if found is None else as_text(found, self.problems, longest)

    def id(self, key: str = "id") -> str:
        found = self.need(key)
        if found is None:
            return ""
        name = as_word(found, self.problems)
        if not _ID.fullmatch(name):
            self.problems.add(found, "รหัสต้องเป็นตัวพิมพ์เล็ก a-z ตัวเลข หรือ _ และขึ้นต้นด้วยตัวอักษร")
        return name

    def word(self, key: str, pattern: str) -> str:
        """Return a short name that must be there and match the pattern; it may look like a number."""
        found = self.need(key)
        if found is None:
            return ""
        name = as_word(found, self.problems)
        if name and not re.fullmatch(pattern, name):
            self.problems.add(found, f"“{name}” ใช้เป็นรหัสไม่ได้")
        return name

    def one_of(self, key: str, options: tuple[str, ...], default: str = "") -> str:
        found = self.get(key) if default else self.need(key)
        if found is None:
            return default or options[0]
        word = as_word(found, self.problems)
        if word not in options:
            self.problems.add(found, f"“{word}” ใช้ไม่ได้ ใช้ได้เพียง {', '.join(options)}")
            return default or options[0]
        return word

    def flag(self, key: str, *, default: bool = False) -> bool:
        found = self.get(key)
        return default if found is None else as_flag(found, self.problems)

    def integer(self, key: str, least: int, most: int, *, default: int | None = None) -> int:
        """Return a whole number from ``least`` to ``most``; where it is missing or wrong the default or ``least``."""
        found = self.get(key) if default is not None else self.need(key)
        if found is not None:
            number = found.raw if isinstance(found.raw, str) and not found.quoted else ""
            if re.fullmatch("0|[1-9][0-9]{0,8}", number) and least <= int(number) <= most:
                return int(number)
            self.problems.add(found, f"ต้องเป็นจำนวนเต็มตั้งแต่ {least} ถึง {most}")
        return least if default is None else default

    def number(self, key: str, *, least: int | None = None, most: int | None = None) -> Fraction | None:
        found = self.get(key)
        if found is None:
            return None
        number = as_number(found, self.problems)
        if (least is not None and number < least) or (most is not None and number > most):
            self.problems.add(found, f"ต้องไม่น้อยกว่า {least}" if most is None else f"ต้องอยู่ระหว่าง {least} ถึง {most}")
        return number

    def day(self, key: str) -> date:
        found = self.need(key)
        if found is not None:
            try:
                if re.fullmatch("(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}", word := as_word(found, self.problems)):
                    return date.fromisoformat(word)
            except ValueError:
                pass
            self.problems.add(found, "วันที่ต้องเป็น ปี ค.ศ.-เดือน-วัน และต้องมีอยู่จริง เช่น 2024-02-20")
        return NO_DAY

    def clock_time(self, key: str) -> time | None:
        found = self.get(key)
        if found is None:
            return None
        word = as_word(found, self.problems)
        if re.fullmatch(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]", word):
            return time.fromisoformat(word)
        self.problems.add(found, "เวลาต้องเป็น ชั่วโมง:นาที เช่น 16:30")
        return None

    def items(self, key: str, *, needed: bool = False) -> list[Value]:
        found = self.need(key) if needed else self.get(key)
        return [] if found is None else as_list(found, self.problems)

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts; a single text is a list of one."""
        return tuple(as_text(value, self.problems) for value in self._one_or_more(key))

    def words(self, key: str, *, needed: bool = False) -> tuple[str, ...]:
        """Return a list of names, none of them twice; a single name is a list of one."""
        values = self._one_or_more(key)
        if needed:
            self.need(key)
        words = tuple(as_word(value, self.problems) for value in values)
        for place, word in enumerate(words):
            if word in words[:place]:
                self.problems.add(values[place], f"มี “{word}” ซ้ำ")
        return words

    def _one_or_more(self, key: str) -> list[Value]:
        found = self.get(key)
        if found is None:
            return []
        return as_list(found, self.problems) if isinstance(found.raw, list) else [found]

    def tables(self, key: str, *, needed: bool = False) -> Iterator[Table]:
        for item in self.items(key, needed=needed):
            yield Table(item, self.problems)


def as_list(value: Value, problems: Problems) -> list[Value]:
    if not isinstance(value.raw, list):
        problems.add(value, "ต้องเป็นรายการ (ขึ้นต้นด้วย - หรืออยู่ใน [ ])")
        return []
    if not value.raw:
        problems.add(value, "รายการว่าง")
    return value.raw


def as_word(value: Value, problems: Problems) -> str:
    """Return a short name as it stands."""
    if not isinstance(value.raw, str):
        problems.add(value, "ต้องเป็นข้อความ")
        return ""
    if not value.raw or len(value.raw) > 60:
        problems.add(value, "ว่าง" if not value.raw else "ยาวเกิน 60 ตัวอักษร")
        return ""
    return value.raw


def as_text(value: Value, problems: Problems, longest: int = MAX_TEXT) -> str:
    """Return one line of text for people; a bare number, true, false or null is taken for a slip."""
    if not isinstance(value.raw, str):
        problems.add(value, "ต้องเป็นข้อความ")
        return ""
    text = value.raw.strip()
    if not text:
        problems.add(value, "ข้อความว่าง")
    elif not value.quoted and _NOT_TEXT.fullmatch(text):
        problems.add(value, f"ต้องเป็นข้อความ ไม่ใช่ {text} ถ้าตั้งใจให้ใส่เครื่องหมายคำพูด")
    elif len(text) > longest:
        problems.add(value, f"ข้อความยาวเกิน {longest} ตัวอักษร")
    elif "\n" in text:
        problems.add(value, "ข้อความต้องอยู่ในบรรทัดเดียว")
    elif not _COMMON.fullmatch(text) or _PILED.search(text):
        return _cleaned(value, text, problems)
    return text


def _cleaned(value: Value, text: str, problems: Problems) -> str:
    """Return a text with unusual characters as it may be kept; tell those that may not."""
    hidden = [char for char in text if unicodedata.category(char) == "Cf"]
    try:
        if not hidden and "\t" not in text:
            return clean_text(text, MAX_TEXT)
        problems.add(value, f"มีอักขระที่มองไม่เห็น (U+{ord((hidden or [chr(9)])[0]):04X})")
    except RefusedText as problem:
        problems.add(value, str(problem))
    return text


def as_flag(value: Value, problems: Problems) -> bool:
    if value.raw not in ("true", "false") or value.quoted:
        problems.add(value, "ต้องเป็น true หรือ false")
    return value.raw == "true"


def as_number(value: Value, problems: Problems) -> Fraction:
    """Return an exact number."""
    if isinstance(value.raw, str) and not value.quoted and _NUMBER.fullmatch(value.raw):
        return Fraction(value.raw)
    problems.add(value, "ต้องเป็นตัวเลข เช่น 80 หรือ 19.99")
    return Fraction(0)


def as_factor(value: Value, problems: Problems) -> Fraction:
    """Return an exact number above 0, which may be written as a quotient: 3/2."""
    if isinstance(value.raw, str):
        plain = not value.quoted and _NUMBER.fullmatch(value.raw)
        if (plain or _QUOTIENT.fullmatch(value.raw)) and (number := Fraction(value.raw)) > 0:
            return number
    problems.add(value, "ต้องเป็นจำนวนที่มากกว่า 0 เช่น 1.5 หรือ 3/2")
    return Fraction(1)
