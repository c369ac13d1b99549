"""The help: short texts as files, their order, and which one belongs to what the person is at.

To add a topic: write ``resources/help/<topic>.md`` and name it in ``contents.yaml``. A text is blocks between empty
lines: "# " before a heading (the first is the title), "- " before points, ``![words](file.png)`` for a picture and
``[words](topic)`` for the way to another topic.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from cdd_desktop import paths
from cdd_desktop.criteria.yaml_reader import Problems, Value, read_yaml

MISSION: Final = "mission"  # the topic of every page that has none of its own
_PICTURE = re.compile(r"!\[(?P<words>.+)\]\((?P<file>[\w-]+\.png)\)")
_LINK = re.compile(r"\[(?P<words>.+)\]\((?P<topic>[\w-]+)\)")


@dataclass(frozen=True)
class Heading:
    text: str


@dataclass(frozen=True)
class Paragraph:
    text: str


@dataclass(frozen=True)
class Points:
    texts: tuple[str, ...]


@dataclass(frozen=True)
class Picture:
    words: str
    file: str


@dataclass(frozen=True)
class Links:
    """Ways to other topics: (words, topic)."""

    ways: tuple[tuple[str, str], ...]


Block = Heading | Paragraph | Points | Picture | Links


@dataclass(frozen=True)
class Topic:
    """One text of the help."""

    id: str
    title: str
    blocks: tuple[Block, ...]

    @property
    def words(self) -> str:
        """Return everything that can be read in it, for the search."""
        return " ".join(text for block in self.blocks for text in _texts(block))


@dataclass(frozen=True)
class Contents:
    """The topics in their order, by group, and the topic of pages and controls that are called differently."""

    groups: tuple[tuple[str, tuple[str, ...]], ...]
    here: Mapping[str, str]

    @property
    def topics(self) -> tuple[str, ...]:
        return tuple(name for _, names in self.groups for name in names)


def folder() -> Path:
    """Return where the texts lie; the pictures are in ``pictures`` there."""
    return paths.resources() / "help"


@cache
def contents() -> Contents:
    """Return the order of the topics; raises ValueError where the file that was installed is broken."""
    problems = Problems()
    read = read_yaml(folder() / "contents.yaml", problems)
    if read is None or problems.found or not isinstance(read.raw, dict):
        raise ValueError("contents.yaml: " + "; ".join(str(item) for item in problems.found))
    groups = tuple(
        (_text(one.at("title")), tuple(map(_text, _items(one.at("topics"))))) for one in _items(read.at("groups"))
    )
    here = read.at("here").raw
    return Contents(groups, {name: _text(topic) for name, topic in here.items()} if isinstance(here, dict) else {})


def _items(value: Value) -> list[Value]:
    return value.raw if isinstance(value.raw, list) else []


def _text(value: Value) -> str:
    return value.raw if isinstance(value.raw, str) else ""


@cache
def topic(name: str) -> Topic:
    """Return a topic; raises OSError where its file is not there."""
    text = (folder() / f"{name}.md").read_text(encoding="utf-8").strip()
    blocks = tuple(_block(part.strip()) for part in text.split("\n\n"))
    first = blocks[0]
    return Topic(name, first.text if isinstance(first, Heading) else name, blocks)


def topic_for(names: Iterable[str]) -> str:
    """Return the topic of the first name that has one, of controls from the inside out and then of the page."""
    known = contents()
    for name in names:
        found = known.here.get(name, name)
        if found in known.topics:
            return found
    return MISSION


def _block(text: str) -> Block:
    if text.startswith("# "):
        return Heading(text[2:])
    if found := _PICTURE.fullmatch(text):
        return Picture(found["words"], found["file"])
    lines = text.split("\n")
    if text.startswith("- "):
        return Points(tuple(line.removeprefix("- ") for line in lines))
    links = [_LINK.fullmatch(line) for line in lines]
    if all(links):
        return Links(tuple((link["words"], link["topic"]) for link in links if link is not None))
    return Paragraph(" ".join(lines))


def _texts(block: Block) -> Iterable[str]:
    match block:
        case Heading(text) | Paragraph(text):
            return (text,)
        case Points(texts):
            return texts
        case Picture(words):
            return (words,)
        case _:
            return ()
