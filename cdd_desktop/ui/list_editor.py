"""Numbers in places: one cell for each month of the period, or for each activity counted elsewhere on the form."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from cdd_desktop.criteria.kinds import FactValue, ListKind, ValueProblem
from cdd_desktop.criteria.model import Fact
from cdd_desktop.ui.editors import Editor, typed_number
from cdd_desktop.ui.flow import FlowLayout
from cdd_desktop.ui.line_edit import CommitLine, repolish
from cdd_desktop.ui.text import ThaiLabel
from cdd_desktop.ui.zoom import fit

MOST_CELLS = 400  # a pasted column longer than this is a slip
_NARROW, _MIDDLE, _WIDE = 64, 88, 128
_CAPTION = 20  # height of a caption


class Cell(QWidget):
    """One place of a list: a caption above a number."""

    def __init__(self, caption: str, width: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.caption = ThaiLabel(caption, "note", wrap=False)
        self.line = CommitLine(self, number=True)
        self.caption.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.caption.setContentsMargins(0, 0, 11, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.caption)
        layout.addWidget(self.line)
        fit(self, width=width)

    def set_caption(self, caption: str, role: str) -> None:
        if self.caption.property("role") != role:
            self.caption.setProperty("role", role)
            repolish(self.caption)
        self.caption.setText(caption)


class ListEditor(Editor):
    """A cell for each place. Values beyond the last place stay in sight, marked, until a person empties them."""

    wide = True

    def __init__(self, fact: Fact, parent: QWidget | None = None) -> None:
        super().__init__(fact, parent)
        self._item = fact.kind.item if isinstance(fact.kind, ListKind) else fact.kind
        self._captions: tuple[str, ...] = ()
        self._value: FactValue | None = None
        self._draft: str | None = None
        self._names = ("", "")
        self._read_only = False
        self.cells: list[Cell] = []
        self.empty = ThaiLabel("", "note")
        self.unit = ThaiLabel(fact.unit, "soft", wrap=False)
        self.unit.setContentsMargins(0, _CAPTION + 7, 0, 7)  # on the line of the numbers
        self.fill_all = QPushButton("ทุกกิจกรรม 100", self)
        self._build()
        self._show_texts([])

    def _build(self) -> None:
        self._flow = FlowLayout(spacing=8)
        self._flow.addWidget(self.unit)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.empty)
        layout.addLayout(self._flow)
        layout.addWidget(self.fill_all, 0, Qt.AlignmentFlag.AlignLeft)
        self.fill_all.setProperty("kind", "link")
        self.fill_all.setProperty("small", True)
        self.fill_all.setAccessibleName(f"{self.fact.label} ทุกกิจกรรม 100")
        self.fill_all.clicked.connect(self._fill_all)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    # --- places --------------------------------------------------------------------------------------------------

    def set_places(self, captions: Sequence[str]) -> None:
        """Give the list its places; what stands in the cells stays, also beyond the last place."""
        if tuple(captions) != self._captions:
            texts = [cell.line.text() for cell in self.cells]
            self._captions = tuple(captions)
            self._show_texts(texts)

    def _show_texts(self, texts: Sequence[str]) -> None:
        """Make as many cells as there are places or values, and settle ``texts`` in them."""
        filled = max((at + 1 for at, text in enumerate(texts) if text.strip()), default=0)
        self._make_cells(min(max(len(self._captions), filled), MOST_CELLS))
        for at, cell in enumerate(self.cells):
            if not (cell.line.hasFocus() and cell.line.is_dirty()):
                cell.line.settle(texts[at] if at < len(texts) else "")
        self._show_captions()
        self.empty.setVisible(not self.cells)
        self.unit.setVisible(bool(self.cells and self.fact.unit))
        self.empty.setText("กรอกจำนวนกิจกรรมก่อน แล้วจะมีช่องให้กรอกทีละกิจกรรม" if self.fact.length_of else "ยังไม่มีช่องให้กรอก")
        quick = self._item.name == "percent" and len(self._captions) > 1 and not self._read_only
        self.fill_all.setVisible(quick)

    def _make_cells(self, count: int) -> None:
        while len(self.cells) > count:
            cell = self.cells.pop()
            self._flow.removeWidget(cell)
            if cell.line.hasFocus():
                self._focus_last()
            cell.hide()
            cell.deleteLater()
        while len(self.cells) < count:
            self._add_cell()
        self.updateGeometry()

    def _focus_last(self) -> None:
        if self.cells and self.cells[-1].line.isVisible():
            self.cells[-1].line.setFocus()

    def _add_cell(self) -> None:
        width = _NARROW if self._item.name == "percent" else _WIDE if self._item.name == "baht" else _MIDDLE
        cell = Cell("", width, self)
        self._flow.insert_widget(len(self.cells), cell)
        # a new widget stands last in the window; the button has its place in the form, the cells go before it
        QWidget.setTabOrder(self.cells[-1].line if self.cells else self.fill_all, cell.line)
        if not self.cells:
            QWidget.setTabOrder(cell.line, self.fill_all)
        self.cells.append(cell)
        cell.line.entered.connect(lambda _text: self._read())
        cell.line.pasted_many.connect(lambda pieces, line=cell.line: self._spread(line, pieces))
        cell.line.setReadOnly(self._read_only)
        cell.show()

    def _show_captions(self) -> None:
        name, description = self._names
        for at, cell in enumerate(self.cells):
            surplus = at >= len(self._captions)
            cell.set_caption("เกิน" if surplus else self._captions[at], "problem" if surplus else "note")
            cell.line.setAccessibleName(f"{name} {cell.caption.text()}".strip())
            cell.line.setAccessibleDescription(description)

    # --- values --------------------------------------------------------------------------------------------------

    def value(self) -> FactValue | None:
        return self._value

    def value_text(self) -> str:
        texts = [cell.line.text().strip() for cell in self.cells]
        return "; ".join(texts) if any(texts) else ""

    def set_value(self, value: FactValue | None) -> None:
        self._value, self._draft = value, None
        places = value if isinstance(value, tuple) else ()
        self._show_texts(["" if part is None else self._item.edit_text(part) for part in places])
        self._mark_cells()

    def set_draft(self, text: str) -> None:
        self._draft = text
        self._show_texts([part.strip() for part in text.split(";")])
        self._mark_cells()

    def commit(self) -> None:
        for cell in list(self.cells):
            cell.line.commit()

    def _unreadable_cells(self) -> list[int]:
        bad = []
        for at, cell in enumerate(self.cells):
            try:
                self._item.parse(typed_number(cell.line.text().strip()))
            except ValueProblem:
                bad.append(at)
        return bad

    def _mark_cells(self) -> None:
        bad = set(self._unreadable_cells()) if self._draft is not None else set()
        for at, cell in enumerate(self.cells):
            if bool(cell.line.property("problem")) is not (at in bad):
                cell.line.setProperty("problem", at in bad)
                repolish(cell.line)

    def problem_place(self) -> str:
        """Return the caption of the first cell that could not be read, "" where all can."""
        bad = self._unreadable_cells() if self._draft is not None else []
        return self.cells[bad[0]].caption.text() if bad else ""

    def _read(self) -> None:
        """Read all cells: the list is one value."""
        if self._unreadable_cells():
            self._draft = self.value_text()
            self._mark_cells()
            self.unreadable.emit(self._draft)
            return
        places = [self._item.parse(typed_number(cell.line.text().strip())) for cell in self.cells]
        while len(places) > len(self._captions) and places[-1] is None:
            places.pop()
        value = tuple(places) if any(part is not None for part in places) else None
        changed = value != self._value or self._draft is not None
        self.set_value(value)
        if changed:
            self.committed.emit(value)

    def _spread(self, line: CommitLine, pieces: list[str]) -> None:
        """Fill the cells from ``line`` on with what was pasted, and commit once."""
        start = next(at for at, cell in enumerate(self.cells) if cell.line is line)
        texts = [cell.line.text() for cell in self.cells[:start]] + pieces
        texts += [cell.line.text() for cell in self.cells[len(texts) :]]
        line.settle(line.text())
        self._show_texts(texts)
        self._read()

    def _fill_all(self) -> None:
        self._show_texts(["100"] * len(self._captions))
        self._read()

    # --- looks ---------------------------------------------------------------------------------------------------

    def set_problem(self, *, problem: bool) -> None:
        """The reason stands under the cells; single cells are marked where they cannot be read."""

    def set_read_only(self, *, read_only: bool) -> None:
        self._read_only = read_only
        self.fill_all.setVisible(self.fill_all.isVisibleTo(self) and not read_only)
        for cell in self.cells:
            cell.line.setReadOnly(read_only)

    def set_names(self, name: str, description: str) -> None:
        self._names = (name, description)
        self._show_captions()

    def inputs(self) -> list[QWidget]:
        return [cell.line for cell in self.cells]
