"""Photos, documents and submitted papers: files beside the database, each named by the SHA-256 of what it holds.

A file is written before the record that names it, and never altered: one that no record names is harmless, one that is
named is there. A damaged file is told by its own name.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cdd_desktop.errors import UserError
from cdd_desktop.store import problems
from cdd_desktop.store.canonical import Json
from cdd_desktop.store.disk import replace

FOLDER: Final = "files"
NAME: Final = re.compile("[0-9a-f]{64}")
NAMING: Final = ("sha256", "thumb", "pdf", "workbook", "criteria", "files")
"""Fields of records that hold the name of a file, or a list of names."""


@dataclass(frozen=True)
class Codec:
    """How contents lie on the disk (encrypted, where the data folder is); the names are those of the plain contents.

    ``decode`` raises ValueError for what ``encode`` did not write.
    """

    encode: Callable[[bytes], bytes]
    decode: Callable[[bytes], bytes]


PLAIN: Final = Codec(bytes, bytes)


class Files:
    """The files of one data folder."""

    def __init__(self, folder: Path, codec: Codec = PLAIN) -> None:
        self._folder = folder
        self._codec = codec

    def add(self, content: bytes) -> str:
        """Keep a file and return its name; what is there already, and whole, is kept as it is.

        Raises:
            UserError: it is not on the disk.
        """
        name = hashlib.sha256(content).hexdigest()
        if self.state(name) == "":
            return name
        path = self._path(name)
        part = path.with_suffix(".part")
        try:
            self._make_folder(path.parent)
            with part.open("wb") as file:
                file.write(self._codec.encode(content))
                file.flush()
                os.fsync(file.fileno())
            replace(part, path)
        except OSError as error:
            raise problems.not_saved(error) from error
        return name

    def read(self, name: str) -> bytes:
        """Return a file's content; raises UserError where it is missing or not what it was."""
        try:
            content = self._codec.decode(self._path(name).read_bytes())
        except FileNotFoundError:
            raise _lost(name, "หายไป") from None
        except ValueError:
            raise _lost(name, "เสียหาย") from None
        except OSError as error:
            raise problems.reading_failed(error) from error
        if hashlib.sha256(content).hexdigest() != name:
            raise _lost(name, "เสียหาย")
        return content

    def has(self, name: str) -> bool:
        """Return whether there is a file of this name, without reading it."""
        return bool(NAME.fullmatch(name)) and self._path(name).is_file()

    def state(self, name: str) -> str:
        """Return what is wrong with a file (Thai), "" when it is whole."""
        try:
            self.read(name)
        except UserError as error:
            return error.message
        return ""

    def all(self) -> Iterator[str]:
        """Return the names of all files that are there."""
        for path in sorted(self._folder.glob("??/*")):
            if NAME.fullmatch(path.name):
                yield path.name

    def discard(self, names: Iterable[str], named: Collection[str]) -> None:
        """Remove those of ``names`` that are not among ``named``; one that the system does not let go stays."""
        for name in set(names) - set(named):
            with suppress(OSError):
                self._path(name).unlink(missing_ok=True)

    def remove_orphans(self, named: Iterable[str]) -> list[str]:
        """Remove every file whose name is not among ``named`` (``Store.named_files``), and what a crash left half done.

        Returns:
            the names that were removed; one that the system does not let go stays for the next time.
        """
        kept = set(named)
        removed: list[str] = []
        for path in list(self._folder.glob("??/*")):
            if path.suffix != ".part" and (path.name in kept or not NAME.fullmatch(path.name)):
                continue
            try:
                path.unlink()
            except OSError:
                continue
            removed.append(path.name)
        return [name for name in removed if NAME.fullmatch(name)]

    def _make_folder(self, folder: Path) -> None:
        """Make a folder that is on the disk for good: as a file, it is renamed into its place."""
        if folder.is_dir():
            return
        part = folder.with_suffix(".part")
        part.mkdir(parents=True, exist_ok=True)
        replace(part, folder)

    def _path(self, name: str) -> Path:
        if not NAME.fullmatch(name):  # a name from a record must never lead to another place
            raise _lost(name[:64], "ชื่อไม่ถูกต้อง")
        return self._folder / name[:2] / name


def named_in(fields: Mapping[str, Json]) -> set[str]:
    """Return the names of the files that a record points at."""
    found: set[str] = set()
    for field in NAMING:
        value = fields.get(field)
        names = value if isinstance(value, list) else [value]
        found.update(name for name in names if isinstance(name, str) and NAME.fullmatch(name))
    return found


def _lost(name: str, what: str) -> UserError:
    return UserError(f"ไฟล์แนบ {name[:8]} {what}", "กู้คืนจากสำเนาสำรอง หรือแนบไฟล์เดิมอีกครั้ง")
