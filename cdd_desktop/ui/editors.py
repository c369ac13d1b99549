"""Editors of single values: one class for each way of putting a value in. ``fields.EDITORS`` says which kind has which.

An editor shows a value, lets a person change it and says what came of it: ``committed`` with the parsed value (None:
emptied), or ``unreadable`` with the raw text, which stays where it is. It emits on Enter, Tab, focus out and at a
choice made, never while something is being typed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from cdd_desktop.criteria.kinds import FactValue, ValueProblem
from cdd_desktop.criteria.model import Fact
from cdd_desktop.ui.controls import CONTROL_WIDTH, Select
from cdd_desktop.ui.line_edit import CommitLine, repolish
from cdd_desktop.ui.zoom import fit

_DIGIT_KEYS, _SIGN_KEYS = "ๅภถุึคตจ", "/-ใม"  # the keys 1 4 5 6 7 8 9 0, and 2 3 . , of the Thai layout
_ALL_KEYS = _DIGIT_KEYS + _SIGN_KEYS
_FROM_KEYS = str.maketrans(_ALL_KEYS, "1456789023.,")


class Editor(QWidget):
    """What every editor can do.

    Signals:
        committed: the new value, or None where the field was emptied.
        unreadable: the raw text that is no value of the kind.
        beside: what to show beside the value, where it depends on it (the other era of a date).
    """

    committed = Signal(object)
    unreadable = Signal(str)
    beside = Signal(str)
    wide: ClassVar[bool] = False  # stands under its label over the whole width

    def __init__(self, fact: Fact, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fact = fact

    def value(self) -> FactValue | None:
        """Return the value committed last."""
        raise NotImplementedError

    def value_text(self) -> str:
        """Return what stands in the field now, as text that the kind can parse."""
        raise NotImplementedError

    def set_value(self, value: FactValue | None) -> None:
        """Show a committed value; says nothing. What is being typed just now stays."""
        raise NotImplementedError

    def set_draft(self, text: str) -> None:
        """Show a text that could not be read, kept from before."""
        raise NotImplementedError

    def take(self, value: FactValue | None) -> None:
        """Put a value in as if the person had typed and committed it."""
        self.set_value(value)
        self.committed.emit(value)

    def commit(self) -> None:
        """Commit what has been typed but not yet left."""

    def set_problem(self, *, problem: bool) -> None:
        """Mark the field as holding something that cannot be."""

    def set_read_only(self, *, read_only: bool) -> None:
        raise NotImplementedError

    def set_names(self, name: str, description: str) -> None:
        """Say to screen readers what the field is."""
        for widget in self.inputs():
            widget.setAccessibleName(name)
            widget.setAccessibleDescription(description)

    def inputs(self) -> list[QWidget]:
        """Return the widgets that take the focus."""
        raise NotImplementedError

    def focus(self) -> None:
        """Put the cursor into the (first) input, its text chosen so that typing replaces it."""
        inputs = self.inputs()
        if inputs:
            inputs[0].setFocus()
        if inputs and isinstance(inputs[0], CommitLine):
            inputs[0].selectAll()

    def set_places(self, captions: Sequence[str]) -> None:
        """Set the captions of a list's places; single values have none."""


def fill(editor: QWidget, widget: QWidget) -> None:
    """Let ``widget`` take the editor's whole room."""
    layout = QHBoxLayout(editor)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(widget, 0, Qt.AlignmentFlag.AlignLeft if isinstance(widget, Select) else Qt.AlignmentFlag(0))


def typed_number(text: str) -> str:
    """Return the number that was meant where a Thai keyboard layout was left on: "ๅจภ" is 104 on the same keys."""
    if any(letter in _DIGIT_KEYS for letter in text) and all(letter in _ALL_KEYS for letter in text):
        return text.translate(_FROM_KEYS)
    return text


class LineEditor(Editor):
    """A value typed on one line; its kind reads and shows it."""

    number: ClassVar[bool] = False

    def __init__(self, fact: Fact, parent: QWidget | None = None) -> None:
        super().__init__(fact, parent)
        self._value: FactValue | None = None
        self._draft: str | None = None
        self.line = CommitLine(self, number=self.number)
        fit(self.line, width=CONTROL_WIDTH)
        self.line.entered.connect(self._read)
        self.line.pasted_many.connect(self._take_first)
        self.setFocusProxy(self.line)
        fill(self, self.line)

    def value(self) -> FactValue | None:
        return self._value

    def value_text(self) -> str:
        return self.line.text()

    def set_value(self, value: FactValue | None) -> None:
        typing = self.line.hasFocus() and self.line.is_dirty()
        self._value, self._draft = value, None
        if not typing:
            self.line.settle("" if value is None else self.fact.kind.edit_text(value))

    def set_draft(self, text: str) -> None:
        self._draft = text
        self.line.settle(text)

    def commit(self) -> None:
        self.line.commit()

    def set_problem(self, *, problem: bool) -> None:
        if self.line.property("problem") is not problem:
            self.line.setProperty("problem", problem)
            repolish(self.line)

    def set_read_only(self, *, read_only: bool) -> None:
        self.line.setReadOnly(read_only)

    def inputs(self) -> list[QWidget]:
        return [self.line]

    def _take_first(self, pieces: list[str]) -> None:
        """A block was pasted into a single field: its first cell is what the person pointed at."""
        self.line.insert(pieces[0])

    def _read(self, text: str) -> None:
        try:
            value = self.fact.kind.parse(text)
        except ValueProblem:
            self._draft = text
            self.unreadable.emit(text)
            return
        changed = value != self._value or self._draft is not None
        self.set_value(value)
        if changed:
            self.committed.emit(value)


class NumberEditor(LineEditor):
    """A number: right-aligned, separators once it is committed."""

    number = True

    def _read(self, text: str) -> None:
        super()._read(typed_number(text.strip()))
