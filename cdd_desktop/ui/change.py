"""What the session tells the screens."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Change:
    """What has changed.

    Attributes:
        indicators: ids in the open round whose values, notes or results changed.
        facts: fact ids, where a single entry changed by a single edit.
        outside: the values did not come from the field itself (undo, redo, another round): fields show them anew.
        everything: another round is open, or another office works.
        saving: the state of saving changed.
        settings: a setting changed.
    """

    indicators: frozenset[str] = frozenset()
    facts: frozenset[str] = frozenset()
    outside: bool = False
    everything: bool = False
    saving: bool = False
    settings: bool = False
