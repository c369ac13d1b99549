"""Rows of the log read from the raw pages of a damaged database, past every index and every page above them.

A page of the log's table lists its rows itself, so one that is whole gives them even where the way to it is lost. What
is read here can be anything; only a row whose hash holds is taken for one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

_LEAF: Final = 0x0A
_INTERIOR: Final = 0x02
_FRAME_HEADER: Final = 24
_WAL_HEADER: Final = 32
_LARGEST: Final = 64 << 20
_DEFAULT_PAGE: Final = 4096
_SIZES: Final = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
_COLUMNS: Final = 17

Row = tuple[Any, ...]
Pages = Mapping[int, bytes]


def rows_in(database: Path) -> Iterator[Row]:
    """Return everything that has the shape of a row of the log, from the file and from its write-ahead log."""
    content = database.read_bytes()
    size = _page_size(content)
    pages = {1 + at // size: content[at : at + size] for at in range(0, len(content), size)}
    yield from _rows_of(pages, pages, size)
    log = database.with_name(f"{database.name}-wal")
    if log.exists():
        newer = _committed(log.read_bytes(), size)
        yield from _rows_of(newer, {**pages, **newer}, size)


def _page_size(content: bytes) -> int:
    size = int.from_bytes(content[16:18])
    size = 65536 if size == 1 else size
    return size if size >= 512 and size & (size - 1) == 0 else _DEFAULT_PAGE


def _committed(content: bytes, size: int) -> dict[int, bytes]:
    """Return the pages of a write-ahead log up to its last commit."""
    found: dict[int, bytes] = {}
    pending: dict[int, bytes] = {}
    salts = content[16:24]
    for at in range(_WAL_HEADER, len(content) - size - _FRAME_HEADER + 1, size + _FRAME_HEADER):
        frame = content[at : at + _FRAME_HEADER]
        if frame[8:16] != salts:
            break
        pending[int.from_bytes(frame[:4])] = content[at + _FRAME_HEADER : at + _FRAME_HEADER + size]
        if int.from_bytes(frame[4:8]):
            found |= pending
            pending = {}
    return found


def _rows_of(looked_at: Pages, pages: Pages, size: int) -> Iterator[Row]:
    for number, page in looked_at.items():
        start = 100 if number == 1 else 0
        if len(page) < size or page[start] not in {_LEAF, _INTERIOR}:
            continue
        header = start + (12 if page[start] == _INTERIOR else 8)
        for index in range(int.from_bytes(page[start + 3 : start + 5])):
            place = int.from_bytes(page[header + 2 * index : header + 2 * index + 2])
            try:
                payload = _payload(page, place + (4 if page[start] == _INTERIOR else 0), pages, size)
                row = _record(payload)
            except (IndexError, KeyError, ValueError):
                continue
            if len(row) == _COLUMNS:
                yield row


def _payload(page: bytes, at: int, pages: Pages, size: int) -> bytes:
    """Return the content of a cell, followed through its overflow pages."""
    length, at = _varint(page, at)
    if length > _LARGEST:
        raise ValueError("length")
    most, least = (size - 12) * 64 // 255 - 23, (size - 12) * 32 // 255 - 23
    if length <= most:
        return page[at : at + length]
    here = least + (length - least) % (size - 4)
    here = here if here <= most else least
    found, rest = [page[at : at + here]], length - here
    following = int.from_bytes(page[at + here : at + here + 4])
    while rest > 0:
        overflow = pages[following]
        found.append(overflow[4 : 4 + rest])
        rest -= size - 4
        following = int.from_bytes(overflow[:4])
    return b"".join(found)


def _record(payload: bytes) -> Row:
    end, at = _varint(payload, 0)
    types: list[int] = []
    while at < end:
        kind, at = _varint(payload, at)
        types.append(kind)
        if len(types) > _COLUMNS:
            raise ValueError("columns")
    values: list[Any] = []
    for kind in types:
        value, at = _value(payload, at, kind)
        values.append(value)
    return tuple(values)


def _value(payload: bytes, at: int, kind: int) -> tuple[Any, int]:
    if kind == 0:
        return None, at
    if kind in {8, 9}:
        return kind - 8, at
    size = _SIZES[kind] if kind < 12 else (kind - 12) // 2
    content = payload[at : at + size]
    if len(content) < size:
        raise ValueError("cut off")
    if kind < 12:
        return int.from_bytes(content, signed=True), at + size
    return (content.decode("utf-8") if kind % 2 else content), at + size


def _varint(content: bytes, at: int) -> tuple[int, int]:
    value = 0
    for count in range(8):
        byte = content[at + count]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + count + 1
    return value << 8 | content[at + 8], at + 9
