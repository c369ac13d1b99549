"""Drawings of the signs that Sarabun lacks, in units of 1/1000 em: ☐ ☑ ☒ ✓ ✗ ○ ●."""

from __future__ import annotations

import math
from typing import Any

Point = tuple[float, float]

BOX = (70, -40, 770, 660)  # left, bottom, right, top: as high as a Thai consonant, a little below the line
MARKS: dict[int, int] = {0x2610: 840, 0x2611: 840, 0x2612: 840, 0x2713: 720, 0x2717: 720, 0x25CB: 760, 0x25CF: 760}
"""Code point to advance width."""


def _polygon(pen: Any, points: list[Point]) -> None:
    pen.moveTo(_round(points[0]))
    for point in points[1:]:
        pen.lineTo(_round(point))
    pen.closePath()


def _round(point: Point) -> tuple[int, int]:
    return round(point[0]), round(point[1])


def _side(points: list[Point], offset: float) -> list[Point]:
    """Return the line that runs beside an open line, corners mitred."""
    result: list[Point] = []
    for index, (x, y) in enumerate(points):
        before = points[max(index - 1, 0)]
        after = points[min(index + 1, len(points) - 1)]
        normals = [_normal(a, b) for a, b in ((before, (x, y)), ((x, y), after)) if a != b]
        nx = sum(normal[0] for normal in normals) / len(normals)
        ny = sum(normal[1] for normal in normals) / len(normals)
        scale = offset / (nx * nx + ny * ny)
        result.append((x + nx * scale, y + ny * scale))
    return result


def _normal(a: Point, b: Point) -> Point:
    length = math.dist(a, b)
    return (b[1] - a[1]) / length, (a[0] - b[0]) / length


def _stroke(pen: Any, points: list[Point], width: float) -> None:
    # right side forward, left side back: clockwise would be a hole beside the others, so all strokes run one way
    _polygon(pen, (_side(points, -width / 2) + _side(points, width / 2)[::-1]))


def _frame(pen: Any, stroke: float) -> None:
    left, bottom, right, top = BOX
    _polygon(pen, [(left, bottom), (left, top), (right, top), (right, bottom)])
    west, south, east, north = left + stroke, bottom + stroke, right - stroke, top - stroke
    _polygon(pen, [(west, south), (east, south), (east, north), (west, north)])


def _circle(pen: Any, center: Point, radius: float, *, hole: bool = False) -> None:
    """Draw a circle of eight quadratic arcs, clockwise unless it is a hole."""
    reach = radius / math.cos(math.pi / 8)
    turns = [(1 if hole else -1) * index * math.pi / 4 for index in range(8)]
    corners = [(center[0] + reach * math.cos(turn), center[1] + reach * math.sin(turn)) for turn in turns]
    pen.qCurveTo(*[_round(corner) for corner in corners], None)
    pen.closePath()


def _check(pen: Any, stroke: float, *, small: bool) -> None:
    points = [(205, 330), (365, 150), (640, 510)] if small else [(90, 310), (270, 90), (630, 620)]
    _stroke(pen, [(float(x), float(y)) for x, y in points], stroke * (1.1 if small else 1.35))


def _cross(pen: Any, stroke: float, *, small: bool) -> None:
    low, high, left = (130, 490, 240) if small else (80, 560, 120)
    side = high - low
    for points in ([(left, low), (left + side, high)], [(left, high), (left + side, low)]):
        _stroke(pen, [(float(x), float(y)) for x, y in points], stroke * (1.1 if small else 1.35))


def draw_mark(code: int, pen: Any, stroke: int) -> int:
    """Draw one sign of ``MARKS`` with lines ``stroke`` wide; return its advance width."""
    if code in {0x2610, 0x2611, 0x2612}:
        _frame(pen, stroke * 0.85)
    if code in {0x2611, 0x2713}:
        _check(pen, stroke, small=code == 0x2611)
    if code in {0x2612, 0x2717}:
        _cross(pen, stroke, small=code == 0x2612)
    if code in {0x25CB, 0x25CF}:
        _circle(pen, (380, 310), 300)
    if code == 0x25CB:
        _circle(pen, (380, 310), 300 - stroke, hole=True)
    return MARKS[code]
