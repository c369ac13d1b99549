"""What a field commits: taken at once, announced, left waiting for the disk; refused where the entry stands still."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from cdd_desktop.criteria.kinds import FactValue, ValueProblem
from cdd_desktop.criteria.model import Indicator
from cdd_desktop.errors import UserError
from cdd_desktop.store import guard
from cdd_desktop.ui.change import Change
from cdd_desktop.ui.entries import Entries
from cdd_desktop.ui.entry import Stored
from cdd_desktop.ui.saving import SaveQueue

if TYPE_CHECKING:
    from cdd_desktop.ui.session import Session


class Edits:
    """Takes the edits of the open round."""

    def __init__(self, session: Session, entries: Entries, queue: SaveQueue) -> None:
        self._session = session
        self._entries = entries
        self._queue = queue

    def commit(self, indicator: Indicator, fact_id: str, given: FactValue | None) -> None:
        """Take a value, or text that its kind reads; text it cannot read is kept as a draft."""
        kind = indicator.fact_by_id[fact_id].kind
        try:
            value = kind.parse(given) if isinstance(given, str) else given
        except ValueProblem:
            self._keep(indicator, {fact_id: None}, {fact_id: str(given)})
            return
        self._keep(indicator, {fact_id: None if value is None else kind.to_json(value)}, {fact_id: None})

    def set_note(self, indicator_id: str, text: str) -> None:
        """Take the note of an entry."""
        stored, store, key = self._stored(indicator_id), self._session.store, self._session.key(indicator_id)
        if text == self._session.entry(indicator_id).note or self._refused(indicator_id):
            return
        stored.note, stored.touched = text, True
        self._announce(indicator_id, frozenset(), lambda: store.set_note(key, text))

    def _stored(self, indicator_id: str) -> Stored:
        return self._entries.stored(self._session.pack, indicator_id, self._session.round_id)

    def _keep(self, indicator: Indicator, values: dict[str, Any], drafts: dict[str, str | None]) -> None:
        stored = self._stored(indicator.id)
        shown = self._shown(indicator) if stored.is_empty() or self._session.locked(indicator.id) else stored.values
        if (_holds(shown, values) and _holds(stored.drafts, drafts)) or self._refused(indicator.id):
            return
        changed = frozenset(values)
        label = _label(indicator, next(iter(values)))
        if stored.is_empty():  # what the form showed filled in becomes the office's own with its first edit
            values = shown | values
        _put(stored.values, values)
        _put(stored.drafts, drafts)
        stored.touched = True
        store, key = self._session.store, self._session.key(indicator.id)
        self._announce(indicator.id, changed, lambda: store.set_entry(key, values, drafts, action=label))

    def _shown(self, indicator: Indicator) -> dict[str, Any]:
        """Return what the form shows: filled in beforehand, or frozen."""
        facts = self._session.entry(indicator.id).facts
        known = indicator.fact_by_id
        return {name: known[name].kind.to_json(value) for name, value in facts.items() if name in known}

    def _refused(self, indicator_id: str) -> bool:
        """Say why a locked entry keeps what it has; what a person typed there would never reach the disk."""
        session = self._session
        if not session.locked(indicator_id):
            return False
        session.failed.emit(self._refusal(indicator_id))
        session.reload([indicator_id])
        return True

    def _refusal(self, indicator_id: str) -> UserError:
        session = self._session
        submission = session.state(indicator_id).submission
        if submission is not None:
            return guard.refusal(submission)
        try:
            session.require_open()
        except UserError as error:
            return error
        return UserError("ผู้ใช้งานนี้ดูได้อย่างเดียว ไม่มีอะไรเปลี่ยน")

    def _announce(self, indicator_id: str, facts: frozenset[str], write: Callable[[], object]) -> None:
        session = self._session
        self._entries.regrade(session.pack, indicator_id, session.round_id)
        saving = self._queue.add(write)
        session.changed.emit(Change(frozenset({indicator_id}), facts, saving=saving))
        self._queue.start()


def _label(indicator: Indicator, fact_id: str) -> str:
    fact = indicator.fact_by_id[fact_id]
    return f"แก้ “{fact.short or fact.label}” ภารกิจ {indicator.no}"


def _holds(target: Mapping[str, Any], values: Mapping[str, Any]) -> bool:
    return all(target.get(name) == value for name, value in values.items())


def _put(target: dict[str, Any], values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        if value is None:
            target.pop(name, None)
        else:
            target[name] = value
