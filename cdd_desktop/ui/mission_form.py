"""The form of a mission: its fields in the pack's sections, as many beside each other as there is room for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from cdd_desktop.criteria.model import Fact, Indicator, Pack, Section
from cdd_desktop.thai.dates import month_name
from cdd_desktop.ui.entries import Earlier
from cdd_desktop.ui.entry import Entry
from cdd_desktop.ui.fields import FactField
from cdd_desktop.ui.line_edit import repolish
from cdd_desktop.ui.text import ThaiLabel
from cdd_desktop.ui.widgets import rule
from cdd_desktop.ui.zoom import px

COLUMN_WIDTH = 430  # a field with its unit and the last round's value
MOST_PLACES = 1000  # a slip of the hand like 10000000 activities must not fill the memory


class MissionForm:
    """The fields of one mission, standing in ``parent``.

    Args:
        indicator: what is asked for.
        committed: takes fact id and value, or the text that cannot be read.
        today: where calendars open.
    """

    def __init__(
        self, indicator: Indicator, parent: QWidget, committed: Callable[[str, object], None], today: date
    ) -> None:
        self.fields: dict[str, FactField] = {}
        self._indicator = indicator
        self._parent = parent
        self._committed = committed
        self._today = today
        self._room = 0  # columns that the form's width allows
        self._sections: list[tuple[QGridLayout, int, list[FactField]]] = []

    # --- building ------------------------------------------------------------------------------------------------

    def section(self, section: Section) -> QVBoxLayout:
        """Return one section with its fields."""
        column = QVBoxLayout()
        column.setSpacing(12)
        if section.title:
            column.addWidget(ThaiLabel(section.title, "heading"))
            column.addWidget(rule())
        if section.help:
            column.addWidget(ThaiLabel(section.help, "note"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(40)
        grid.setVerticalSpacing(14)
        fields = [self._field(self._indicator.fact_by_id[name]) for name in section.facts]
        self._sections.append((grid, section.columns, fields))
        column.addLayout(grid)
        return column

    def lay_columns(self, width: int) -> None:
        """Stand the fields in as many columns as the pack asks for and the width allows."""
        room = max(width // px(COLUMN_WIDTH), 1)
        if room == self._room:
            return
        self._room = room
        for grid, asked, fields in self._sections:
            columns = min(asked, room)
            for field in fields:
                grid.removeWidget(field)
            for at, field in enumerate(fields):
                grid.addWidget(field, at // columns, at % columns)
            for at in range(asked):
                grid.setColumnStretch(at, 1 if at < columns else 0)

    def _field(self, fact: Fact) -> FactField:
        # its parent at once: the fields are laid out late, and would stand last in the tab order
        field = FactField(fact, today=self._today, parent=self._parent)
        field.setObjectName(f"field_{fact.id}")
        field.committed.connect(self._committed)
        field.unreadable.connect(self._committed)
        self.fields[fact.id] = field
        return field

    # --- values --------------------------------------------------------------------------------------------------

    def show_entry(
        self, entry: Entry, months: Sequence[str], before: Earlier | None, year_before: Earlier | None
    ) -> None:
        """Show every value and draft, and beside it what stood there in the round before and a year before.

        Args:
            months: names of the months that the round reports.
        """
        for name, field in self.fields.items():
            if field.fact.months:
                field.set_places(months)
            if field.fact.length_of:
                self._fit_length(field, entry)
            if name in entry.drafts:
                field.set_draft(entry.drafts[name])
            else:
                field.set_value(entry.facts.get(name))
            last = before.value(field.fact) if before else None
            past = year_before.value(field.fact) if year_before else None
            field.set_previous(last)
            if before is not None:
                field.previous.setToolTip(f"{place_text(before)} กดเพื่อใช้ค่านี้ (Ctrl+D)")
            field.set_year_before(past, place_text(year_before) if year_before else "")

    def show_problems(self, entry: Entry) -> None:
        """Mark what cannot be, and give lists as many places as they are to have."""
        for name, field in self.fields.items():
            problem = entry.result.refused.get(name, "") or entry.problems.get(name, "")
            if field.problem_text() != problem:
                field.set_problem(problem)
            if field.fact.length_of:
                self._fit_length(field, entry)

    def set_read_only(self, *, read_only: bool) -> None:
        """Let nothing be typed where nothing can be kept."""
        for field in self.fields.values():
            field.set_read_only(read_only=read_only)
            for line in field.editor.inputs():
                repolish(line)

    def copyable(self, entry: Entry, before: Earlier | None) -> bool:
        """Return whether the round before holds something that lasts, for a place that is empty."""
        if before is None:
            return False
        given: Mapping[str, object] = {} if entry.untouched else entry.facts
        lasting = [fact.id for fact in self._indicator.facts if fact.carry and before.value(fact) is not None]
        return any(name not in given and name not in entry.problems for name in lasting)

    def _fit_length(self, field: FactField, entry: Entry) -> None:
        """Give a list as many places as its count fact says."""
        count = entry.facts.get(field.fact.length_of)
        wanted = min(count, MOST_PLACES) if isinstance(count, int) else 0
        if field.property("places") != wanted:
            field.setProperty("places", wanted)
            field.set_length(wanted)

    # --- focus ---------------------------------------------------------------------------------------------------

    def first_empty(self, entry: Entry) -> str:
        """Return the first fact that is not filled in, else the first."""
        empty = [name for name in self.fields if name not in entry.facts]
        return (empty or list(self.fields))[0]

    def field_of(self, widget: QWidget | None) -> FactField | None:
        """Return the field that a widget is part of."""
        return next((one for one in self.fields.values() if widget is not None and one.isAncestorOf(widget)), None)

    def commit(self) -> None:
        """Take what is typed and not yet left."""
        for field in self.fields.values():
            field.commit()


def place_text(earlier: Earlier) -> str:
    """Return an earlier round with its quarter."""
    return f"{earlier.round.title} {earlier.pack.period_title}"


def month_captions(pack: Pack, months: int) -> Sequence[str]:
    """Return the names of the months that a round reports."""
    names = pack.month_names or tuple(month_name((pack.period_start.month - 1 + at) % 12 + 1) for at in range(12))
    return names[:months]
