"""What came out and why: grade, figures, the next step, every level's conditions. Always in the same place."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPropertyAnimation, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGraphicsOpacityEffect,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QStyle,
    QVBoxLayout,
    QWidget,
)

from cdd_desktop.criteria import wording
from cdd_desktop.criteria.model import Indicator
from cdd_desktop.criteria.result import MeasureResult, Outcome, Result
from cdd_desktop.ui.grades import GradeBadge, GradeShape, look_of
from cdd_desktop.ui.marks import IconMark
from cdd_desktop.ui.result_levels import LevelBlock, enough, say
from cdd_desktop.ui.standing import PHASE_ICONS, Standing
from cdd_desktop.ui.text import ThaiLabel
from cdd_desktop.ui.widgets import button, rule

FADE_MS = 180
MOST_STEPS = 3
_TONES = {Outcome.REFUSED: "danger", Outcome.NO_BASE: "warn"}


class ResultPanel(QFrame):
    """One mission's result.

    Signals:
        fact_wanted: id of a missing fact that was clicked.
        source_wanted: the citation and the readings are asked for.
        what_if_wanted: what would come out if more were done is asked for.
        preview_wanted, print_wanted, pdf_wanted, excel_wanted: the buttons.
    """

    fact_wanted = Signal(str)
    source_wanted = Signal()
    what_if_wanted = Signal()
    preview_wanted = Signal()
    print_wanted = Signal()
    pdf_wanted = Signal()
    excel_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("resultPanel")
        self.setProperty("role", "panel")
        self.setAccessibleName("ผลการประเมิน")
        self._shown: Standing | None = None
        self.grade = GradeBadge(72)
        self.grade.word.setObjectName("gradeWords")
        self.outcome = ThaiLabel("")
        self.outcome.setObjectName("outcomeWords")
        self._fade = QGraphicsOpacityEffect(self.grade.shape)
        self._fade.setEnabled(False)
        self.grade.shape.setGraphicsEffect(self._fade)
        self._animation = QPropertyAnimation(self._fade, b"opacity", self)
        self._animation.setDuration(FADE_MS)
        self._animation.setStartValue(0.25)
        self._animation.setEndValue(1.0)
        self._animation.finished.connect(lambda: self._fade.setEnabled(False))
        self._steps: list[ThaiLabel] = []
        self._measures: list[ThaiLabel] = []
        self._levels: list[LevelBlock] = []
        self._build()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 20)
        column.setSpacing(12)
        column.addWidget(self.grade)
        column.addWidget(self.outcome)
        self.phase = PhaseLine()
        column.addWidget(self.phase)
        self._step_box, self._step_column = _box(self, "notice")
        column.addWidget(self._step_box)
        self.what_if = button("ถ้าได้เพิ่มอีก…", "link", "arrow-up", self.what_if_wanted.emit)
        self.what_if.setToolTip("ลองคิดผลจากค่าที่เพิ่มขึ้น ไม่บันทึก (Ctrl+T)")
        column.addWidget(self.what_if, 0, Qt.AlignmentFlag.AlignLeft)
        self.unread = _FactLinks("อ่านไม่ได้ ต้องแก้", self.fact_wanted.emit)
        column.addWidget(self.unread)
        self.missing = _FactLinks("ยังไม่ได้กรอก", self.fact_wanted.emit)
        column.addWidget(self.missing)
        self._measure_box, self._measure_column = _box(self, "")
        self._measure_column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._measure_box)
        self._level_rule = rule()
        column.addWidget(self._level_rule)
        self._table = ThaiLabel("", "note")
        column.addWidget(self._table)
        self._level_column = QVBoxLayout()
        self._level_column.setSpacing(14)
        column.addLayout(self._level_column)
        column.addWidget(rule())
        self.citation = ThaiLabel("", "note")
        column.addWidget(self.citation)
        source = button("ที่มา คำอธิบาย และข้อตีความ", "link", "book-open")
        source.setObjectName("sourceButton")
        source.clicked.connect(self.source_wanted)
        column.addWidget(source, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(self._buttons())
        column.addStretch(1)

    def _buttons(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(8)
        for at, (text, icon, signal, name) in enumerate(
            (
                ("ดูตัวอย่าง", "eye", self.preview_wanted, "previewButton"),
                ("พิมพ์", "printer", self.print_wanted, "printButton"),
                ("บันทึกเป็น PDF", "download", self.pdf_wanted, "pdfButton"),
                ("Excel", "file-spreadsheet", self.excel_wanted, "excelButton"),
            )
        ):
            made = button(text, "primary" if at == 0 else "", icon, signal.emit)
            made.setObjectName(name)
            grid.addWidget(made, at // 2, at % 2)
        return grid

    # --- what it shows -------------------------------------------------------------------------------------------

    def show_standing(self, item: Standing) -> None:
        """Show how a mission stands; the same mission with another grade fades in."""
        before, self._shown = self._shown, item
        result, indicator = item.result, item.indicator
        look = item.look if item.sent_text else look_of(result)
        differs = look != self.grade.shape.look()
        if differs:
            self.grade.set_look(look)
        if differs and before is not None and before.indicator.id == indicator.id:
            self._show_fading()
        say(self.grade.detail, look.detail or _change_text(item))
        self.phase.show_phase(item)
        graded = result.outcome is Outcome.GRADED
        say(self.outcome, "" if graded and not result.recorded else wording.outcome_text(result, indicator))
        self._show_steps(result, indicator)
        self._show_missing(item)
        self._show_measures(result)
        say(self._table, result.table)
        self._level_rule.setVisible(bool(result.levels))
        blocks = enough(self._levels, len(result.levels), self._add_level)
        for block, level in zip(blocks, result.levels, strict=True):
            block.show_level(level, indicator, result)
        say(self.citation, f"ที่มา: {indicator.source}" if indicator.source else "")

    def _show_fading(self) -> None:
        if self.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration, None, self) <= 0:
            return  # the system asks for no motion
        self._fade.setEnabled(True)
        self._animation.stop()
        self._animation.start()

    def _show_steps(self, result: Result, indicator: Indicator) -> None:
        texts = [wording.step_text(step, indicator) for step in result.steps[:MOST_STEPS]]
        if not texts and result.outcome in {Outcome.GRADED, Outcome.BELOW}:
            texts = [wording.requirement_text(reason) for reason in result.open]
            if texts:
                texts.insert(0, f"จะได้{wording.level_text(indicator, result.next_grade)} ต้องครบทุกข้อนี้")
        self._step_box.setVisible(bool(texts))
        self.what_if.setVisible(any(fact.improves != "no" for fact in indicator.facts))
        rows = enough(self._steps, len(texts), lambda: _add_label(self._step_column))
        for row, text in zip(rows, texts, strict=True):
            say(row, text)

    def _show_missing(self, item: Standing) -> None:
        """Show what is not filled in, apart from what is but cannot be read."""
        unread, refused = item.entry.drafts, item.result.outcome is Outcome.REFUSED
        missing = [] if refused else [name for name in item.result.missing if name not in unread]
        self.unread.show_facts(item.indicator, list(unread))
        self.missing.show_facts(item.indicator, missing)

    def _show_measures(self, result: Result) -> None:
        texts = [text for item in result.measures if (text := _measure_text(item))]
        self._measure_box.setVisible(bool(texts))
        rows = enough(self._measures, len(texts), lambda: _add_label(self._measure_column))
        for row, text in zip(rows, texts, strict=True):
            say(row, text)

    def _add_level(self) -> LevelBlock:
        block = LevelBlock(self)
        self._level_column.addWidget(block)
        return block


class _FactLinks(QWidget):
    """Facts under a heading, each a way to its field; hidden where there are none."""

    def __init__(self, words: str, go_to: Callable[[str], object]) -> None:
        super().__init__()
        self._go_to = go_to
        self._links: list[QPushButton] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._column.addWidget(ThaiLabel(words, "subheading"))

    def show_facts(self, indicator: Indicator, names: Sequence[str]) -> None:
        known = [indicator.fact_by_id[name] for name in names if name in indicator.fact_by_id]
        self.setVisible(bool(known))
        for link, fact in zip(enough(self._links, len(known), self._add), known, strict=True):
            link.setText(fact.short or fact.label)
            link.setToolTip(f"ไปที่ช่อง “{fact.label}”")
            link.setProperty("fact", fact.id)

    def _add(self) -> QPushButton:
        link = button("", "link", "arrow-right")
        link.clicked.connect(lambda: self._go_to(str(link.property("fact"))))
        self._column.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        return link


class PhaseLine(QWidget):
    """Mark and word of what is sent or certified; hidden while it is open."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mark = IconMark()
        self.words = ThaiLabel("", "subheading")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.words, 1)
        self.hide()

    def show_phase(self, item: Standing) -> None:
        """Show how far the mission is with the round."""
        icon = PHASE_ICONS[item.state.phase]
        self.setVisible(bool(icon))
        if icon:
            self._mark.set_icon(icon)
            say(self.words, item.phase_text)


