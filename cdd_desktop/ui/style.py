"""The style sheet, generated from the tokens of a theme.

Widgets ask for a look by dynamic properties: ``role`` on labels ("title", "heading", "subheading", "note", "problem",
"good", "warn") and frames ("panel", "card", "sheet", "notice", "hairline"), ``kind`` on buttons ("primary", "quiet",
"link", "danger").
"""

from __future__ import annotations

from functools import cache
from string import Template

from cdd_desktop.ui.theme import BASE_PX, FIELD_HEIGHT, HEADING_PX, NOTE_PX, RADIUS, TITLE_PX, Tokens

_SHEET = Template("""
QMainWindow, QDialog { background: $paper; }
QWidget[role="panel"], QFrame[role="panel"] { background: $canvas; }
QFrame[role="card"] { background: $paper; border: 1px solid $hairline; border-radius: 8px; }
QFrame[role="sheet"] { background: $raised; border: none; border-left: 1px solid $hairline; }
QFrame[role="hairline"] { background: $hairline; border: none; min-height: 1px; max-height: 1px; }
QFrame[role="upright"] { background: $hairline; border: none; min-width: 1px; max-width: 1px; }
QFrame[role="notice"] { background: $accent_soft; border: none; border-radius: ${radius}px; }
QFrame[role="notice"][tone="warn"] { background: $warn_soft; }
QFrame[role="notice"][tone="danger"] { background: $danger_soft; }
QScrollArea, QScrollArea > QWidget > QWidget[role="page"] { background: transparent; border: none; }

QScrollArea[role="panel"] { border: 2px solid transparent; }
QScrollArea[role="panel"]:focus { border: 2px solid $focus; }

QLabel { background: transparent; color: $ink; }
QLabel[role="title"] { font-size: ${title}px; font-weight: 600; }
QLabel[role="heading"] { font-size: ${heading}px; font-weight: 600; }
QLabel[role="subheading"] { font-size: ${base}px; font-weight: 600; }
QLabel[role="note"] { font-size: ${note}px; color: $ink_soft; }
QLabel[role="caption"] { font-size: ${note}px; color: $ink_soft; }
QLabel[role="soft"] { color: $ink_soft; }
QLabel[role="problem"] { font-size: ${note}px; color: $danger; }
QLabel[role="warn"] { font-size: ${note}px; color: $warn; }
QLabel[role="good"] { font-size: ${note}px; color: $good; }
QLabel:disabled { color: $ink_soft; }

QLineEdit, QPlainTextEdit, QTextEdit, QComboBox {
  background: $paper; color: $ink; border: ${border}px solid $edge; border-radius: ${radius}px;
  selection-background-color: $selection; selection-color: $on_selection;
}
QLineEdit, QComboBox { min-height: ${inner}px; padding: 0 ${pad}px; }
QPlainTextEdit, QTextEdit { padding: 5px ${textpad}px; }
QLineEdit:hover, QPlainTextEdit:hover, QTextEdit:hover, QComboBox:hover { border-color: $ink_soft; }
QLineEdit:focus, QComboBox:focus, QComboBox:on { border: ${ring}px solid $focus; padding: 0 ${focuspad}px;
  min-height: ${focusinner}px; }
QPlainTextEdit:focus, QTextEdit:focus { border: ${ring}px solid $focus; padding: 4px ${focustextpad}px; }
QLineEdit[problem="true"], QPlainTextEdit[problem="true"] { border-color: $danger; background: $danger_soft; }
QLineEdit[readOnly="true"], QPlainTextEdit[readOnly="true"] { background: $canvas; border-color: $hairline; }
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled { background: $canvas; color: $ink_soft;
  border-color: $hairline; }
QComboBox::drop-down { border: none; width: ${drop}px; }
QComboBox::down-arrow { image: none; }
QComboBox QAbstractItemView { background: $raised; color: $ink; border: 1px solid $edge; outline: none; padding: 4px;
  selection-background-color: $accent_soft; selection-color: $ink; }
QComboBox QAbstractItemView::item { min-height: ${row}px; padding: 0 8px; border-radius: 4px; }

QPushButton, QToolButton { background: $paper; color: $ink; border: ${border}px solid $edge;
  border-radius: ${radius}px; min-height: ${inner}px; padding: 0 14px; }
QToolButton { padding: 0 8px; }
QPushButton:hover, QToolButton:hover { background: $hover; }
QPushButton:pressed, QToolButton:pressed, QToolButton:checked { background: $accent_soft; }
QPushButton:focus, QToolButton:focus { border: ${ring}px solid $focus; padding: 0 13px; min-height: ${focusinner}px; }
QToolButton:focus { padding: 0 7px; }
QPushButton:disabled, QToolButton:disabled { color: $ink_soft; border-color: $hairline; background: $canvas; }
QPushButton[kind="primary"] { background: $accent; color: $on_accent; border-color: $accent; font-weight: 600; }
QPushButton[kind="primary"]:hover, QPushButton[kind="primary"]:pressed { background: $accent_deep;
  border-color: $accent_deep; }
QPushButton[kind="primary"]:focus { border: ${ring}px solid $ink; }
QPushButton[kind="primary"]:disabled { background: $hover; color: $ink_soft; border-color: $hairline; }
QPushButton[kind="danger"] { color: $danger; border-color: $danger; }
QPushButton[kind="quiet"], QToolButton[kind="quiet"] { background: transparent; border-color: transparent; }
QPushButton[kind="quiet"]:hover, QToolButton[kind="quiet"]:hover { background: $hover; }
QPushButton[kind="quiet"]:focus, QToolButton[kind="quiet"]:focus { border-color: $focus; }
QPushButton[kind="link"] { background: transparent; border: none; color: $accent; padding: 0; min-height: ${link}px;
  text-align: left; }
QPushButton[kind="link"]:hover { color: $accent_deep; text-decoration: underline; }
QPushButton[kind="link"]:focus { background: $accent_soft; color: $accent_deep; text-decoration: underline;
  border-radius: 4px; padding: 0; min-height: ${link}px; }
QPushButton[kind="link"]:disabled { color: $ink_soft; background: transparent; }
QPushButton[small="true"] { font-size: ${note}px; }
QToolButton[kind="inner"] { background: transparent; border: none; padding: 0; min-height: 0; }
QToolButton[kind="inner"]:hover { background: $hover; border-radius: 4px; }

QCheckBox, QRadioButton { spacing: 8px; min-height: ${drop}px; }
QGroupBox { border: none; }

QMenuBar { background: $canvas; color: $ink; border-bottom: 1px solid $hairline; padding: 2px 8px; }
QMenuBar::item { padding: 5px 10px; border-radius: 4px; background: transparent; }
QMenuBar::item:selected { background: $hover; }
QMenu { background: $raised; color: $ink; border: 1px solid $edge; padding: 4px; }
QMenu::item { padding: 6px 28px 6px 12px; border-radius: 4px; min-height: 20px; }
QMenu::item:selected { background: $accent_soft; color: $ink; }
QMenu::item:disabled { color: $ink_soft; }
QMenu::separator { height: 1px; background: $hairline; margin: 4px 8px; }
QFrame[role="popup"] { background: $raised; border: 1px solid $edge; border-radius: ${radius}px; }
QToolButton[kind="picture"] { background: transparent; border: none; }
QToolTip { background: $raised; color: $ink; border: 1px solid $edge; padding: 4px 8px; font-size: ${note}px; }
QStatusBar { background: $canvas; color: $ink_soft; border-top: 1px solid $hairline; }
QStatusBar::item { border: none; }

QListView, QTreeView, QTableView { background: $paper; color: $ink; border: none; outline: none;
  gridline-color: $hairline; selection-background-color: $accent_soft; selection-color: $ink; }
QListView::item, QTreeView::item { min-height: ${row}px; padding: 0 8px; }
QListView::item:hover, QTreeView::item:hover { background: $hover; }
QListView::item:selected, QTreeView::item:selected { background: $accent_soft; color: $ink; }
QHeaderView::section { background: $canvas; color: $ink_soft; border: none; border-bottom: 1px solid $hairline;
  padding: 6px 8px; font-size: ${note}px; }
QTableCornerButton::section { background: $canvas; border: none; }
QProgressBar { background: $hairline; border: none; border-radius: 2px; max-height: 4px; min-height: 4px; }
QProgressBar::chunk { background: $accent; border-radius: 2px; }
QSplitter::handle { background: $hairline; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }

QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: $scroll; border-radius: 3px; }
QScrollBar::handle:vertical { min-height: 32px; margin: 0 3px; border: none; }
QScrollBar::handle:horizontal { min-width: 32px; margin: 3px 0; border: none; }
QScrollBar::handle:hover { background: $edge; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
""")


@cache
def style_sheet(look: Tokens, percent: int = 100) -> str:
    """Return the style sheet of a theme with text and fields so large; made once for each."""

    def grown(pixels: int) -> int:
        return round(pixels * percent / 100)

    ring = look.ring
    numbers = {
        "base": grown(BASE_PX),
        "note": grown(NOTE_PX),
        "heading": grown(HEADING_PX),
        "title": grown(TITLE_PX),
        "row": grown(32),
        "drop": grown(28),
        "link": grown(22),
        "radius": RADIUS,
        "border": look.border,
        "ring": ring,
        # a thicker ring takes its room from the padding, so that nothing moves on focus
        "inner": grown(FIELD_HEIGHT) - 2 * look.border,
        "focusinner": grown(FIELD_HEIGHT) - 2 * ring,
        "pad": 10,
        "focuspad": 10 - (ring - look.border),
        "textpad": 6,
        "focustextpad": 5,
    }
    colours = {name: value for name, value in vars(look).items() if isinstance(value, str)}
    return _SHEET.substitute(colours | {name: str(value) for name, value in numbers.items()})
