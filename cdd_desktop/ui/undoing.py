"""What an undo leaves to be done and to be said: texts that a value replaced, names of what was skipped, and the way
to what it altered: nothing is taken back behind a person's back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from cdd_desktop.criteria.model import Pack
from cdd_desktop.errors import UserError
from cdd_desktop.store import Ahead, EntryKey, Store, Undone
from cdd_desktop.ui.page import CHANNELS, HISTORY, HOME, READBACK

if TYPE_CHECKING:
    from cdd_desktop.ui.main_window import MainWindow
    from cdd_desktop.ui.session import Session

_SHOW_ALL: Final = {HISTORY, CHANNELS, READBACK}  # these show themselves what became of any mission of the round


class Stepped(NamedTuple):
    """What an undo or redo did, in words.

    Attributes:
        name: of the action ("" : there was none); ``skipped`` says what of it was left alone and why.
        altered: whether anything changed.
        entries: what the action was about.
    """

    name: str
    skipped: tuple[str, ...]
    altered: bool
    entries: tuple[EntryKey, ...] = ()


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


# --- where it was -------------------------------------------------------------------------------------------------


def menu_text(window: MainWindow, word: str, ahead: Ahead | None) -> str:
    """Return what stands in the menu: what is done, to which action, and where, if that is not what is shown."""
    return f"{word}: {named(window, ahead.label, ahead.entries)}" if ahead is not None else word


def named(window: MainWindow, label: str, entries: Sequence[EntryKey]) -> str:
    """Return an action's name with the mission, round and quarter that it is about, as far as these are not shown."""
    page = window.mission_page()
    parts = (
        _mission_words(window.session, entries, label, page.indicator.id if page else ""),
        _round_words(window.session, entries, label),
    )
    place = " ".join(part for part in parts if part)
    return f"{label} – {place}" if place else label


def follow(window: MainWindow, entries: Sequence[EntryKey]) -> bool:
    """Go to what an action altered, where that is not shown already; return whether it could be shown."""
    session = window.session
    known = [key for key in entries if _can_be_shown(session, key)]
    if not known or window.place == HISTORY:
        return bool(known or not entries)
    stays = any(_is_open(session, key) for key in known)
    if not stays:
        try:
            session.open_round(known[0].round, known[0].pack)
        except UserError:  # something else waits to be written and cannot be
            return False
    missions = {key.indicator for key in known if _is_open(session, key)}
    if len(missions) == 1 or not (stays and window.place in missions):
        _go(window, missions)
    return True


def _go(window: MainWindow, missions: set[str]) -> None:
    if window.place not in _SHOW_ALL | (missions if len(missions) == 1 else {HOME}):
        window.go(missions.pop() if len(missions) == 1 else HOME)


def _is_open(session: Session, key: EntryKey) -> bool:
    return (key.pack, key.round) == (session.pack.id, session.round_id)


def _can_be_shown(session: Session, key: EntryKey) -> bool:
    pack = session.packs.get(key.pack)
    if pack is None or key.round not in {item.id for item in pack.rounds}:
        return False
    own = session.key(key.indicator)  # of another office nothing is shown
    taking_part = any(item.id == key.indicator for item in pack.indicators_in(key.round))
    return taking_part and (key.subject_kind, key.subject_id) == (own.subject_kind, own.subject_id)


def _mission_words(session: Session, entries: Sequence[EntryKey], label: str, shown: str) -> str:
    missions = list(dict.fromkeys((key.pack, key.indicator) for key in entries))
    if len(missions) != 1:
        return "" if not missions or "ภารกิจ" in label else f"{len(missions)} ภารกิจ"
    pack_id, mission = missions[0]
    pack = session.packs.get(pack_id)
    indicator = pack.indicator_by_id.get(mission) if pack else None
    words = f"ภารกิจ {indicator.no if indicator else mission}"
    return "" if mission == shown or _says(label, words) else words


def _round_words(session: Session, entries: Sequence[EntryKey], label: str) -> str:
    rounds = list(dict.fromkeys((key.pack, key.round) for key in entries))
    if not rounds or rounds == [(session.pack.id, session.round_id)]:
        return ""
    if len(rounds) > 1:
        return f"{len(rounds)} รอบ"
    pack_id, round_id = rounds[0]
    pack = session.packs.get(pack_id)
    title = next((item.title for item in pack.rounds if item.id == round_id), "") if pack else ""
    words = title or f"รอบ {round_id}"
    words = "" if _says(label, words) else words
    if pack is not session.pack:  # rounds of two quarters have the same names
        words = f"{words} {pack.period_title if pack else pack_id}"
    return words.strip()


def _says(label: str, words: str) -> bool:
    """Return whether a label names it already: "ภารกิจ 1" does not stand in "ภารกิจ 11"."""
    return re.search(rf"{re.escape(words)}(?!\d)", label) is not None
