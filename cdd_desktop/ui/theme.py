"""Colours, type and spacing of the window: one set of tokens, three themes, a palette and a style sheet made of them.

Every colour a widget paints comes from ``tokens()``; nothing else in ``ui`` names a colour. ``TEXT_PAIRS`` lists which
text stands on which ground, and a test holds each pair to a contrast of 4.5:1 in every theme.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from cdd_desktop import paths
from cdd_desktop.ui.zoom import px, refit, set_zoom, zoom

FAMILY = "Sarabun"
BASE_PX, NOTE_PX, HEADING_PX, TITLE_PX, GRADE_PX = 15, 13, 18, 24, 48
GRID = 4  # every distance is a multiple of it
FIELD_HEIGHT = 36  # stacked Thai marks at 15 px need 30; the rest is air
RADIUS = 6
LINE_HEIGHT = 1.5  # below 1.4 a mark below and a mark above meet


@dataclass(frozen=True)
class Tokens:
    """The colours of one theme, as ``#rrggbb``. ``*_soft`` are grounds, the plain names are marks and text."""

    name: str
    paper: str  # what is worked on
    canvas: str  # navigation, result panel, headers
    raised: str  # menus, sheets, pop-ups
    ink: str
    ink_soft: str  # notes, units, captions
    hairline: str  # between groups
    edge: str  # around controls (3:1 on paper)
    hover: str
    accent: str
    accent_deep: str  # the pressed accent
    on_accent: str
    accent_soft: str  # what is chosen
    focus: str
    danger: str
    danger_soft: str
    warn: str
    warn_soft: str
    good: str
    grade_a: str
    grade_b: str
    grade_c: str
    grade_d: str
    grade_unknown: str
    level_green: str
    level_yellow: str
    level_red: str
    on_grade: str  # the letter on a filled grade
    on_yellow: str
    selection: str
    on_selection: str
    scroll: str  # the handle of a scroll bar at rest
    shadow: str = "#000000"
    dark: bool = False
    border: int = 1  # width of a control's edge

    @property
    def ring(self) -> int:
        """Return the width of the focus ring."""
        return self.border + 1


LIGHT = Tokens(
    name="light",
    paper="#ffffff",
    canvas="#f5f7f6",
    raised="#ffffff",
    ink="#1b2422",
    ink_soft="#56625e",
    hairline="#e2e7e5",
    edge="#87938f",
    hover="#edf1ef",
    accent="#0b6b5c",
    accent_deep="#084f44",
    on_accent="#ffffff",
    accent_soft="#e2f0ec",
    focus="#0b6b5c",
    danger="#a92a1c",
    danger_soft="#fbecea",
    warn="#845400",
    warn_soft="#fbf2df",
    good="#14603a",
    grade_a="#14603a",
    grade_b="#0b6b78",
    grade_c="#8f5a00",
    grade_d="#97391f",
    grade_unknown="#56625e",
    level_green="#14603a",
    level_yellow="#f0bf2c",
    level_red="#a92a1c",
    on_grade="#ffffff",
    on_yellow="#33270a",
    selection="#bfe0d7",
    on_selection="#12201c",
    scroll="#c5ceca",
)

DARK = Tokens(
    name="dark",
    paper="#181d1c",
    canvas="#121615",
    raised="#212827",
    ink="#e6ebe9",
    ink_soft="#a5b1ac",
    hairline="#2d3533",
    edge="#76857f",
    hover="#262e2c",
    accent="#5fc4ae",
    accent_deep="#86d8c6",
    on_accent="#06241d",
    accent_soft="#1d3a34",
    focus="#7ad9c4",
    danger="#f2988b",
    danger_soft="#3b211d",
    warn="#e3b763",
    warn_soft="#362b15",
    good="#79c99a",
    grade_a="#79c99a",
    grade_b="#63c1d0",
    grade_c="#e3b04e",
    grade_d="#ea957b",
    grade_unknown="#a5b1ac",
    level_green="#79c99a",
    level_yellow="#f0c84a",
    level_red="#f2988b",
    on_grade="#10201a",
    on_yellow="#33270a",
    selection="#2f5f54",
    on_selection="#f2f7f5",
    scroll="#414c48",
    dark=True,
)

CONTRAST = Tokens(
    name="contrast",
    paper="#000000",
    canvas="#000000",
    raised="#000000",
    ink="#ffffff",
    ink_soft="#ffffff",
    hairline="#9a9a9a",
    edge="#ffffff",
    hover="#2b2b2b",
    accent="#5cf0da",
    accent_deep="#a4fff0",
    on_accent="#000000",
    accent_soft="#003f37",
    focus="#ffe14d",
    danger="#ff9d8f",
    danger_soft="#3a0d06",
    warn="#ffd76a",
    warn_soft="#332600",
    good="#7dffb0",
    grade_a="#7dffb0",
    grade_b="#6fe9ff",
    grade_c="#ffd04d",
    grade_d="#ffa184",
    grade_unknown="#ffffff",
    level_green="#7dffb0",
    level_yellow="#ffe14d",
    level_red="#ff9d8f",
    on_grade="#000000",
    on_yellow="#000000",
    selection="#ffe14d",
    on_selection="#000000",
    scroll="#ffffff",
    dark=True,
    border=2,
)

