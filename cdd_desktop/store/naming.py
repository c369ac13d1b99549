"""Which files the databases of a data folder name.

Undo and bringing back what was removed can need a file that no standing record points at.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from cdd_desktop.store.canonical import Unreadable
from cdd_desktop.store.files import named_in
from cdd_desktop.store.log import Body

if TYPE_CHECKING:
    from sqlite3 import Connection

_QUOTED: Final = re.compile(rb'"([0-9a-f]{64})"')


def in_log(connection: Connection) -> set[str]:
    """Return every name that a change of the log has ever held, whatever became of its record."""
    found: set[str] = set()
    for (body,) in connection.execute("SELECT body FROM change WHERE body IS NOT NULL"):
        if _QUOTED.search(body):  # to take every change apart takes many times as long
            found |= _named(body)
    return found


def _named(body: bytes) -> set[str]:
    try:
        return named_in(Body.from_bytes(body).fields)
    except Unreadable:  # rather too many than one too few
        return {name.decode("ascii") for name in _QUOTED.findall(body)}
