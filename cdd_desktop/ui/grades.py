"""Grades as a person sees them: letter, shape and word, never colour alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import cos, pi, sin

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from cdd_desktop.criteria.result import BELOW, Outcome, Result
from cdd_desktop.criteria.wording import NO_BASE, REFUSED, UNDECIDED
from cdd_desktop.ui.controls import draw_tick
from cdd_desktop.ui.text import ThaiLabel
from cdd_desktop.ui.theme import font, tokens
from cdd_desktop.ui.zoom import fit

_RANKS = (("grade_a", 0), ("grade_b", 4), ("grade_c", 6), ("grade_d", 5), ("grade_d", 5))
_KNOWN = {
    "green": ("level_green", 0),
    "yellow": ("level_yellow", 3),
    "red": ("level_red", 8),
    **dict(zip("ABCD", _RANKS, strict=False)),
    **dict(zip("54321", _RANKS, strict=True)),
}
"""Level -> its token and the sides of its shape, so that every level has an outline of its own: 0 is a circle."""
_SIGNS = {"green", "yellow", "red"}  # shown by a sign, as a colour has no letter


@dataclass(frozen=True)
class GradeLook:
    """What a badge shows.

    Attributes:
        level: the level's id, "" when it is not decided or cannot be.
        word: the short line beside the shape ("ระดับ B", "ยังตัดสินไม่ได้").
        detail: what is still possible or why ("อาจได้ A B C"), "" for a decided grade.
        open: not decided: the shape is dashed and empty.
        rank: place of the level from the best (0), for levels with names of their own.
    """

    level: str = ""
    word: str = UNDECIDED
    detail: str = ""
    open: bool = True
    rank: int = 0


def look_of(result: Result | None) -> GradeLook:
    """Return how a result is shown (None: nothing has been entered yet)."""
    if result is None:
        return GradeLook(word="ยังไม่ได้กรอก")
    labels = {level.id: level.label or level.id for level in result.levels}
    match result.outcome:
        case Outcome.GRADED | Outcome.BELOW:
            level = result.reachable[0]
            rank = list(labels).index(level) if level in labels else len(labels)
            return GradeLook(level, _word(level, labels), open=False, rank=rank)
        case Outcome.REFUSED:
            return GradeLook(word=REFUSED, detail="แก้ช่องที่ทำเครื่องหมายไว้ก่อน")
        case Outcome.NO_BASE:
            return GradeLook(detail=f"{NO_BASE} {_possible(result, labels)}")
        case _:
            return GradeLook(detail=_possible(result, labels))


def _word(level: str, labels: Mapping[str, str]) -> str:
    """Return a level in words: "ระดับ B", "สีเขียว", "ไม่ถึงระดับ D"."""
    if level == BELOW:
        return f"ไม่ถึง{_word(list(labels)[-1], labels)}" if labels else "ไม่ถึงเกณฑ์"
    label = labels.get(level, level)
    return f"ระดับ {label}" if label == level else label


def _possible(result: Result, labels: Mapping[str, str]) -> str:
    names = [labels.get(level, level) for level in result.reachable if level != BELOW]
    words = f"อาจได้ {' '.join(names)}"
    return f"{words} หรือ{_word(BELOW, labels)}" if BELOW in result.reachable else words


def _outline(area: QRectF, sides: int) -> QPainterPath:
    path = QPainterPath()
    if sides == 0:
        path.addEllipse(area)
    elif sides == 4:
        path.addRoundedRect(area.adjusted(1, 1, -1, -1), area.width() * 0.2, area.width() * 0.2)
    else:
        path = _polygon(area, sides)
    return path


def _polygon(area: QRectF, sides: int) -> QPainterPath:
    """Return a polygon with softened corners; a triangle and a pentagon stand on their side, point up."""
    turn = pi / sides if sides == 8 else 0.0
    radius = area.width() / 2 * (1.12 if sides == 3 else 1.04)
    middle = QPointF(area.center().x(), area.center().y() + (area.height() * 0.1 if sides in {3, 5} else 0))
    if sides == 5:
        middle.setY(area.center().y() + area.height() * 0.03)
    points = [
        QPointF(
            middle.x() + radius * sin(turn + 2 * pi * at / sides), middle.y() - radius * cos(turn + 2 * pi * at / sides)
        )
        for at in range(sides)
    ]
    soft = 0.16
    path = QPainterPath()
    for at, corner in enumerate(points):
        before, after = points[at - 1], points[(at + 1) % sides]
        start, end = corner + (before - corner) * soft, corner + (after - corner) * soft
        path.moveTo(start) if at == 0 else path.lineTo(start)
        path.quadTo(corner, end)
    path.closeSubpath()
    return path


def draw_grade(painter: QPainter, area: QRectF, look: GradeLook) -> None:
    """Draw a grade's shape and letter into ``area`` (a square)."""
    wear = tokens()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    line = max(area.width() / 24, 1.5)
    inner = area.adjusted(line / 2, line / 2, -line / 2, -line / 2)
    if look.open or look.level == BELOW:
        _draw_hollow(painter, inner, look, line)
        return
    token, sides = _KNOWN.get(look.level) or _RANKS[min(look.rank, len(_RANKS) - 1)]
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(str(getattr(wear, token))))
    painter.drawPath(_outline(inner, sides))
    letter = wear.on_yellow if look.level == "yellow" else wear.on_grade
    if look.level in _SIGNS:
        _draw_sign(painter, inner, look.level, letter)
    else:
        _draw_letter(painter, area, look.level[:2], letter, 0.62 if len(look.level) == 1 else 0.42)


