"""YAML read strictly, every value with its file and line; the surprises of YAML are switched off.

All scalars are text here: ``no``, ``010``, ``1:30`` and dates mean nothing until a reader asks for a number, a yes/no
or a day. Anchors, aliases, tags, merge keys and several documents in one file are refused, as are repeated keys.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import yaml

MAX_BYTES = 1_000_000
MAX_DEPTH = 40
MAX_NODES = 20_000
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
    start = Value(path.name, 1, "", "")
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
    for count, event in enumerate(yaml.parse(text, Loader=_LOADER)):
        at = Value(file, getattr(event.start_mark, "line", 0) + 1, "", "")
        documents += isinstance(event, yaml.DocumentStartEvent)
        if getattr(event, "version", None) or getattr(event, "tags", None):
            problems.add(at, "ใช้คำสั่งของ YAML (%) ไม่ได้")
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            problems.add(at, "ใช้การอ้างซ้ำของ YAML (& หรือ *) ไม่ได้")
        elif getattr(event, "tag", None):
            problems.add(at, "ใช้ป้ายชนิดของ YAML (!) ไม่ได้")
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH or count > MAX_NODES:
            problems.add(at, "ซ้อนกันลึกเกินไป" if depth > MAX_DEPTH else "ไฟล์มีรายการมากเกินไป")
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
