"""Editors of single values: one class for each way of putting a value in. ``fields.EDITORS`` says which kind has which.

An editor shows a value, lets a person change it and says what came of it: ``committed`` with the parsed value (None:
emptied), or ``unreadable`` with the raw text, which stays where it is. It emits on Enter, Tab, focus out and at a
choice made, never while something is being typed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from cdd_desktop.criteria.kinds import BoolKind, FactValue, ValueProblem
from cdd_desktop.criteria.model import Fact
from cdd_desktop.ui.controls import CONTROL_WIDTH, Chip, Segmented, Select
from cdd_desktop.ui.flow import FlowLayout
from cdd_desktop.ui.line_edit import CommitLine, repolish

_DIGIT_KEYS, _SIGN_KEYS = "ๅภถุึคตจ", "/-ใม"  # the keys 1 4 5 6 7 8 9 0, and 2 3 . , of the Thai layout
_ALL_KEYS = _DIGIT_KEYS + _SIGN_KEYS
_FROM_KEYS = str.maketrans(_ALL_KEYS, "1456789023.,")
CHIPS_AT_MOST = 5  # a choice of more than this is a drop-down


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


def _fill(editor: QWidget, widget: QWidget) -> None:
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
        self.line.setFixedWidth(CONTROL_WIDTH)
        self.line.entered.connect(self._read)
        self.line.pasted_many.connect(self._take_first)
        self.setFocusProxy(self.line)
        _fill(self, self.line)

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


class BoolEditor(Editor):
    """Yes or no in the words of the kind, or not yet answered."""

    def __init__(self, fact: Fact, parent: QWidget | None = None) -> None:
        super().__init__(fact, parent)
        words = (fact.kind.yes, fact.kind.no) if isinstance(fact.kind, BoolKind) else ("มี", "ไม่มี")
        self.choice = Segmented(*words, parent=self)
        self.choice.chosen.connect(self.committed)
        self.setFocusProxy(self.choice)
        _fill(self, self.choice)

    def value(self) -> FactValue | None:
        return self.choice.value()

    def value_text(self) -> str:
        value = self.choice.value()
        return "" if value is None else self.fact.kind.show(value)

    def set_value(self, value: FactValue | None) -> None:
        self.choice.set_value(None if value is None else bool(value))

    def set_draft(self, text: str) -> None:
        self.choice.set_value(None)

    def set_problem(self, *, problem: bool) -> None:
        self.choice.set_problem(problem)

    def set_read_only(self, *, read_only: bool) -> None:
        self.choice.set_locked(read_only)

    def set_names(self, name: str, description: str) -> None:
        self.choice.setAccessibleName(name)
        self.choice.describe(description)

    def inputs(self) -> list[QWidget]:
        return [self.choice]


class _ChipRow(Editor):
    """Chips side by side: arrows move among them, space chooses, Delete takes the answer back."""

    wide = True
    single: ClassVar[bool] = False

    def __init__(self, fact: Fact, parent: QWidget | None = None) -> None:
        super().__init__(fact, parent)
        self._value: FactValue | None = None
        self.chips = {choice.id: Chip(choice.label, self, single=self.single) for choice in fact.choices}
        self._flow = FlowLayout(self)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        for chip in self._all():
            self._flow.addWidget(chip)
            chip.clicked.connect(lambda _on, chip=chip: self._pressed(chip))
            chip.moved.connect(lambda step, chip=chip: self._move(chip, step))
            chip.cleared.connect(self._clear)

    def _all(self) -> list[Chip]:
        return list(self.chips.values())

    def _move(self, chip: Chip, step: int) -> None:
        chips = self._all()
        chips[(chips.index(chip) + step) % len(chips)].setFocus()

    def _pressed(self, chip: Chip) -> None:
        raise NotImplementedError

    def _clear(self) -> None:
        if self._value is not None:
            self.take(None)

    def value(self) -> FactValue | None:
        return self._value

    def value_text(self) -> str:
        return "" if self._value is None else self.fact.kind.edit_text(self._value)

    def set_draft(self, text: str) -> None:
        self.set_value(None)

    def set_read_only(self, *, read_only: bool) -> None:
        for chip in self._all():
            chip.setEnabled(not read_only)

    def set_names(self, name: str, description: str) -> None:
        for chip in self._all():
            chip.setAccessibleName(f"{name} {chip.text()}")
            chip.setAccessibleDescription(description)

    def inputs(self) -> list[QWidget]:
        return list(self._all())


class ChoicesEditor(_ChipRow):
    """Several of the choices, or explicitly none of them."""

    def __init__(self, fact: Fact, parent: QWidget | None = None) -> None:
        self.none = Chip("ไม่มีเลย")
        super().__init__(fact, parent)

    def _all(self) -> list[Chip]:
        return [*self.chips.values(), self.none]

    def set_value(self, value: FactValue | None) -> None:
        self._value = value
        chosen = value if isinstance(value, tuple) else ()
        for name, chip in self.chips.items():
            chip.setChecked(name in chosen)
        self.none.setChecked(value == ())

    def _pressed(self, chip: Chip) -> None:
        if chip is self.none:
            self.take(() if chip.isChecked() else None)
            return
        chosen = tuple(name for name, one in self.chips.items() if one.isChecked())
        self.take(chosen or None)  # the last tick taken away is no answer; "none" is said by its own chip


class ChoiceChips(_ChipRow):
    """One of a few choices, all in sight."""

    single = True

    def set_value(self, value: FactValue | None) -> None:
        self._value = value
        for name, chip in self.chips.items():
            chip.setChecked(name == value)

    def _pressed(self, chip: Chip) -> None:
        chosen = next(name for name, one in self.chips.items() if one is chip)
        self.take(chosen if chip.isChecked() else None)


class ChoiceSelect(Editor):
    """One of many choices."""

    wide = True

    def __init__(self, fact: Fact, parent: QWidget | None = None) -> None:
        super().__init__(fact, parent)
        self.select = Select(self)
        self.select.setMaximumWidth(2 * CONTROL_WIDTH)
        self.select.addItem("ยังไม่ได้เลือก", None)
        for choice in fact.choices:
            self.select.addItem(choice.label, choice.id)
        self.select.activated.connect(lambda _at: self.committed.emit(self.value()))
        self.setFocusProxy(self.select)
        _fill(self, self.select)

    def value(self) -> FactValue | None:
        found = self.select.currentData()
        return None if found is None else str(found)

    def value_text(self) -> str:
        return self.select.currentText() if self.value() is not None else ""

    def set_value(self, value: FactValue | None) -> None:
        self.select.setCurrentIndex(max(self.select.findData(value), 0))

    def set_draft(self, text: str) -> None:
        self.set_value(None)

    def set_read_only(self, *, read_only: bool) -> None:
        self.select.setEnabled(not read_only)

    def inputs(self) -> list[QWidget]:
        return [self.select]


class ChoiceEditor(Editor):
    """One choice: chips where they are few, a drop-down where they are many."""

    wide = True

    def __init__(self, fact: Fact, parent: QWidget | None = None) -> None:
        super().__init__(fact, parent)
        self.inner: Editor = (ChoiceChips if len(fact.choices) <= CHIPS_AT_MOST else ChoiceSelect)(fact, self)
        self.inner.committed.connect(self.committed)
        _fill(self, self.inner)

    def value(self) -> FactValue | None:
        return self.inner.value()

    def value_text(self) -> str:
        return self.inner.value_text()

    def set_value(self, value: FactValue | None) -> None:
        self.inner.set_value(value)

    def set_draft(self, text: str) -> None:
        self.inner.set_draft(text)

    def set_read_only(self, *, read_only: bool) -> None:
        self.inner.set_read_only(read_only=read_only)

    def set_names(self, name: str, description: str) -> None:
        self.inner.set_names(name, description)

    def inputs(self) -> list[QWidget]:
        return self.inner.inputs()
