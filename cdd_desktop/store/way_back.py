"""What was removed, or taken out of use, can be brought back from the history."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from cdd_desktop.store.keys import DELETED, DUTY, HOLIDAY, LASTING, PACK, PERSON, REOPENING
from cdd_desktop.store.office_history import OUT_OF_USE, OfficeItem
from cdd_desktop.store.people import Right, allowed, people
from cdd_desktop.store.records import Put

if TYPE_CHECKING:
    from cdd_desktop.store.projections import Record
    from cdd_desktop.store.store import Store

_RIGHTS: Final[Mapping[str, Right]] = {PERSON: Right.PEOPLE, HOLIDAY: Right.SETTINGS}  # of every other kind, ENTER
_NEVER: Final = LASTING | {REOPENING, PACK}  # closing a quarter again is no loss, and opening it needs a reason


def way_back(store: Store, item: OfficeItem) -> Put | None:
    """Return what brings back what an item of the history removed.

    None where it removed nothing, it is there again, or whoever is at the keyboard may not bring it back.
    """
    if not item.removed or item.kind in _NEVER or not allowed(store, _RIGHTS.get(item.kind, Right.ENTER)):
        return None
    record = store.record(item.record)
    if record is None:
        return None
    if record.fields.get(DELETED):
        return Put(item.kind, {}, item.record)
    return _into_use(store, item, record)


def _into_use(store: Store, item: OfficeItem, record: Record) -> Put | None:
    name, out = OUT_OF_USE.get(item.kind, ("", None))
    old = {field.name: field.old for field in item.fields}
    if name not in old or record.fields.get(name) != out:
        return None
    if item.kind == DUTY and old[name] not in {person.id for person in people(store)}:
        return None
    fields = old if item.kind == HOLIDAY else {name: True if item.kind == PERSON else old[name]}
    return Put(item.kind, fields, item.record)
