"""Files from outside, made fit to keep and kept on the disk; they belong to no entry yet."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace

from cdd_desktop.store import intake
from cdd_desktop.store.files import Files
from cdd_desktop.store.intake import Kind
from cdd_desktop.store.pictures import Picture, alike, read_picture


@dataclass(frozen=True)
class Prepared:
    """A file that is kept on the disk and belongs to no entry yet.

    Attributes:
        proves, caption: where they are known already.
        moving: the file held several pictures; only the first was taken.
    """

    kind: Kind
    name: str
    sha256: str
    source: str
    size: int
    thumb: str = ""
    picture: Picture | None = None
    proves: str = ""
    caption: str = ""

    @property
    def names(self) -> set[str]:
        """Return the hashes of the file as it came and as it is kept (a saved copy of evidence comes as it is kept)."""
        return {self.sha256, self.source}

    @property
    def likeness(self) -> str:
        return self.picture.likeness if self.picture else ""

    def is_like(self, likeness: str) -> bool:
        """Return whether a kept picture of this likeness is nearly the same, perhaps turned to another side."""
        return self.picture is not None and any(alike(own, likeness) for own in (self.likeness, *self.picture.turned))

    @property
    def moving(self) -> bool:
        return self.picture is not None and self.picture.moving


def prepare(
    files: Files,
    name: str,
    data: bytes,
    *,
    keep_place: bool = False,
    stopped: Callable[[], bool] = lambda: False,
) -> Prepared:
    """Make a file from outside fit to keep, and keep it; needs no database, so a worker's thread may do it.

    Args:
        name: the file's own name; its folders are cut off.
        keep_place: the office's setting ``KEEP_PLACE``.
        stopped: asked while a picture is being opened; true gives it up.

    Raises:
        Unfit: it is not taken; the message is the reason without the name.
        UserError: it could not be written to the disk.
    """
    if intake.kind_of(name, data) == "picture":
        return keep(files, name, data, read_picture(data, keep_place=keep_place, stopped=stopped))
    return keep(files, name, data)


def keep(files: Files, name: str, data: bytes, picture: Picture | None = None) -> Prepared:
    """Keep what is known to be fit: a file as it is, or the ``picture`` that was made of it; raises UserError."""
    source, name = hashlib.sha256(data).hexdigest(), intake.clean_name(name)
    if picture is None:
        return Prepared("file", name, files.add(data), source, len(data))
    thumb = files.add(picture.thumbnail)
    kept = files.add(picture.data)
    slim = replace(picture, data=b"", thumbnail=b"")  # they are on the disk; sixty photos would fill the memory
    return Prepared("picture", name, kept, source, len(picture.data), thumb, slim)
