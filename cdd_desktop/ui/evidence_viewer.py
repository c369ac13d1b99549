"""One piece of evidence, large, over the mission: fitted or at its own size, with its caption and what it proves."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import PurePath

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QColor, QHideEvent, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from cdd_desktop.errors import UserError
from cdd_desktop.store.evidence import CAPTION_LENGTH, Evidence
from cdd_desktop.store.proofs import Proof
from cdd_desktop.thai.dates import show_datetime
from cdd_desktop.ui import theme
from cdd_desktop.ui.controls import Select
from cdd_desktop.ui.line_edit import SCOPE, CommitLine
from cdd_desktop.ui.text import ThaiLabel
from cdd_desktop.ui.widgets import button, icon_button

FIT, FULL = "พอดีจอ", "ขนาดจริง"
_ARROWS = {Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down}


class ImageView(QAbstractScrollArea):
    """A picture, fitted into the view or at its own size, then moved by dragging; or words in its place."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("evidenceImage")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.image = QImage()
        self.fitted = True
        self._words = ""
        self._grabbed: QPoint | None = None

    def show_image(self, image: QImage, words: str = "") -> None:
        """Show a picture; ``words`` stand where there is none."""
        self.image, self._words = image, words
        self._lay()

    def set_fitted(self, fitted: bool) -> None:
        """Fit the picture into the view, or show it at its own size."""
        self.fitted = fitted
        self._lay()

    def _size(self) -> QSizeF:
        """Return how large the picture is drawn, in logical pixels; a small one is never drawn larger than it is."""
        whole = QSizeF(self.image.size()) / self.devicePixelRatioF()
        room = QSizeF(self.viewport().size()) - QSizeF(24, 24)
        if not self.fitted or (whole.width() <= room.width() and whole.height() <= room.height()):
            return whole
        return whole.scaled(room, Qt.AspectRatioMode.KeepAspectRatio)

    def _lay(self) -> None:
        size, view = self._size(), self.viewport().size()
        for bar, whole, seen in (
            (self.horizontalScrollBar(), size.width(), view.width()),
            (self.verticalScrollBar(), size.height(), view.height()),
        ):
            bar.setRange(0, max(round(whole) - seen, 0))
            bar.setPageStep(seen)
            bar.setSingleStep(40)
            bar.setValue(bar.maximum() // 2)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.tokens()
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), QColor(look.hairline))
        if self.image.isNull():
            painter.setFont(theme.font())
            painter.setPen(QColor(look.ink))
            area = self.viewport().rect().adjusted(24, 0, -24, 0)
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._words)
            painter.end()
            return
        size = self._size()
        place = QRectF(QPointF(0, 0), size)
        place.moveCenter(QRectF(self.viewport().rect()).center())
        if size.width() > self.viewport().width():
            place.moveLeft(-self.horizontalScrollBar().value())
        if size.height() > self.viewport().height():
            place.moveTop(-self.verticalScrollBar().value())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(place, self.image)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.fitted or event.key() not in _ARROWS:
            event.ignore()  # the viewer goes on to the next one
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._grabbed = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grabbed is not None:
            now = event.position().toPoint()
            for bar, way in (
                (self.horizontalScrollBar(), now.x() - self._grabbed.x()),
                (self.verticalScrollBar(), now.y() - self._grabbed.y()),
            ):
                bar.setValue(bar.value() - way)
            self._grabbed = now

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._grabbed = None