class ResultStrip(QFrame):
    """The grade in one line, for windows too narrow for the panel beside the form; the panel is then under the form.

    Signals:
        whole_wanted: show the panel.
    """

    whole_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("resultStrip")
        self.setProperty("role", "panel")
        self._shape = GradeShape(32)
        self._words = ThaiLabel("", "subheading", wrap=False)
        self._next = ThaiLabel("", "note", wrap=False)
        whole = button("ดูเหตุผล", "quiet", "chevron-down", self.whole_wanted.emit)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._words)
        words.addWidget(self._next)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 4, 16, 4)
        row.setSpacing(12)
        row.addWidget(self._shape)
        row.addLayout(words, 1)
        row.addWidget(whole)

    def show_standing(self, item: Standing) -> None:
        result, indicator = item.result, item.indicator
        self._shape.set_look(item.look if item.sent_text else look_of(result))
        say(self._words, " · ".join(part for part in (item.grade_text, item.phase_text, _change_text(item)) if part))
        steps = [wording.step_text(step, indicator) for step in result.steps[:1]]
        say(self._next, steps[0] if steps else wording.outcome_text(result, indicator))


def _change_text(item: Standing) -> str:
    mark = {1: "▲ ", -1: "▼ "}.get(item.rise, "")
    return mark + item.change if item.change else ""


def _measure_text(item: MeasureResult) -> str:
    if item.sentence:
        return f"{item.label}: {item.sentence}"
    return f"{item.label}: {item.shown} {item.unit}".rstrip() if item.exact is not None else ""


def _box(parent: QWidget, role: str) -> tuple[QFrame, QVBoxLayout]:
    frame = QFrame(parent)
    if role:
        frame.setProperty("role", role)
    column = QVBoxLayout(frame)
    column.setContentsMargins(12, 8, 12, 8)
    column.setSpacing(4)
    return frame, column


def _add_label(column: QVBoxLayout) -> ThaiLabel:
    label = ThaiLabel("")
    column.addWidget(label)
    return label
