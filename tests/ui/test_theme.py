"""The tokens, and what is made of them."""

from __future__ import annotations

import re

import pytest
from PySide6.QtGui import QColor, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from cdd_desktop import paths
from cdd_desktop.ui import icons, theme
from cdd_desktop.ui.style import style_sheet
from cdd_desktop.ui.theme import CONTROL_PAIRS, TEXT_PAIRS, THEMES, contrast

SIZES = ("font-size", "min-height")


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize(("text", "ground"), TEXT_PAIRS)
def test_text_can_be_read_on_its_ground(name: str, text: str, ground: str) -> None:
    look = THEMES[name]
    assert contrast(getattr(look, text), getattr(look, ground)) >= 4.5


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize(("edge", "ground"), CONTROL_PAIRS)
def test_controls_stand_out_from_their_ground(name: str, edge: str, ground: str) -> None:
    look = THEMES[name]
    assert contrast(getattr(look, edge), getattr(look, ground)) >= 3


@pytest.mark.parametrize("name", THEMES)
def test_every_rule_of_the_style_sheet_that_names_text_and_ground_can_be_read(name: str) -> None:
    rules = re.findall(r"\{([^}]*)\}", style_sheet(THEMES[name]))
    pairs = [
        (text.group(1), ground.group(1))
        for rule in rules
        if (text := re.search(r"(?:^|[\s;])color: (#\w+)", rule))
        and (ground := re.search(r"(?:^|[\s;])background: (#\w+)", rule))
    ]
    assert len(pairs) > 8
    assert [pair for pair in pairs if contrast(*pair) < 4.5] == []


def test_contrast_is_that_of_the_guidelines() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_high_contrast_holds_the_stricter_bound_for_plain_text() -> None:
    look = THEMES["contrast"]
    assert contrast(look.ink, look.paper) >= 7
    assert contrast(look.ink_soft, look.paper) >= 7


@pytest.mark.parametrize("name", THEMES)
def test_the_style_sheet_names_no_colour_of_its_own(name: str) -> None:
    known = {value for value in vars(THEMES[name]).values() if isinstance(value, str)}
    sheet = style_sheet(THEMES[name])
    assert set(re.findall(r"#[0-9a-f]{6}", sheet)) <= known
    assert "$" not in sheet


def test_a_larger_style_sheet_has_larger_text_and_fields() -> None:
    usual, large = style_sheet(theme.LIGHT), style_sheet(theme.LIGHT, 200)
    sizes = [max(map(int, re.findall(rf"{what}: (\d+)px", sheet))) for sheet in (usual, large) for what in SIZES]
    assert sizes[len(SIZES) :] == [48, 70]
    assert sizes[: len(SIZES)] == [24, 34]


def test_the_style_sheet_is_made_once() -> None:
    assert style_sheet(theme.LIGHT) is style_sheet(theme.LIGHT)


def test_a_change_of_theme_reaches_palette_and_icons(qapp: QApplication, qtbot: QtBot) -> None:
    button = QPushButton()
    qtbot.addWidget(button)
    icons.set_icon(button, "eye")
    light = button.icon().pixmap(18).toImage()
    try:
        theme.apply_theme(qapp, "dark")
        assert theme.tokens() is theme.DARK
        assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(theme.DARK.paper)
        assert button.icon().pixmap(18).toImage() != light
    finally:
        theme.apply_theme(qapp, "light")
    assert button.icon().pixmap(18).toImage() == light


def test_an_unknown_theme_is_light(qapp: QApplication) -> None:
    theme.apply_theme(qapp, "no such theme")
    assert theme.tokens() is theme.LIGHT


def test_the_typeface_is_the_bundled_one() -> None:
    assert theme.FAMILY in QFontDatabase.families()
    assert {"Regular", "SemiBold", "Bold"} <= set(QFontDatabase.styles(theme.FAMILY))


def test_every_icon_can_be_drawn_and_takes_the_colour() -> None:
    files = sorted((paths.resources() / "icons").glob("*.svg"))
    assert files
    for file in files:
        drawn = icons.pixmap(file.stem, "#ff0000", 18).toImage()
        inks = [drawn.pixelColor(x, y) for x in range(18) for y in range(18)]
        strong = [ink for ink in inks if ink.alpha() > 60]
        assert strong, file.stem
        assert all(ink.red() > 200 and ink.green() < 40 for ink in strong), file.stem


def test_the_icons_come_with_their_licence() -> None:
    assert "ISC License" in (paths.resources() / "icons" / "LICENSE").read_text(encoding="utf-8")
