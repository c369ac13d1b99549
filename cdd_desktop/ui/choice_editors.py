"""Editors of answers that are chosen, not typed: yes and no, one of several, several of several."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QSizePolicy, QWidget

from cdd_desktop.criteria.kinds import BoolKind, FactValue
from cdd_desktop.criteria.model import Fact
from cdd_desktop.ui.controls import CONTROL_WIDTH, Chip, Segmented, Select
from cdd_desktop.ui.editors import Editor, fill
from cdd_desktop.ui.flow import FlowLayout
from cdd_desktop.ui.zoom import fit

CHIPS_AT_MOST = 5  # a choice of more than this is a drop-down


class BoolEditor(Editor):
    """Yes or no in the words of the kind, or not yet answered."""

    def __init__(self, fact: Fact, parent: QWidget | None = None) -> None:
        super().__init__(fact, parent)
        words = (fact.kind.yes, fact.kind.no) if isinstance(fact.kind, BoolKind) else ("มี", "ไม่มี")
        self.choice = Segmented(*words, parent=self)
        self.choice.chosen.connect(self.committed)
        self.setFocusProxy(self.choice)
        fill(self, self.choice)

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
        fit(self.select, max_width=2 * CONTROL_WIDTH)
        self.select.addItem("ยังไม่ได้เลือก", None)
        for choice in fact.choices:
            self.select.addItem(choice.label, choice.id)
        self.select.activated.connect(lambda _at: self.committed.emit(self.value()))
        self.setFocusProxy(self.select)
        fill(self, self.select)

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
        fill(self, self.inner)

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
