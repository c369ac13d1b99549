"""What a window asks of the program: everything that needs the data folder closed first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cdd_desktop.store.keyring import Login


@dataclass(frozen=True)
class Restore:
    """Put a backup in the place of what is open; ``name`` as for ``store.restore``."""

    name: str


@dataclass(frozen=True)
class Encrypt:
    """Encrypt the folder for these people; ``recipient`` is the province's."""

    logins: Sequence[Login]
    recipient: str


@dataclass(frozen=True)
class Decrypt:
    """Take the encryption off."""
