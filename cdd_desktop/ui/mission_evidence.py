"""The evidence of one mission page: the strip in the form, the viewer over the page, dropping and pasting anywhere."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QDropEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QScrollArea, QWidget

from cdd_desktop.criteria.model import Indicator
from cdd_desktop.store.evidence import Evidence
from cdd_desktop.ui.evidence_desk import EvidenceDesk, offer_of
from cdd_desktop.ui.evidence_strip import EvidenceStrip
from cdd_desktop.ui.evidence_viewer import EvidenceViewer
from cdd_desktop.ui.session import Change

_DRAGS = {QEvent.Type.DragEnter, QEvent.Type.DragMove}


class MissionEvidence(QObject):
    """Binds strip and viewer to a page."""

    def __init__(self, page: QWidget, desk: EvidenceDesk, indicator: Indicator) -> None:
        super().__init__(page)
        self._page = page
        self._desk = desk
        self._indicator = indicator
        self._stale = True
        self.strip = EvidenceStrip(desk, indicator)
        self.viewer = EvidenceViewer(page, desk, self.strip.proofs)
        self._connect()
        page.setAcceptDrops(True)
        page.installEventFilter(self)

    def _connect(self) -> None:
        viewer, desk = self.viewer, self._desk
        self.strip.opened.connect(self.open)
        self.strip.tiles.dragged.connect(self._follow_drag)
        self.strip.tiles.selectionModel().currentChanged.connect(lambda _now, _before: self._follow())
        viewer.closed.connect(self._closed)
        viewer.captioned.connect(desk.set_caption)
        viewer.proof_chosen.connect(lambda item, proof: desk.set_proves([item], proof))
        viewer.removed.connect(lambda item: desk.remove([item]))
        viewer.copy_wanted.connect(self.strip.save_copy)
        viewer.outside_wanted.connect(desk.open_outside)
        desk.session.changed.connect(self._on_change)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._watch)

    def _leave_drops(self) -> None:
        """Let what is dropped on a field of the form pass on to the page: a path in a field helps nobody."""
        for field in (*self._page.findChildren(QLineEdit), *self._page.findChildren(QPlainTextEdit)):
            field.setAcceptDrops(False)

    def show(self) -> None:
        """Show the evidence of the open round, as it is stored."""
        self._stale = False
        self._leave_drops()
        self.strip.show_entry(self._desk.session.entry(self._indicator.id).facts)
        self.viewer.refresh(self.strip.items())

    def open(self, item: Evidence) -> None:
        """Look at one, large."""
        self.viewer.open_at(self.strip.items(), item, locked=self.strip.tiles.locked)

    def _closed(self, item: Evidence) -> None:
        self.strip.tiles.choose(item)
        if self._page.isVisible() and self.strip.tiles.isVisible():
            self.strip.tiles.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_change(self, change: Change) -> None:
        if not (change.everything or change.outside or self._indicator.id in change.indicators):
            return
        if not self._page.isVisible():
            self._stale = True
        elif change.facts and not change.outside:
            self.strip.show_facts(self._desk.session.entry(self._indicator.id).facts)
        else:
            self.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is not self._page:
            return self._pasted_into_field(event)
        match event.type():
            case QEvent.Type.Show if self._stale:
                self.show()
            case QEvent.Type.Hide:
                self.viewer.hide()
            case QEvent.Type.DragEnter | QEvent.Type.DragMove | QEvent.Type.Drop if isinstance(event, QDropEvent):
                return self._dragged(event)
            case QEvent.Type.DragLeave:
                self.strip.show_drop(held=False)
            case QEvent.Type.KeyPress if _pastes(event):
                self.strip.add_pasted()
                return True
        return False

    def _pasted_into_field(self, event: QEvent) -> bool:
        """Take a picture or files that are pasted while a field has the focus; words are the field's own."""
        ours = _pastes(event) and _only_evidence(QGuiApplication.clipboard().mimeData())
        if ours:
            self.strip.add_pasted()
        return ours

    def _watch(self, _before: QWidget | None, now: QWidget | None) -> None:
        """See what is pasted into a field before the field does; fields come and go, so one at a time."""
        if isinstance(now, QLineEdit | QPlainTextEdit) and self._page.isAncestorOf(now):
            now.installEventFilter(self)

    def _follow(self) -> None:
        """Let the page scroll with the arrow keys: the tiles have no scroll bar of their own."""
        tiles, area = self.strip.tiles, self._area()
        form = area.widget() if area is not None else None
        if area is None or form is None or not tiles.hasFocus():
            return
        tile = tiles.visualRect(tiles.currentIndex())
        middle = tiles.mapTo(form, tile.center())
        area.ensureVisible(middle.x(), middle.y(), 0, tile.height() // 2 + 12)

    def _follow_drag(self, where: QPoint) -> None:
        """Let the page scroll when a tile is held near its edge."""
        area = self._area()
        form = area.widget() if area is not None else None
        if area is not None and form is not None:
            there = self.strip.tiles.mapTo(form, where)
            area.ensureVisible(there.x(), there.y(), 0, 48)

    def _bring_into_sight(self, widget: QWidget) -> None:
        area = self._area()
        if area is not None:
            QTimer.singleShot(0, lambda: area.ensureWidgetVisible(widget, 0, 60))  # once it has its place

    def _area(self) -> QScrollArea | None:
        above: QWidget | None = self.strip.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        return above

    def _dragged(self, event: QDropEvent) -> bool:
        data = event.mimeData()
        if self.strip.tiles.locked or not (data.hasImage() or any(url.isLocalFile() for url in data.urls())):
            return False
        event.setDropAction(Qt.DropAction.CopyAction)  # a file manager that moves would delete the original
        event.accept()
        self._leave_drops()
        self.strip.show_drop(held=event.type() in _DRAGS)
        if event.type() == QEvent.Type.DragEnter:
            self._bring_into_sight(self.strip.zone)
        if event.type() == QEvent.Type.Drop:
            self.strip.take(offer_of(data))
        return True


def _only_evidence(data: QMimeData | None) -> bool:
    """Return whether the clipboard holds files, or a picture alone: cells of Excel have words beside their picture."""
    offer = offer_of(data)
    return bool(offer.paths) or (bool(offer) and data is not None and not data.text().strip())


def _pastes(event: QEvent) -> bool:
    if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
        return False
    return event.matches(QKeySequence.StandardKey.Paste)