THEMES = {theme.name: theme for theme in (LIGHT, DARK, CONTRAST)}
THEME_LABELS = {"light": "สว่าง", "dark": "มืด", "contrast": "ตัดกันสูง"}

GRADES = ("grade_a", "grade_b", "grade_c", "grade_d", "grade_unknown")

TEXT_PAIRS = (
    *((text, ground) for text in ("ink", "ink_soft") for ground in ("paper", "canvas", "raised", "hover")),
    *((text, "accent_soft") for text in ("ink", "ink_soft", "accent", "accent_deep")),
    *(("accent", ground) for ground in ("paper", "canvas", "raised", "hover")),
    *((text, ground) for text in ("danger", "warn", "good") for ground in ("paper", "canvas")),
    *((text, ground) for text in ("ink", "ink_soft", "accent") for ground in ("warn_soft", "danger_soft")),
    *((grade, ground) for grade in GRADES for ground in ("paper", "canvas")),
    *(("on_grade", grade) for grade in (*GRADES[:-1], "level_green", "level_red")),
    ("accent_deep", "paper"),
    ("on_accent", "accent"),
    ("on_accent", "accent_deep"),
    ("danger", "danger_soft"),
    ("warn", "warn_soft"),
    ("good", "accent_soft"),
    ("on_yellow", "level_yellow"),
    ("on_selection", "selection"),
)
"""(text, ground): each is held to 4.5:1 in every theme."""

CONTROL_PAIRS = (("edge", "paper"), ("focus", "paper"), ("focus", "canvas"), ("accent", "paper"))
"""(edge, ground): what a control is recognised by is held to 3:1."""


def tokens() -> Tokens:
    """Return the tokens the application wears now (light before ``apply_theme``)."""
    app = QApplication.instance()
    return THEMES.get(str(app.property("theme")), LIGHT) if app is not None else LIGHT


def contrast(first: str, second: str) -> float:
    """Return the WCAG contrast (1 to 21) of two colours."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def font(size: int = BASE_PX, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """Return the program's typeface at a pixel size of 100 %, as large as it is now."""
    made = QFont(FAMILY)
    made.setPixelSize(px(size))
    made.setWeight(weight)
    return made


def load_fonts(folder: Path | None = None) -> None:
    """Make the bundled Sarabun known to Qt; call once, after the application object is made."""
    for file in sorted((folder or paths.fonts()).rglob("Sarabun*.ttf")):
        QFontDatabase.addApplicationFont(str(file))


def apply_theme(app: QApplication, name: str, percent: int = 0) -> None:
    """Dress the application in a theme ("light", "dark", "contrast"; unknown names give light).

    Args:
        percent: how large everything is to be, 0: as it is.
    """
    from cdd_desktop.ui import icons
    from cdd_desktop.ui.style import style_sheet

    look = THEMES.get(name, LIGHT)
    app.setProperty("theme", look.name)
    larger = bool(percent) and percent != zoom()
    if larger:
        set_zoom(app, percent)
    if app.style().objectName() != "fusion":
        app.setStyle("Fusion")
    app.setFont(font())
    app.setPalette(palette(look))
    app.setStyleSheet(style_sheet(look, zoom()))
    icons.retint(app)
    if larger:
        refit(app)


@cache
def palette(look: Tokens) -> QPalette:
    """Return the palette of a theme; what the style sheet does not reach is drawn with it."""
    role = QPalette.ColorRole
    made = QPalette()
    for where, colour in (
        (role.Window, look.paper),
        (role.WindowText, look.ink),
        (role.Base, look.paper),
        (role.AlternateBase, look.canvas),
        (role.Text, look.ink),
        (role.Button, look.paper),
        (role.ButtonText, look.ink),
        (role.BrightText, look.on_accent),
        (role.Highlight, look.selection),
        (role.HighlightedText, look.on_selection),
        (role.Accent, look.accent),
        (role.ToolTipBase, look.raised),
        (role.ToolTipText, look.ink),
        (role.PlaceholderText, look.ink_soft),
        (role.Link, look.accent),
        (role.LinkVisited, look.accent),
        (role.Light, look.paper),
        (role.Midlight, look.canvas),
        (role.Mid, look.hairline),
        (role.Dark, look.edge),
        (role.Shadow, look.shadow),
    ):
        made.setColor(where, QColor(colour))
    for where in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, where, QColor(look.ink_soft))
    return made
