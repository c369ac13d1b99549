"""What an undo leaves to be done and to be said: texts that a value replaced, names of what was skipped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from cdd_desktop.criteria.model import Pack
from cdd_desktop.store import EntryKey, Store, Undone


class Stepped(NamedTuple):
    """What an undo or redo did, in words.

    Attributes:
        name: of the action ("" : there was none); ``skipped`` says what of it was left alone and why.
        altered: whether anything changed.
    """

    name: str
    skipped: tuple[str, ...]
    altered: bool


def drop_drafts(store: Store, keys: Iterable[EntryKey], undone: Undone) -> None:
    """A value that came back takes the place of the unreadable text that had pushed it out."""
    for key in keys:
        if key.record_id in undone.records:
            for name in store.drafts(key).keys() & store.facts(key).keys():
                store.set_draft(key, name, None)


def skipped_words(packs: Iterable[Pack], undone: Undone) -> Iterator[str]:
    """Yield what was left alone and why, in words."""
    known = {pack.id: pack for pack in packs}
    for name in undone.skipped:
        yield f"{_fact_words(known.values(), name)} (มีคนแก้หลังจากนั้น)"
    for key in undone.frozen:
        pack = known.get(key.pack)
        indicator = pack.indicator_by_id.get(key.indicator) if pack else None
        yield f"ภารกิจ {indicator.no if indicator else key.indicator} (ส่งแล้ว)"


def _fact_words(packs: Iterable[Pack], fact_id: str) -> str:
    facts = (indicator.fact_by_id.get(fact_id) for pack in packs for indicator in pack.indicators)
    from cdd_desktop.reports.history_fields import label_of  # late: no words of records are wanted at the start

    named = next((fact.short or fact.label for fact in facts if fact is not None), "")
    return named or label_of(fact_id) or "ช่องอื่น"