class EvidenceViewer(QFrame):
    """Lies over its parent; Esc closes it, the focus stays inside meanwhile.

    Signals:
        closed: with the Evidence shown last.
        captioned: an Evidence and its new caption.
        proof_chosen: an Evidence and the id of what it proves.
        removed: an Evidence.
        copy_wanted: an Evidence.
    """

    closed = Signal(object)
    captioned = Signal(object, str)
    proof_chosen = Signal(object, str)
    removed = Signal(object)
    copy_wanted = Signal(object)

    def __init__(self, over: QWidget, load: Callable[[str], bytes], proofs: Sequence[Proof]) -> None:
        super().__init__(over)
        self.setObjectName("evidenceViewer")
        self.setProperty("role", "panel")
        self.setProperty(SCOPE, "viewer")
        self._over = over
        self._load = load
        self._items: list[Evidence] = []
        self._at = 0
        self.view = ImageView()
        self.title = ThaiLabel("", "subheading", wrap=False)
        self.facts = ThaiLabel("", "note", lines=2)
        self.caption = CommitLine()
        self.caption.setMaxLength(CAPTION_LENGTH)
        self.caption.setPlaceholderText("คำบรรยาย พิมพ์ใต้ภาพในเอกสารหลักฐาน")
        self.caption.setAccessibleName("คำบรรยาย")
        self.caption.entered.connect(lambda text: self.captioned.emit(self.current(), text))
        self.proof = Select()
        self.proof.setAccessibleName("ใช้ยืนยัน")
        self.proof.addItem("ยังไม่ระบุ", "")
        for item in proofs:
            self.proof.addItem(item.about or item.text, item.id)
        self.proof.setEnabled(bool(proofs))
        self.proof.activated.connect(lambda _: self.proof_chosen.emit(self.current(), str(self.proof.currentData())))
        self.size_button = button(FULL, "quiet", "scan", self.switch_size)
        self.back = icon_button("chevron-left", "ก่อนหน้า (←)", lambda: self.step(-1))
        self.on = icon_button("chevron-right", "ถัดไป (→)", lambda: self.step(1))
        self.delete = button("ลบ", "quiet", "trash-2", lambda: self.removed.emit(self.current()))
        self._build()
        over.installEventFilter(self)
        self.hide()

    def _build(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(12, 6, 12, 6)
        bar.setSpacing(8)
        close = button("กลับ", "quiet", "chevron-left", self.close_viewer)
        close.setToolTip("กลับไปภารกิจ (Esc)")
        copy = button("บันทึกสำเนา", "quiet", "download", lambda: self.copy_wanted.emit(self.current()))
        bar.addWidget(close)
        bar.addWidget(self.title, 1)
        for made in (self.back, self.on, self.size_button, copy, self.delete):
            bar.addWidget(made)
        words = QGridLayout()
        words.setContentsMargins(20, 12, 20, 12)
        words.setHorizontalSpacing(12)
        words.setVerticalSpacing(6)
        words.setColumnStretch(1, 1)
        words.addWidget(ThaiLabel("คำบรรยาย", wrap=False), 0, 0)
        words.addWidget(self.caption, 0, 1)
        words.addWidget(ThaiLabel("ใช้ยืนยัน", wrap=False), 0, 2)
        words.addWidget(self.proof, 0, 3)
        words.addWidget(self.facts, 1, 0, 1, 4)
        self.proof.setMinimumWidth(200)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(self.view, 1)
        column.addLayout(words)

    # --- showing -------------------------------------------------------------------------------------------------

    def open_at(self, items: Sequence[Evidence], item: Evidence, *, locked: bool = False) -> None:
        """Show one of several."""
        self._items = list(items)
        self._at = next((at for at, one in enumerate(self._items) if one.id == item.id), 0)
        self.caption.setReadOnly(locked)
        self.proof.setEnabled(not locked and self.proof.count() > 1)
        self.delete.setVisible(not locked)
        self.setGeometry(self._over.rect())
        self.show()
        self.raise_()
        self._show_current()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self, items: Sequence[Evidence]) -> None:
        """Show what has become of them; closes where none is left."""
        if not self.isVisible():
            return
        shown = self.current().id
        self._items = list(items)
        if not self._items:
            self.close_viewer()
            return
        self._at = next((at for at, one in enumerate(self._items) if one.id == shown), min(self._at, len(items) - 1))
        self._show_current()

    def current(self) -> Evidence:
        return self._items[self._at]

    def step(self, steps: int) -> None:
        """Go to the next (or an earlier) one; the ends hold."""
        self.caption.commit()
        at = min(max(self._at + steps, 0), len(self._items) - 1)
        if at != self._at:
            self._at = at
            self._show_current()

    def switch_size(self) -> None:
        """Go from fitted to the picture's own size, or back."""
        self.view.set_fitted(not self.view.fitted)
        self.size_button.setText(FULL if self.view.fitted else FIT)

    def close_viewer(self) -> None:
        """Go back to the mission."""
        self.caption.commit()
        self.hide()

    def _show_current(self) -> None:
        item = self.current()
        sort = "ภาพ" if item.kind == "picture" else "ไฟล์"
        self.title.setText(f"{sort}ที่ {self._at + 1} จาก {len(self._items)}")
        self.back.setEnabled(self._at > 0)
        self.on.setEnabled(self._at < len(self._items) - 1)
        self.size_button.setVisible(item.kind == "picture")
        self.caption.settle(item.caption)
        self.proof.setCurrentIndex(max(self.proof.findData(item.proves), 0))
        self.facts.setText(" · ".join(_facts(item)))
        self.view.show_image(*self._image(item))
        self.view.setAccessibleName(item.caption or item.name)

    def _image(self, item: Evidence) -> tuple[QImage, str]:
        if item.kind == "file":
            sort = PurePath(item.name).suffix[1:].upper()
            return QImage(), f"{item.name}\n\nไฟล์ {sort} ดูเนื้อในได้เมื่อบันทึกสำเนาแล้วเปิดด้วยโปรแกรมของไฟล์นั้น"
        try:
            image = QImage.fromData(self._load(item.sha256))
        except UserError as error:
            return QImage(), str(error)
        return image, "ไฟล์ภาพเสีย กู้คืนจากสำเนาสำรอง หรือเพิ่มภาพเดิมอีกครั้ง"

    # --- Qt ------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys: dict[int, Callable[[], object]] = {
            Qt.Key.Key_Escape: self.close_viewer,
            Qt.Key.Key_Left: lambda: self.step(-1),
            Qt.Key.Key_Right: lambda: self.step(1),
            Qt.Key.Key_PageUp: lambda: self.step(-1),
            Qt.Key.Key_PageDown: lambda: self.step(1),
            Qt.Key.Key_Home: lambda: self.step(-len(self._items)),
            Qt.Key.Key_End: lambda: self.step(len(self._items)),
            Qt.Key.Key_Space: self.switch_size,
            Qt.Key.Key_F2: lambda: self.caption.setFocus(Qt.FocusReason.ShortcutFocusReason),
        }
        if event.key() in keys and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            keys[event.key()]()
        elif event.key() == Qt.Key.Key_Delete and self.delete.isVisible():
            self.removed.emit(self.current())
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Keep Tab inside while the mission lies hidden below."""
        stops = [self.view, self.caption, self.proof, *self.findChildren(type(self.delete)), self.back, self.on]
        open_stops = [stop for stop in stops if stop.isVisible() and stop.isEnabled()]
        focus = self.window().focusWidget()
        at = open_stops.index(focus) if focus in open_stops else -1
        following = open_stops[(at + (1 if forward else -1)) % len(open_stops)]
        following.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self.setGeometry(self._over.rect())
        return False

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.view.show_image(QImage())  # a large picture is not kept
        if self._items:
            self.closed.emit(self.current())


def _facts(item: Evidence) -> list[str]:
    parts = [item.name]
    if item.taken_at is not None:
        parts.append(f"ถ่ายเมื่อ {show_datetime(item.taken_at)}")
    if item.width:
        parts.append(f"{item.width:,} × {item.height:,} จุด")
    parts.append(f"{item.size / 1024:,.0f} KB" if item.size < 1 << 20 else f"{item.size / (1 << 20):,.1f} MB")
    if item.place:
        parts.append(f"ตำแหน่งโดยประมาณ {item.place.replace(',', ', ')}")
    return parts