def _draw_hollow(painter: QPainter, area: QRectF, look: GradeLook, line: float) -> None:
    wear = tokens()
    below = look.level == BELOW
    pen = QPen(QColor(wear.grade_d if below else wear.grade_unknown), line)
    if not below:
        pen.setDashPattern([2.4, 2.0])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(_outline(area, 5 if below else 0))
    if below:
        _draw_letter(painter, area, "<D", wear.grade_d, 0.4)
    else:
        _draw_letter(painter, area, "?", wear.grade_unknown, 0.5)


def _draw_sign(painter: QPainter, area: QRectF, level: str, colour: str) -> None:
    """Draw what a traffic light's colour says: a tick, an exclamation mark, a cross."""
    size, middle = area.width(), area.center()
    stroke = size / 11
    pen = QPen(QColor(colour), stroke, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
    if level == "green":
        inset = size * 0.29
        draw_tick(painter, area.adjusted(inset, inset, -inset, -inset), colour, stroke)
    elif level == "yellow":
        painter.setPen(pen)
        painter.drawLine(QPointF(middle.x(), middle.y() - size * 0.1), QPointF(middle.x(), middle.y() + size * 0.1))
        painter.drawPoint(QPointF(middle.x(), middle.y() + size * 0.27))
    else:
        painter.setPen(pen)
        arm = size * 0.17
        painter.drawLine(middle + QPointF(-arm, -arm), middle + QPointF(arm, arm))
        painter.drawLine(middle + QPointF(arm, -arm), middle + QPointF(-arm, arm))


def _draw_letter(painter: QPainter, area: QRectF, letter: str, colour: str, share: float) -> None:
    """Write ``letter`` so that its ink, not its line box, stands in the middle."""
    written = font(weight=QFont.Weight.Bold)
    written.setPixelSize(max(round(area.height() * share), 1))  # of the shape, whatever the zoom
    path = QPainterPath()
    path.addText(QPointF(0, 0), written, letter)
    ink = path.boundingRect()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.drawPath(path.translated(area.center() - ink.center()))


class GradeShape(QWidget):
    """The shape alone, for lists; its word is the accessible name and the tool tip."""

    def __init__(self, size: int = 28, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = GradeLook()
        fit(self, width=size, height=size)

    def look(self) -> GradeLook:
        return self._look

    def set_look(self, look: GradeLook) -> None:
        self._look = look
        words = " ".join(part for part in (look.word, look.detail) if part)
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_grade(painter, QRectF(self.rect()).adjusted(1, 1, -1, -1), self._look)
        painter.end()


class GradeBadge(QWidget):
    """A grade as shape, letter and word; ``size`` is the shape's width: 28 in rows, 72 beside a form."""

    def __init__(self, size: int = 72, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shape = GradeShape(size)
        self.word = ThaiLabel("", "heading" if size >= 48 else "", wrap=size >= 48)
        self.detail = ThaiLabel("", "note")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(self.word)
        words.addWidget(self.detail)
        words.addStretch(1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16 if size >= 48 else 8)
        layout.addWidget(self.shape)
        layout.addLayout(words, 1)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setSizePolicy(policy)
        self.set_look(GradeLook())

    def set_look(self, look: GradeLook) -> None:
        self.shape.set_look(look)
        self.word.setText(look.word)
        self.detail.setText(look.detail)
        self.detail.setVisible(bool(look.detail))
        self.setAccessibleName(self.shape.accessibleName())
