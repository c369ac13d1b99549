"""YAML read strictly, every value with its file and line; the surprises of YAML are switched off.

All scalars are text here: ``no``, ``010``, ``1:30`` and dates mean nothing until a reader asks for a number, a yes/no
or a day. Anchors, aliases, tags, merge keys and several documents in one file are refused, as are repeated keys.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import yaml

from cdd_desktop.thai.clean import harmless

MAX_BYTES = 1_000_000
MAX_DEPTH = 40
MAX_NODES = 20_000
MAX_KEY = 60
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
        # a pack may come from anywhere: what it holds must not reach a terminal or a window as control characters
        file, entry, shown = (_printable(text) for text in (at.file, at.entry, message))
        self.found.append(PackProblem(file, at.line, entry, shown))


def _printable(text: str) -> str:
    return "".join(char if char.isprintable() else "\ufffd" for char in text)


@dataclass(frozen=True)
class Value:
    """A node of the file: text, a list or a mapping."""

    file: str
    line: int
    entry: str
    raw: str | list[Value] | dict[str, Value]
    quoted: bool = False

    def at(self, *path: str) -> Value:
        """Return the value at a path of keys and list ids, or the nearest one above it."""
        value = self
        for name in path:
            if isinstance(value.raw, dict):
                value = value.raw.get(name, value)
            elif isinstance(value.raw, list):
                value = next((item for item in value.raw if item.entry.endswith(f"[{name}]")), value)
        return value

    def item(self, place: int) -> Value:
        """Return an item of a list by its place, or the value itself where there is none."""
        return self.raw[place] if isinstance(self.raw, list) and place < len(self.raw) else self


def read_yaml(path: Path, problems: Problems) -> Value | None:
    """Return the file's mapping, or None after telling why it cannot be read."""
    file = harmless(path.name)
    start = Value(file, 1, "", "")
    try:
        if path.is_symlink() or not path.is_file():  # a link leads out of the pack, a pipe never ends
            raise FileNotFoundError
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
    return _parse(text, file, problems)


def _parse(text: str, file: str, problems: Problems) -> Value | None:
    try:
        node = _compose(text, file, problems)
    except yaml.MarkedYAMLError as error:
        line = getattr(error.problem_mark, "line", 0) + 1
        problems.add(Value(file, line, "", ""), "รูปแบบ YAML ไม่ถูกต้อง")
        return None
    except (yaml.YAMLError, ValueError):
        problems.add(Value(file, 1, "", ""), "มีอักขระที่ใช้ไม่ได้ในไฟล์")
        return None
    if node is None:
        return None
    if not isinstance(node.raw, _Pairs):
        problems.add(Value(file, 1, "", ""), "ไฟล์ต้องเป็นรายการแบบ ชื่อ: ค่า")
        return None
    return _convert(node, file, "", problems)


class _Pairs(list["_Node"]):
    """Keys and values of a mapping by turns."""


class _Node(NamedTuple):
    line: int
    raw: str | list[_Node]  # a list of its own kind for mappings: ``_Pairs``
    quoted: bool = False


def _compose(text: str, file: str, problems: Problems) -> _Node | None:
    """Return the file's node, None after telling what of YAML's surprises is in it."""
    before, documents = len(problems.found), 0
    top: list[_Node] = []
    open_lists = [top]
    for count, event in enumerate(yaml.parse(text, Loader=_LOADER)):
        line = getattr(event.start_mark, "line", 0) + 1
        documents += isinstance(event, yaml.DocumentStartEvent)
        depth = len(open_lists)
        if surprise := _surprise(event, count, depth, documents):
            problems.add(Value(file, line, "", ""), surprise)
            if depth > MAX_DEPTH or count > MAX_NODES or documents > 1:
                return None
        if isinstance(event, yaml.ScalarEvent):
            open_lists[-1].append(_Node(line, str(event.value), event.style in ("'", '"', "|", ">")))
        elif isinstance(event, yaml.CollectionStartEvent):
            inner: list[_Node] = _Pairs() if isinstance(event, yaml.MappingStartEvent) else []
            open_lists[-1].append(_Node(line, inner))
            open_lists.append(inner)
        elif isinstance(event, yaml.CollectionEndEvent):
            open_lists.pop()
    if len(problems.found) > before:
        return None
    return top[0] if top else _Node(1, "")


def _surprise(event: yaml.Event, count: int, depth: int, documents: int) -> str:
    """Return what is refused about the event ("" when nothing is)."""
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        return "ใช้การอ้างซ้ำของ YAML (& หรือ *) ไม่ได้"
    if getattr(event, "tag", None):
        return "ใช้ป้ายชนิดของ YAML (!) ไม่ได้"
    if getattr(event, "version", None) or getattr(event, "tags", None):
        return "ใช้คำสั่งของ YAML (%) ไม่ได้"
    if documents > 1:
        return "มีหลายเอกสารในไฟล์เดียวไม่ได้"
    if depth > MAX_DEPTH:
        return "ซ้อนกันลึกเกินไป"
    return "ไฟล์มีรายการมากเกินไป" if count > MAX_NODES else ""


def _convert(node: _Node, file: str, entry: str, problems: Problems) -> Value:
    """Return the node with its path of keys, repeated keys told."""
    if isinstance(node.raw, str):
        return Value(file, node.line, entry, node.raw, node.quoted)
    if not isinstance(node.raw, _Pairs):
        items = [
            _convert(item, file, f"{entry}[{_item_name(item, number)}]", problems)
            for number, item in enumerate(node.raw, start=1)
        ]
        return Value(file, node.line, entry, items)
    made: dict[str, Value] = {}
    for key, inner in zip(node.raw[::2], node.raw[1::2], strict=True):
        if not isinstance(key.raw, str) or key.raw == "<<" or len(key.raw) > MAX_KEY:
            problems.add(Value(file, key.line, entry, ""), "ชื่อรายการต้องเป็นข้อความธรรมดา")
            continue
        value = _convert(inner, file, f"{entry}.{key.raw}".lstrip("."), problems)
        if key.raw in made:
            problems.add(Value(file, key.line, value.entry, ""), f"มี “{key.raw}” ซ้ำ")
        made[key.raw] = Value(file, key.line, value.entry, value.raw, value.quoted)
    return Value(file, node.line, entry, made)


def _item_name(node: _Node, number: int) -> str:
    """Return the id of a list's item where it has one, so that a message says "facts[learners_total]"."""
    if isinstance(node.raw, _Pairs):
        for key, value in zip(node.raw[::2], node.raw[1::2], strict=True):
            if key.raw == "id" and isinstance(value.raw, str) and len(value.raw) <= MAX_KEY:
                return value.raw
    return str(number)
