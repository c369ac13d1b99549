"""YAML read strictly, every value with its file and line; the surprises of YAML are switched off.

All scalars are text here: ``no``, ``010``, ``1:30`` and dates mean nothing until a reader asks for a number, a yes/no
or a day. Anchors, aliases, tags, merge keys and several documents in one file are refused, as are repeated keys.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, time
from fractions import Fraction
from pathlib import Path

import yaml

MAX_BYTES = 1_000_000
MAX_DEPTH = 40
MAX_TEXT = 1_000
_ID = re.compile(r"[a-z][a-z0-9_]*")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})(?:\.[0-9]{1,10})?")
_QUOTIENT = re.compile(r"[1-9][0-9]{0,8}/[1-9][0-9]{0,8}")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class PackProblem:
    """What is wrong in a pack: file name, line (from 1), entry (path of keys) and message (Thai)."""

    file: str
    line: int
    entry: str
    message: str

    def __str__(self) -> str:
        return f"{self.file} บรรทัด {self.line} {self.entry}: {self.message}".replace(" :", ":")


@dataclass
class Problems:
    """Collects every problem of a pack, so that its author sees all at once."""

    found: list[PackProblem] = field(default_factory=list)

    def add(self, at: Value, message: str) -> None:
        self.found.append(PackProblem(at.file, at.line, at.entry, message))


@dataclass(frozen=True)
class Value:
    """A node of the file: text, a list or a mapping."""

    file: str
    line: int
    entry: str
    raw: str | list[Value] | dict[str, Value]
    quoted: bool = False
    keys: frozenset[str] = frozenset()


def read_yaml(path: Path, problems: Problems) -> Value | None:
    """Return the file's mapping, or None after telling why it cannot be read."""
    start = Value(path.name, 1, "", "")
    try:
        data = path.read_bytes() if path.stat().st_size <= MAX_BYTES else None
    except OSError:
        problems.add(start, "ไม่พบไฟล์หรืออ่านไฟล์ไม่ได้")
        return None
    if data is None:
        problems.add(start, "ไฟล์ใหญ่เกินไป")
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        problems.add(start, "ไฟล์ไม่ใช่ข้อความ UTF-8")
        return None
    return _parse(text, path.name, problems)


def _parse(text: str, file: str, problems: Problems) -> Value | None:
    try:
        if _has_surprises(text, file, problems):
            return None
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        line = getattr(error.problem_mark, "line", 0) + 1
        problems.add(Value(file, line, "", ""), "รูปแบบ YAML ไม่ถูกต้อง")
        return None
    except (yaml.YAMLError, ValueError):
        problems.add(Value(file, 1, "", ""), "มีอักขระที่ใช้ไม่ได้ในไฟล์")
        return None
    if not isinstance(node, yaml.MappingNode):
        problems.add(Value(file, 1, "", ""), "ไฟล์ต้องเป็นรายการแบบ ชื่อ: ค่า")
        return None
    return _convert(node, file, "", problems)


def _has_surprises(text: str, file: str, problems: Problems) -> bool:
    before, depth, documents = len(problems.found), 0, 0
    for event in yaml.parse(text, Loader=_LOADER):
        at = Value(file, event.start_mark.line + 1, "", "")
        documents += isinstance(event, yaml.DocumentStartEvent)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            problems.add(at, "ใช้การอ้างซ้ำของ YAML (& หรือ *) ไม่ได้")
        elif getattr(event, "tag", None):
            problems.add(at, "ใช้ป้ายชนิดของ YAML (!) ไม่ได้")
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            problems.add(at, "ซ้อนกันลึกเกินไป")
            return True
        if documents > 1:
            problems.add(at, "มีหลายเอกสารในไฟล์เดียวไม่ได้")
            return True
    return len(problems.found) > before


def _convert(node: yaml.Node, file: str, entry: str, problems: Problems) -> Value:
    line = node.start_mark.line + 1
    if isinstance(node, yaml.ScalarNode):
        return Value(file, line, entry, str(node.value), quoted=node.style in ("'", '"', "|", ">"))
    if isinstance(node, yaml.SequenceNode):
        items = [
            _convert(item, file, f"{entry}[{_item_name(item, number)}]", problems)
            for number, item in enumerate(node.value, start=1)
        ]
        return Value(file, line, entry, items)
    assert isinstance(node, yaml.MappingNode)
    made: dict[str, Value] = {}
    for key_node, value_node in node.value:
        at = Value(file, key_node.start_mark.line + 1, entry, "")
        if not isinstance(key_node, yaml.ScalarNode) or key_node.value == "<<":
            problems.add(at, "ชื่อรายการต้องเป็นข้อความธรรมดา")
            continue
        key = str(key_node.value)
        value = _convert(value_node, file, f"{entry}.{key}".lstrip("."), problems)
        if key in made:
            problems.add(Value(file, at.line, value.entry, ""), f"มี “{key}” ซ้ำ")
        made[key] = Value(file, at.line, value.entry, value.raw, value.quoted)
    return Value(file, line, entry, made)


