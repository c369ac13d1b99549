"""Files as they must be handled so that a crash leaves the old or the new, never half of either."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

_CHUNK: Final = 1 << 20


def file_hash(path: Path) -> str:
    """Return the SHA-256 of a file, read piece by piece."""
    hashed = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_CHUNK):
            hashed.update(piece)
    return hashed.hexdigest()


def sync(path: Path) -> None:
    """Bring a file's content to the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def replace(source: Path, target: Path) -> None:
    """Rename; a virus scanner may hold a new file for a moment, so refusals are tried again for a second."""
    for attempt in range(10):
        try:
            source.replace(target)
            break
        except PermissionError:
            if attempt == 9:
                raise
            time.sleep(0.02 * (attempt + 1))
    sync_folder(target.parent)


def write(path: Path, content: bytes) -> None:
    """Write a file whole or not at all: beside its place, to the disk, then renamed."""
    part = path.with_name(f"{path.name}.part")
    with part.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    replace(part, path)


def copy(source: Path, target: Path, between: Callable[[], None] = lambda: None) -> str:
    """Copy a file whole or not at all and return the SHA-256 of what can be read at the new place.

    Args:
        between: called before each piece; what it raises stops the copying.
    """
    part = target.with_name(f"{target.name}.part")
    with source.open("rb") as old, part.open("wb") as new:
        while piece := old.read(_CHUNK):
            between()
            new.write(piece)
        new.flush()
        os.fsync(new.fileno())
    hashed = file_hash(part)
    replace(part, target)
    return hashed


def sync_folder(folder: Path) -> None:
    """Bring a folder's list of names to the disk."""
    if os.name == "nt":
        return  # Windows has no handle of a folder to sync
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
