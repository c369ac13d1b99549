"""The levels of a result with their conditions, as rows that are kept and given new words.

They change with every committed fact, within a frame: only a row whose words differ is laid out again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cdd_desktop.criteria import wording
from cdd_desktop.criteria.model import Indicator
from cdd_desktop.criteria.result import LevelResult, Reason, Result, Truth
from cdd_desktop.ui.grades import GradeLook, GradeShape
from cdd_desktop.ui.marks import Mark
from cdd_desktop.ui.text import ThaiLabel

_INDENT = 16
Row = TypeVar("Row", bound=QWidget)


@dataclass(frozen=True)
class _Line:
    """One row under a level: a condition."""

    truth: Truth
    text: str
    note: str
    depth: int


class _ConditionRow(QWidget):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._shown: _Line | None = None
        self._mark = Mark("unknown", size=18)
        self._text = ThaiLabel("")
        self._note = ThaiLabel("", "note")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._text)
        words.addWidget(self._note)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 2, 0, 2)
        self._row.setSpacing(8)
        self._row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addLayout(words, 1)
        self._mark.setContentsMargins(0, 2, 0, 0)

    def show_line(self, line: _Line) -> None:
        if line == self._shown:
            return
        self._shown = line
        self._mark.set_kind(line.truth)
        self._row.setContentsMargins(_INDENT * line.depth, 2, 0, 2)
        say(self._text, line.text)
        say(self._note, line.note)


class LevelBlock(QWidget):
    """A level: its letter, whether it is met, and the conditions below."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._shape = GradeShape(24)
        self._mark = Mark("unknown", size=18)
        self._word = ThaiLabel("", "subheading")
        self._summary = ThaiLabel("", "note")
        self._summary.setContentsMargins(26, 0, 0, 0)
        self._rows: list[_ConditionRow] = []
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._shape)
        head.addWidget(self._mark)
        head.addWidget(self._word, 1)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(2)
        self._box.addLayout(head)
        self._box.addWidget(self._summary)

    def show_level(self, level: LevelResult, indicator: Indicator, result: Result) -> None:
        reached = level.id == result.grade
        words = wording.level_text(indicator, level.id)
        self._shape.setVisible(reached)
        self._mark.setVisible(not reached and not level.otherwise)
        self._shape.set_look(GradeLook(level.id, words, open=False))
        self._mark.set_kind(level.truth)
        say(self._word, f"{words} · {wording.level_state(level, result)}")
        lines = list(_lines(level.reasons))
        say(self._summary, "" if lines else level.summary)
        for row, line in zip(enough(self._rows, len(lines), self._add_row), lines, strict=True):
            row.show_line(line)

    def _add_row(self) -> _ConditionRow:
        row = _ConditionRow(self)
        self._box.addWidget(row)
        return row


def _lines(reasons: Sequence[Reason], depth: int = 0) -> Iterator[_Line]:
    for reason in reasons:
        note = wording.truth_word(reason.truth)
        if reason.kind not in {"all", "any"}:
            note = " · ".join(dict.fromkeys((note, _found(reason))))  # "not known" is not said twice
        yield _Line(reason.truth, wording.requirement_text(reason), note, depth)
        yield from _lines(reason.children, depth + 1)


def _found(reason: Reason) -> str:
    value = wording.value_text(reason)
    if not reason.shown:
        return value
    return f"ตอบว่า “{value}”" if reason.kind == "is" else f"ได้ {value}"


def enough(rows: list[Row], count: int, make: Callable[[], Row]) -> list[Row]:
    """Return the first ``count`` rows, making what is missing and hiding what is over."""
    while len(rows) < count:
        rows.append(make())
    for at, row in enumerate(rows):
        if row.isHidden() == (at < count):
            row.setVisible(at < count)
    return rows[:count]


def say(label: ThaiLabel, text: str) -> None:
    """Give a label its words; one that keeps its words is not laid out again."""
    if label.text() != text:
        label.setText(text)
    if label.isHidden() == bool(text):
        label.setVisible(bool(text))