def _item_name(node: yaml.Node, number: int) -> str:
    """Return the id of a list's item where it has one, so that a message says "facts[learners_total]"."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == "id" and isinstance(value, yaml.ScalarNode):
                return str(value.value)
    return str(number)


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
        name = as_text(found, self.problems, 60)
        if not _ID.fullmatch(name):
            self.problems.add(found, "รหัสต้องเป็นตัวพิมพ์เล็ก a-z ตัวเลข หรือ _ และขึ้นต้นด้วยตัวอักษร")
        return name

    def one_of(self, key: str, options: tuple[str, ...], default: str = "") -> str:
        found = self.get(key) if default else self.need(key)
        if found is None:
            return default or options[0]
        word = as_text(found, self.problems, 60)
        if word not in options:
            self.problems.add(found, f"“{word}” ใช้ไม่ได้ ใช้ได้เพียง {', '.join(options)}")
            return default or options[0]
        return word

    def flag(self, key: str, *, default: bool = False) -> bool:
        found = self.get(key)
        return default if found is None else as_flag(found, self.problems)

    def integer(self, key: str, *, default: int | None = None) -> int:
        found = self.get(key) if default is not None else self.need(key)
        if found is None:
            return default or 0
        number = as_number(found, self.problems)
        if number.denominator != 1 or number < 0:
            self.problems.add(found, "ต้องเป็นจำนวนเต็มไม่ติดลบ")
        return int(number)

    def number(self, key: str) -> Fraction | None:
        found = self.get(key)
        return None if found is None else as_number(found, self.problems)

    def day(self, key: str) -> date:
        found = self.need(key)
        if found is not None:
            try:
                if re.fullmatch(r"\d{4}-\d{2}-\d{2}", word := as_text(found, self.problems, 20)):
                    return date.fromisoformat(word)
            except ValueError:
                pass
            self.problems.add(found, "วันที่ต้องเป็น ปี ค.ศ.-เดือน-วัน และต้องมีอยู่จริง เช่น 2024-02-20")
        return date(1900, 1, 1)

    def clock_time(self, key: str) -> time | None:
        found = self.get(key)
        if found is None:
            return None
        word = as_text(found, self.problems, 10)
        if re.fullmatch(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]", word):
            return time.fromisoformat(word)
        self.problems.add(found, "เวลาต้องเป็น ชั่วโมง:นาที เช่น 16:30")
        return None

    def items(self, key: str, *, needed: bool = False) -> list[Value]:
        found = self.need(key) if needed else self.get(key)
        return [] if found is None else as_list(found, self.problems)

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts; a single text is a list of one."""
        found = self.get(key)
        if found is None:
            return ()
        values = found.raw if isinstance(found.raw, list) else [found]
        return tuple(as_text(value, self.problems) for value in values)

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


def as_text(value: Value, problems: Problems, longest: int = MAX_TEXT) -> str:
    if not isinstance(value.raw, str):
        problems.add(value, "ต้องเป็นข้อความ")
        return ""
    if not value.raw.strip():
        problems.add(value, "ข้อความว่าง")
    if len(value.raw) > longest:
        problems.add(value, f"ข้อความยาวเกิน {longest} ตัวอักษร")
    if any(ord(char) < 32 and char != "\n" for char in value.raw):
        problems.add(value, "มีอักขระควบคุมในข้อความ")
    return value.raw.strip()


def as_flag(value: Value, problems: Problems) -> bool:
    if value.raw not in ("true", "false") or value.quoted:
        problems.add(value, "ต้องเป็น true หรือ false")
    return value.raw == "true"


def as_number(value: Value, problems: Problems) -> Fraction:
    """Return an exact number; "3/2" in quotes is a quotient."""
    if isinstance(value.raw, str):
        pattern = _QUOTIENT if value.quoted else _NUMBER
        if pattern.fullmatch(value.raw):
            return Fraction(value.raw)
    problems.add(value, "ต้องเป็นตัวเลข เช่น 80 หรือ 19.99")
    return Fraction(0)
