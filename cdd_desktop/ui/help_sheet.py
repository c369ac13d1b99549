"""The help in the side sheet: a topic with its pictures and the ways to others, and the table of contents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QSizePolicy, QWidget

from cdd_desktop.ui import help as texts
from cdd_desktop.ui.help import Block, Heading, Links, Paragraph, Picture, Points
from cdd_desktop.ui.text import ThaiLabel
from cdd_desktop.ui.theme import RADIUS, tokens
from cdd_desktop.ui.widgets import SideSheet, button, column, heading
from cdd_desktop.ui.zoom import px

SHARPNESS = 1.5  # pixels of a picture for one of the window: at 150 % it is as sharp as the window itself
CONTENTS = "สารบัญ"


class HelpPicture(QWidget):
    """A picture of the program, as large as it was or as the sheet lets it be."""

    def __init__(self, picture: Picture, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pixmap = QPixmap(str(texts.folder() / "pictures" / picture.file))
        self.setAccessibleName(f"ภาพ: {picture.words}")
        self.setToolTip(picture.words)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _fitted(self, width: int) -> QSize:
        whole = QSize(px(self._pixmap.width() / SHARPNESS), px(self._pixmap.height() / SHARPNESS))
        return (
            whole if whole.width() <= width else whole.scaled(width, whole.height(), Qt.AspectRatioMode.KeepAspectRatio)
        )

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._fitted(width).height()

    def sizeHint(self) -> QSize:
        return self._fitted(px(360))

    def paintEvent(self, event: QPaintEvent) -> None:
        area = QRectF(0, 0, *self._fitted(self.width()).toTuple())
        ratio = self.devicePixelRatioF()
        sharp = self._pixmap.scaled(
            (area.size() * ratio).toSize(),
            Qt.AspectRatioMode.IgnoreAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )  # once, smoothly: drawn into a smaller area Qt would leave pixels of the letters out
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.drawPixmap(area, sharp, QRectF(sharp.rect()))
        painter.setPen(QPen(QColor(tokens().hairline), 1))
        painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        painter.end()


def names_above(widget: QWidget | None) -> Iterator[str]:
    """Yield the names of a control and of all that it stands in, from the inside out."""
    while widget is not None:
        yield widget.objectName()
        widget = widget.parentWidget()


def show_help(sheet: SideSheet, names: Iterable[str]) -> None:
    """Show the help of where the person is: ``names`` of controls from the inside out, then of the page."""
    show_topic(sheet, texts.topic_for(names))


def show_over(content: QWidget) -> None:
    """Show the help of what has no side sheet of its own, over it."""
    sheet = content.findChild(SideSheet) or SideSheet(content)
    show_help(sheet, names_above(content))


def show_topic(sheet: SideSheet, name: str) -> None:
    """Show a topic of the help."""
    shown = texts.topic(name)
    sheet.clear()
    first = _way(sheet, CONTENTS, "")
    _add(sheet, _row(first))
    for block in shown.blocks:
        _add(sheet, _widget(sheet, block))
    _finish(sheet, "วิธีใช้", first)


def show_contents(sheet: SideSheet) -> None:
    """Show all topics by group."""
    sheet.clear()
    ways: list[QPushButton] = []
    for title, names in texts.contents().groups:
        _add(sheet, heading(title))
        for name in names:
            ways.append(_way(sheet, texts.topic(name).title, name))
            _add(sheet, _row(ways[-1]))
    _finish(sheet, "วิธีใช้: สารบัญ", ways[0])


def _finish(sheet: SideSheet, title: str, first: QPushButton) -> None:
    sheet.body.addStretch(1)
    sheet.open(title)
    first.setFocus(Qt.FocusReason.OtherFocusReason)
    area = sheet.findChild(QScrollArea)
    if area is not None:
        QTimer.singleShot(0, area, lambda: area.verticalScrollBar().setValue(0))


def _widget(sheet: SideSheet, block: Block) -> QWidget:
    match block:
        case Heading(text):
            return heading(text)
        case Paragraph(text):
            return ThaiLabel(text)
        case Points(lines):
            return _points(lines)
        case Picture():
            return HelpPicture(block)
        case Links(ways):
            return _links(sheet, ways)


def _points(lines: Iterable[str]) -> QWidget:
    points = QWidget()
    rows = column(points, spacing=4)
    for line in lines:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(ThaiLabel("•", wrap=False), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(ThaiLabel(line), 1)
        rows.addLayout(row)
    return points


def _links(sheet: SideSheet, ways: Iterable[tuple[str, str]]) -> QWidget:
    made = QWidget()
    rows = column(made, spacing=2, margins=(0, 8, 0, 0))
    rows.addWidget(ThaiLabel("ดูเพิ่ม", "note"))
    for words, name in ways:
        rows.addWidget(_way(sheet, words, name), 0, Qt.AlignmentFlag.AlignLeft)
    return made


def _way(sheet: SideSheet, words: str, name: str) -> QPushButton:
    """Return a link to a topic, or ("") to the table of contents."""

    def follow() -> None:
        # after the click is over: the sheet lets the link go that was pressed
        QTimer.singleShot(0, sheet, lambda: show_topic(sheet, name) if name else show_contents(sheet))

    return button(words, "link", "" if name else "list-checks", follow)


def _row(widget: QWidget) -> QWidget:
    row = QWidget()
    box = QHBoxLayout(row)
    box.setContentsMargins(0, 0, 0, 0)
    box.addWidget(widget)
    box.addStretch(1)
    return row


def _add(sheet: SideSheet, widget: QWidget) -> None:
    sheet.body.addWidget(widget)
