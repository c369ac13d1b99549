"""Grades as a person sees them: letter, shape and word, never colour alone.

A circle, B square, C hexagon, D pentagon; a dashed outline is not decided yet and holds the levels still possible;
below the lowest level is an outline. The words stand beside a badge, written by whoever shows it.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, pi, sin

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPen

from cdd_desktop.criteria.model import Indicator
from cdd_desktop.criteria.result import BELOW, Outcome, Result
from cdd_desktop.ui.theme import font, tokens

_SHAPES = ("circle", "square", "hexagon", "pentagon", "pentagon")
_COLOURS = ("grade_a", "grade_b", "grade_c", "grade_d", "grade_d")
_NAMED = {
    "green": ("circle", "level_green"),
    "yellow": ("hexagon", "level_yellow"),
    "red": ("octagon", "level_red"),
}
"""Levels that are colours by name; the others are shaped by their rank."""


@dataclass(frozen=True)
class Badge:
    """What is painted.

    Attributes:
        text: a letter, a short word, or the levels still possible ("A–C").
        shape: "circle", "square", "hexagon", "pentagon", "octagon" ("" : circle).
        colour: the name of a token.
        solid: filled, the text on it; else an outline.
        dashed: not decided.
    """

    text: str
    shape: str
    colour: str
    solid: bool = False
    dashed: bool = False


def level_badge(level: str, indicator: Indicator, *, solid: bool) -> Badge:
    """Return the badge of one level; not ``solid`` for a level that is not the one reached."""
    if level == BELOW:
        return Badge(f"<{_short(indicator.level_ids[-1], indicator)}", "octagon", "grade_d")
    if level in _NAMED:
        shape, colour = _NAMED[level]
    else:
        rank = min(indicator.level_ids.index(level), len(_SHAPES) - 1)
        shape, colour = _SHAPES[rank], _COLOURS[rank]
    return Badge(_short(level, indicator), shape, colour, solid=solid)


def badge(result: Result | None, indicator: Indicator, *, untouched: bool = False) -> Badge:
    """Return the badge of a result; ``untouched``: nothing has been entered yet."""
    if result is None or untouched:
        return Badge("–", "circle", "grade_unknown", dashed=True)
    if result.outcome in {Outcome.GRADED, Outcome.BELOW}:
        return level_badge(result.reachable[0], indicator, solid=True)
    if result.outcome is Outcome.REFUSED:
        return Badge("!", "circle", "danger", dashed=True)
    levels = [_short(level, indicator) for level in result.reachable if level != BELOW]
    named = any(level in _NAMED for level in result.reachable)
    text = levels[0] if len(levels) == 1 else "?" if named or not levels else f"{levels[0]}–{levels[-1]}"
    return Badge(text, "circle", "grade_unknown", dashed=True)


def _short(level: str, indicator: Indicator) -> str:
    """Return what fits into a badge: the letter or number, or the last word of a level's own label."""
    label = indicator.level_label(level)
    return label if len(label) <= 2 else label.split()[-1].removeprefix("ระดับ").removeprefix("สี")


def paint_badge(painter: QPainter, area: QRectF, shown: Badge, px: int) -> None:
    """Paint a badge into ``area`` (as wide as high, or wider) with text of ``px`` pixels."""
    look = tokens()
    colour = QColor(str(getattr(look, shown.colour)))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    line = max(area.height() / 28, 1.5)
    outline = shape_path(area.adjusted(line / 2, line / 2, -line / 2, -line / 2), shown.shape)
    if shown.solid:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        letter = QColor(look.on_yellow if shown.colour == "level_yellow" else look.on_grade)
    else:
        pen = QPen(colour, line)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        if shown.dashed:
            pen.setDashPattern([2.4, 2.0])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        letter = QColor(look.ink) if shown.colour == "level_yellow" else colour  # yellow on white cannot be read
    painter.drawPath(outline)
    _write(painter, area, shown.text, px, letter)
    painter.restore()


def _write(painter: QPainter, area: QRectF, text: str, px: int, colour: QColor) -> None:
    """Write ``text`` so that its ink, not its line box, stands in the middle."""
    path = QPainterPath()
    path.addText(QPointF(0, 0), font(px, QFont.Weight.Bold), text)
    ink = path.boundingRect()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawPath(path.translated(area.center() - ink.center()))


def shape_path(area: QRectF, shape: str) -> QPainterPath:
    """Return the outline of a shape inside ``area``."""
    path = QPainterPath()
    if shape in {"circle", ""}:
        path.addRoundedRect(area, area.height() / 2, area.height() / 2)
    elif shape == "square":
        path.addRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), area.height() * 0.2, area.height() * 0.2)
    elif shape == "pentagon":
        path = _softened(_regular(area, 5), 0.14)
    else:
        path = _softened(_cut(area, 0.5 if shape == "hexagon" else 0.28), 0.12)
    return path


def _regular(area: QRectF, sides: int) -> list[QPointF]:
    """Return the corners of a polygon that stands on a side, drawn out to the whole of ``area``."""
    corners = [QPointF(sin(2 * pi * at / sides), -cos(2 * pi * at / sides)) for at in range(sides)]
    left, right = min(point.x() for point in corners), max(point.x() for point in corners)
    top, bottom = min(point.y() for point in corners), max(point.y() for point in corners)
    return [
        QPointF(
            area.left() + (point.x() - left) / (right - left) * area.width(),
            area.top() + (point.y() - top) / (bottom - top) * area.height(),
        )
        for point in corners
    ]


def _cut(area: QRectF, share: float) -> list[QPointF]:
    """Return a rectangle with cut corners; half of the height cut makes two points, left and right."""
    down = area.height() * share
    across = min(down, area.height() * 0.29)
    left, right, top, bottom = area.left(), area.right(), area.top(), area.bottom()
    if share == 0.5:
        top, bottom = top + area.height() * 0.03, bottom - area.height() * 0.03
    corners = [
        QPointF(left + across, top),
        QPointF(right - across, top),
        QPointF(right, top + down),
        QPointF(right, bottom - down),
        QPointF(right - across, bottom),
        QPointF(left + across, bottom),
        QPointF(left, bottom - down),
        QPointF(left, top + down),
    ]
    return [
        corner
        for at, corner in enumerate(corners)
        if (corner - corners[at - 1]).manhattanLength() > area.height() * 0.1
    ]


def _softened(corners: list[QPointF], share: float) -> QPainterPath:
    path = QPainterPath()
    for at, corner in enumerate(corners):
        before, after = corners[at - 1], corners[(at + 1) % len(corners)]
        start, end = corner + (before - corner) * share, corner + (after - corner) * share
        if at == 0:
            path.moveTo(start)
        else:
            path.lineTo(start)
        path.quadTo(corner, end)
    path.closeSubpath()
    return path
