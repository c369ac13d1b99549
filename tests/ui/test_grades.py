"""Grades are told by letter, shape and word."""

from __future__ import annotations

from fractions import Fraction

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from cdd_desktop.criteria.result import BELOW, LevelResult, Outcome, Result, Truth
from cdd_desktop.ui.grades import GradeBadge, GradeLook, draw_grade, look_of
from cdd_desktop.ui.theme import LIGHT, contrast

LEVELS = ("A", "B", "C", "D")


def result(outcome: Outcome, *reachable: str, levels: tuple[str, ...] = LEVELS, labels: str = "") -> Result:
    names = labels.split() or list(levels)
    return Result(
        indicator="some",
        outcome=outcome,
        grade=reachable[0] if outcome is Outcome.GRADED else None,
        reachable=reachable,
        points=Fraction(0),
        points_range=None,
        measures=(),
        missing=(),
        needed=(),
        zero=(),
        refused={},
        steps=(),
        open=(),
        levels=tuple(LevelResult(one, name, Truth.UNKNOWN, ()) for one, name in zip(levels, names, strict=True)),
    )


@pytest.mark.parametrize(
    ("shown", "word", "detail"),
    [
        (None, "ยังไม่ได้กรอก", ""),
        (result(Outcome.GRADED, "B"), "ระดับ B", ""),
        (result(Outcome.BELOW, BELOW), "ไม่ถึงระดับ D", ""),
        (result(Outcome.INCOMPLETE, "A", "B"), "ยังตัดสินไม่ได้", "อาจได้ A B"),
        (result(Outcome.INCOMPLETE, "D", BELOW), "ยังตัดสินไม่ได้", "อาจได้ D หรือไม่ถึงระดับ D"),
        (result(Outcome.NO_BASE, "B", "C"), "ยังตัดสินไม่ได้", "ฐานเป็นศูนย์ อาจได้ B C"),
        (result(Outcome.REFUSED), "ข้อมูลขัดแย้งกัน", "แก้ช่องที่ทำเครื่องหมายไว้ก่อน"),
        (
            result(Outcome.GRADED, "red", levels=("green", "yellow", "red"), labels="สีเขียว สีเหลือง สีแดง"),
            "สีแดง",
            "",
        ),
    ],
)
def test_every_outcome_has_its_words(qtbot: QtBot, shown: Result | None, word: str, detail: str) -> None:
    badge = GradeBadge()
    qtbot.addWidget(badge)
    badge.set_look(look_of(shown))
    assert (badge.word.text(), badge.detail.text()) == (word, detail)
    assert badge.accessibleName() == f"{word} {detail}".strip()
    assert badge.detail.isHidden() is not bool(detail)


def silhouette(look: GradeLook) -> bytes:
    """Draw a grade and return where there is ink at all: the shape without its colour."""
    image = QImage(64, 64, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    draw_grade(painter, QRectF(0, 0, 64, 64), look)
    painter.end()
    return bytes(image.pixelColor(x, y).alpha() > 127 for y in range(64) for x in range(64))


def test_grades_differ_by_shape_alone() -> None:
    looks = [GradeLook(level, open=False) for level in (*LEVELS, BELOW)] + [GradeLook()]
    looks += [GradeLook(level, open=False) for level in ("yellow", "red")]
    assert len({silhouette(look) for look in looks}) == len(looks)


def test_a_level_with_a_name_of_its_own_takes_the_shape_of_its_rank() -> None:
    levels = ("ดีมาก", "ดี", "พอใช้")
    named = result(Outcome.GRADED, "ดี", levels=levels)
    assert look_of(named).rank == 1
    assert sum(silhouette(look_of(named))) == pytest.approx(sum(silhouette(GradeLook("B", open=False))), rel=0.02)


def test_the_four_grades_are_the_colours_that_were_asked_for() -> None:
    hues = {name: tuple(int(getattr(LIGHT, f"grade_{name}")[at : at + 2], 16) for at in (1, 3, 5)) for name in "abcd"}
    red, green, blue = hues["a"]
    assert green > max(red, blue)  # deep green
    assert hues["b"][2] >= hues["b"][1] > hues["b"][0]  # teal
    assert hues["c"][0] > hues["c"][1] > hues["c"][2]  # amber
    assert hues["d"][0] > 2 * hues["d"][1]  # red-brown
    assert contrast(LIGHT.on_yellow, LIGHT.level_yellow) >= 4.5
