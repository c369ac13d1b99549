"""Where the person is in the window: the page that is shown, and the ways on and back from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, SignalInstance

from cdd_desktop.criteria.model import Indicator
from cdd_desktop.ui.page import FIRST, HOME, PREVIEW, READBACK, Page

if TYPE_CHECKING:
    from cdd_desktop.ui.main_window import MainWindow
    from cdd_desktop.ui.mission_page import MissionPage

_PASSING = {FIRST, PREVIEW, READBACK}  # nobody comes back to these by themselves


class Whereabouts(QObject):
    """Bound to one window.

    Attributes:
        place: what is shown, "" before anything is.
        last: where the person was last that is worth coming back to.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.place = ""
        self.last = HOME

    def go(self, place: str) -> None:
        """Show a page: home, documents, settings, or a mission by its id."""
        window = self._window
        if window.session.office is None:
            place = FIRST
        page = window.pages.at(place)
        if page is None:
            place, page = HOME, window.pages.home()
        self.leave()
        self.place = place
        if place not in _PASSING:
            self.last = place
        window.stack.setCurrentWidget(page)
        window.navigation.mark(place)
        if (mission := self.mission_page()) is not None:
            following = self.neighbour(1)
            mission.show_next(f"{following.no} {following.short}" if following else "")
        page.enter()

    def go_again(self) -> None:
        """Show anew what is shown, or where the person was before what cannot be."""
        self.go(self.last if self.place in _PASSING else self.place)

    def leave(self) -> None:
        """Take what has been typed on the page that is shown."""
        if (page := self.shown_page()) is not None:
            page.leave()

    def mission_page(self) -> MissionPage | None:
        """Return the mission that is shown, None on another page."""
        return self._window.pages.mission()

    def shown_page(self) -> Page | None:
        """Return the page that is shown, None before there is any."""
        page = self._window.stack.currentWidget()
        return page if isinstance(page, Page) else None

    def neighbour(self, steps: int) -> Indicator | None:
        """Return the mission that many places on, None past either end; from home, the first."""
        indicators = self._window.session.indicators
        at = next((at for at, item in enumerate(indicators) if item.id == self.place), None)
        if at is None:
            return indicators[0] if steps > 0 and indicators else None
        return indicators[at + steps] if 0 <= at + steps < len(indicators) else None

    def step(self, steps: int) -> None:
        """Go to the next (or last) mission; past the end, home."""
        found = self.neighbour(steps)
        self.go(found.id if found else HOME)

    def back(self) -> None:
        """Leave the sheet, or the page as its own way back does; a page without one stays."""
        closed = getattr(self.shown_page(), "closed", None)
        if self._window.sheet.isVisible():
            self._window.sheet.close_sheet()
        elif isinstance(closed, SignalInstance):
            closed.emit()

    def close_preview(self) -> None:
        """Go from the preview to where the person was before."""
        self.go(self.last)
        self._window.pages.preview().clear()
