"""What would come out if more were done: the facts that can be improved on a copy; nothing of it is kept."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from cdd_desktop.criteria.engine import evaluate
from cdd_desktop.criteria.kinds import FactValue, ValueProblem
from cdd_desktop.criteria.model import Indicator
from cdd_desktop.ui.fields import FactField
from cdd_desktop.ui.grades import GradeBadge, look_of
from cdd_desktop.ui.line_edit import SCOPE
from cdd_desktop.ui.marks import Mark
from cdd_desktop.ui.mission_form import MOST_PLACES, month_captions
from cdd_desktop.ui.result_levels import say
from cdd_desktop.ui.session import Session
from cdd_desktop.ui.text import ThaiLabel
from cdd_desktop.ui.widgets import SideSheet, button, column, heading, rule


class WhatIf(QWidget):
    """A copy of a mission's facts with its grade; the real ones are never touched."""

    def __init__(self, session: Session, indicator: Indicator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty(SCOPE, "whatif")
        self._indicator = indicator
        self._citation = session.pack.letter.no
        self._real = session.entry(indicator.id)
        self.facts: dict[str, FactValue] = dict(self._real.facts)
        self._unread: dict[str, str] = {}
        self.fields: dict[str, FactField] = {}
        self.now = GradeBadge(28)
        self.then = GradeBadge(72)
        self.figures = ThaiLabel("", "soft")
        self._months = month_captions(session.pack, session.months())
        self._today = session.clock.today()
        self._build()
        self.start_again()

    def _build(self) -> None:
        box = column(self, spacing=12)
        box.addWidget(self._mark())
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(ThaiLabel("ผลจริงขณะนี้", "soft", wrap=False))
        row.addWidget(self.now, 1)
        box.addLayout(row)
        box.addWidget(heading("ถ้าได้ตามนี้"))
        box.addWidget(self.then)
        box.addWidget(self.figures)
        box.addWidget(rule())
        for fact in self._indicator.facts:
            if fact.improves != "no":
                field = FactField(fact, today=self._today)
                field.committed.connect(self._given)
                field.unreadable.connect(self._given)
                self.fields[fact.id] = field
                box.addWidget(field)
        if not self.fields:
            box.addWidget(ThaiLabel("ภารกิจนี้ไม่มีข้อมูลที่ทำเพิ่มแล้วผลดีขึ้น", "soft"))
        self.again = button("เริ่มใหม่จากค่าจริง", "", "undo-2", self.start_again)
        box.addWidget(self.again)

    def _mark(self) -> QFrame:
        """Return the mark that nothing here is kept."""
        frame = QFrame()
        frame.setProperty("role", "notice")
        frame.setProperty("tone", "warn")
        row = QHBoxLayout(frame)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(10)
        row.addWidget(Mark("warn"))
        row.addWidget(ThaiLabel("ลองคิดเท่านั้น ไม่บันทึก ปิดแล้วค่าที่ลองหายไป ค่าจริงไม่เปลี่ยน"), 1)
        return frame

    def start_again(self) -> None:
        """Put the real values back."""
        self.facts = dict(self._real.facts)
        self._unread.clear()
        self.now.set_look(look_of(None if self._real.untouched else self._real.result))
        for name, field in self.fields.items():
            if field.fact.months:
                field.set_places(self._months)
            self._fit(field)
            field.set_value(self.facts.get(name))
        self._show()

    def _given(self, fact_id: str, given: object) -> None:
        kind = self._indicator.fact_by_id[fact_id].kind
        self._unread.pop(fact_id, None)
        try:
            value = kind.parse(given) if isinstance(given, str) else given
        except ValueProblem as problem:
            self._unread[fact_id] = str(problem)
            value = None
        if value is None:
            self.facts.pop(fact_id, None)
        else:
            self.facts[fact_id] = value  # type: ignore[assignment]  # a field gives values of its kind
        self._show()

    def _show(self) -> None:
        result = evaluate(self._indicator, self.facts, citation=self._citation)
        self.then.set_look(look_of(result))
        say(self.figures, "\n".join(item.sentence for item in result.measures if item.sentence))
        for name, field in self.fields.items():
            field.set_problem(self._unread.get(name, "") or result.refused.get(name, ""))
            self._fit(field)

    def _fit(self, field: FactField) -> None:
        """Give a list as many places as its count, which may be a field here, says."""
        count = self.facts.get(field.fact.length_of) if field.fact.length_of else None
        if field.fact.length_of and isinstance(count, int) and field.property("places") != count:
            field.setProperty("places", count)
            field.set_length(min(count, MOST_PLACES))


def show_what_if(sheet: SideSheet, session: Session, indicator: Indicator) -> WhatIf:
    """Open the copy of a mission in the side sheet and return it."""
    sheet.clear()
    made = WhatIf(session, indicator)
    sheet.body.addWidget(made)
    sheet.body.addStretch(1)
    sheet.open(f"ถ้าได้เพิ่มอีก… ภารกิจที่ {indicator.no}")
    if made.fields:
        next(iter(made.fields.values())).focus()
    return made
