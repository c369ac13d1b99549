"""The guided tour: steps that are data, and how each is completed by doing it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QPoint, QTimer
from PySide6.QtWidgets import QScrollArea, QWidget

from cdd_desktop import paths
from cdd_desktop.criteria.yaml_reader import Problems, Value, read_yaml
from cdd_desktop.store.documents import documents
from cdd_desktop.store.evidence import evidence_of
from cdd_desktop.store.people import Right, allowed
from cdd_desktop.store.submissions import Phase
from cdd_desktop.ui.tour_card import Halo, TourCard

if TYPE_CHECKING:
    from cdd_desktop.ui.main_window import MainWindow

# what the data folder remembers: the step, that it does not come by itself, and that its card is folded
PLACE, ASIDE, FOLDED = "tour", "tourAside", "tourFolded"
_LOOK_MS = 200  # between two looks at where the control is and whether the step is done
_ABOVE = 8  # what is left free over a control that is higher than the page
_LAID_OUT_MS = 80  # a page that was just opened, and the room the text of a step takes, are laid out first


@dataclass(frozen=True)
class Step:
    """One step; the fields are explained in ``resources/tour.yaml``."""

    title: str
    text: str
    place: str = ""
    target: str = ""
    done: str = ""


def load_steps() -> tuple[Step, ...]:
    """Return the steps; raises ValueError where what was installed is not what it should be."""
    problems = Problems()
    read = read_yaml(paths.resources() / "tour.yaml", problems)
    if read is None or problems.found:
        raise ValueError("tour.yaml: " + "; ".join(str(item) for item in problems.found))
    return tuple(Step(**{name: str(text) for name, text in one.items()}) for one in _plain(read)["steps"])


def _plain(value: Value) -> Any:
    raw = value.raw
    if isinstance(raw, dict):
        return {name: _plain(item) for name, item in raw.items()}
    return [_plain(item) for item in raw] if isinstance(raw, list) else raw


class Tour(QObject):
    """Leads through one window; goes on when the person says so, never by itself."""

    def __init__(self, window: MainWindow, over: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._session = window.session
        self.steps = load_steps()
        self.at = 0
        self.done = False
        self._before: object = None
        self.card = TourCard()
        self.card.fold(folded=bool(self._session.local(FOLDED, False)))
        self.halo = Halo(over)
        self.card.next_wanted.connect(self.go_on)
        self.card.back_wanted.connect(self.go_back)
        self.card.closed.connect(self.stop)
        self.card.folded.connect(lambda folded: self._session.remember(FOLDED, folded))
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self._look)

    @property
    def running(self) -> bool:
        return self._timer.isActive()

    @property
    def step(self) -> Step:
        return self.steps[self.at]

    def offer(self) -> None:
        """Begin where the person stopped, unless they have put the tour aside or been through it."""
        if not self.running and not self._session.local(ASIDE, False):
            self.take_up()

    def take_up(self) -> None:
        """Begin where the person stopped; from the first step after the last."""
        at = self._session.local(PLACE, 0)
        self.start(at if isinstance(at, int) else 0)

    def start(self, at: int = 0) -> None:
        """Begin at a step."""
        self._session.remember(ASIDE, False)
        self._timer.start()
        self._show(max(0, min(at, len(self.steps) - 1)))

    def go_on(self) -> None:
        """Go to the next step; past the last one the tour is over."""
        if self.at + 1 < len(self.steps):
            self._show(self.at + 1)
        else:
            self.stop()
            self._session.remember(PLACE, 0)

    def go_back(self) -> None:
        self._show(max(self.at - 1, 0))

    def stop(self) -> None:
        """Put the tour aside; it does not come by itself again."""
        self._timer.stop()
        self.card.hide()
        self.halo.hide()
        self._session.remember(ASIDE, True)

    def _show(self, at: int) -> None:
        self.at, self.done = at, False
        self._session.remember(PLACE, at)
        if "sheet" in vars(self._window) and self._window.sheet.isVisible():
            self._window.sheet.close_sheet()  # it would lie over what the step speaks of
        if self.step.place and self._window.place != self.step.place:
            self._window.go(self.step.place)
        self._before = self._seen()
        self.card.show_step(self.step.title, self.step.text, at + 1, len(self.steps))
        QTimer.singleShot(_LAID_OUT_MS, self, self._bring_into_sight)
        self._look()

    # --- what is framed --------------------------------------------------------------------------------------------

    def target(self) -> QWidget | None:
        """Return the control of this step, None where it has none or it is not in sight."""
        if not self.step.target:
            return None
        found = self._window.findChildren(QWidget, self.step.target)
        return next((widget for widget in found if widget.isVisible()), None)

    def _bring_into_sight(self) -> None:
        target = self.target()
        around = target.parentWidget() if target is not None else None
        while around is not None and not isinstance(around, QScrollArea):
            around = around.parentWidget()
        if target is None or around is None:
            return
        room = around.viewport().height()
        around.ensureWidgetVisible(target, 0, max(room - target.height(), 0) // 2)
        if target.height() > room and (page := around.widget()) is not None:
            around.verticalScrollBar().setValue(target.mapTo(page, QPoint(0, -_ABOVE)).y())

    def _look(self) -> None:
        if not self._window.isVisible():  # closed, and its store with it
            self._timer.stop()
            return
        self.halo.frame(self.target())
        if not self.done and self.step.done and self._is_done():
            self.done = True
            self.card.show_done()

    # --- when it is done -------------------------------------------------------------------------------------------

    def _seen(self) -> object:
        """Return what doing this step changes, None where there is nothing yet or the step asks for no change."""
        verb, _, about = self.step.done.partition(" ")
        session = self._session
        known: Mapping[str, Callable[[], object]] = {
            "fact": lambda: dict(session.entry(about).facts),
            "evidence": lambda: evidence_of(session.store, session.key(about)),
            "numbered": lambda: documents(session.store),
            "undone": session.redo_label,
        }
        return known[verb]() if verb in known else None

    def _is_done(self) -> bool:
        verb, _, about = self.step.done.partition(" ")
        session, window = self._session, self._window
        states: Mapping[str, Callable[[], bool]] = {
            "place": lambda: window.place == about,
            "sheet": lambda: "sheet" in vars(window) and window.sheet.isVisible(),
            "sent": lambda: session.state(about).submission is not None,
            "may_certify": lambda: allowed(session.store, Right.CERTIFY),
            "certified": lambda: session.state(about).phase is Phase.CERTIFIED,
        }
        if verb in states:
            return states[verb]()
        return (seen := self._seen()) is not None and seen != self._before
