"""What entries on the screen lack in evidence: asked of the store once for a round, worked out once for an entry."""

from __future__ import annotations

from collections.abc import Mapping

from cdd_desktop.store import Change, EntryKey, Store
from cdd_desktop.store.evidence import proved_in
from cdd_desktop.store.keys import EVIDENCE
from cdd_desktop.store.proofs import Proof, unproved
from cdd_desktop.ui.entry import Entry


class Lacking:
    """Knows it until evidence changes, wherever that was done; an edit of a value reads nothing."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._proved: dict[tuple[str, str], Mapping[EntryKey, frozenset[str]]] = {}
        self._found: dict[EntryKey, tuple[Entry, tuple[Proof, ...]]] = {}
        store.changed.append(self._on_change)

    def forget(self) -> None:
        """Read everything anew when it is next wanted."""
        self._proved.clear()
        self._found.clear()

    def of(self, key: EntryKey, entry: Entry) -> tuple[Proof, ...]:
        """Return what an entry claims and nothing proves; where nothing was entered yet, nothing is claimed."""
        if entry.untouched:
            return ()
        known = self._found.get(key)
        if known is None or known[0] is not entry:
            known = self._found[key] = entry, unproved(entry.indicator, self._proved_by(key), entry.facts)
        return known[1]

    def _proved_by(self, key: EntryKey) -> frozenset[str]:
        where = (key.pack, key.round)
        if where not in self._proved:
            self._proved[where] = proved_in(self._store, *where)
        return self._proved[where].get(key, frozenset())

    def _on_change(self, change: Change) -> None:
        if change.kind == EVIDENCE:
            self.forget()
