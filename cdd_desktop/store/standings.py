"""How entries stand: open, submitted, certified; and whether what stands submitted is still what the entry holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from cdd_desktop.store import projections, submissions
from cdd_desktop.store.canonical import Json, encode
from cdd_desktop.store.keys import NOTE, EntryKey
from cdd_desktop.store.submissions import State, Submission

if TYPE_CHECKING:
    from cdd_desktop.store.store import Store


def state(store: Store, key: EntryKey) -> State:
    """Return how an entry stands."""
    found = store.read(lambda connection: submissions.state_of(connection, key))
    return _noticed(found, {**store.facts(key), NOTE: store.note(key)})


def states(store: Store, pack: str, round_id: str) -> dict[EntryKey, State]:
    """Return how the entries of a round stand that were ever submitted; every other one is open."""
    found = store.read(lambda connection: submissions.states_of(connection, (pack,)))
    here = {key: item for key, item in found.items() if key.round == round_id}
    if not any(item.submission for item in here.values()):
        return here
    entries = store.read(lambda connection: projections.entries_of(connection, pack, round_id))
    return {key: _noticed(item, entries.get(key, {})) for key, item in here.items()}


def _noticed(found: State, fields: Mapping[str, Json]) -> State:
    """Return the state with the names of what differs from the submission, should anything do.

    Nothing that is written here can make it differ; changes that come from elsewhere can.
    """
    return found if found.submission is None else replace(found, altered=_altered(found.submission, fields))


def _altered(submission: Submission, fields: Mapping[str, Json]) -> tuple[str, ...]:
    sent: dict[str, Json] = {**submission.facts, NOTE: submission.note}
    now: dict[str, Json] = {NOTE: "", **fields}
    now[NOTE] = now[NOTE] or ""
    names = sorted(name for name in {*sent, *now} if name == NOTE or not name.startswith("_"))
    return tuple(name for name in names if encode(sent.get(name)) != encode(now.get(name)))
