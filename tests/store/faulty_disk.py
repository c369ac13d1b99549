"""A disk that fails where it is told to, under the driver that the program ships: SQLite's own file layer, wrapped.

It takes the place of the default layer of this process for good, so it belongs into a child process. The driver must
give its SQLite functions away, as its Linux builds do.
"""

from __future__ import annotations

import ctypes
from ctypes import CFUNCTYPE, POINTER, Structure, c_char_p, c_int, c_int64, c_void_p, cast
from typing import Any

import sqlcipher3

IOERR, FULL, CANTOPEN = 10, 13, 14
_READ, _WRITE, _FSYNC, _TRUNCATE, _SHMMAP = (IOERR | number << 8 for number in (1, 3, 4, 6, 21))

_OPEN = CFUNCTYPE(c_int, c_void_p, c_void_p, c_void_p, c_int, c_void_p)
_DELETE = CFUNCTYPE(c_int, c_void_p, c_char_p, c_int)
_MOVE = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int, c_int64)
_SIZE = CFUNCTYPE(c_int, c_void_p, c_int64)
_FLAG = CFUNCTYPE(c_int, c_void_p, c_int)
_MAP = CFUNCTYPE(c_int, c_void_p, c_int, c_int, c_int, c_void_p)


class _Methods(Structure):
    """``sqlite3_io_methods``; what is not wrapped is passed on as an address."""

    _fields_ = [
        ("version", c_int), ("close", c_void_p), ("read", _MOVE), ("write", _MOVE), ("truncate", _SIZE),
        ("sync", _FLAG), ("file_size", c_void_p), ("lock", c_void_p), ("unlock", c_void_p), ("reserved", c_void_p),
        ("control", c_void_p), ("sector", c_void_p), ("device", c_void_p), ("shm_map", _MAP), ("shm_lock", c_void_p),
        ("shm_barrier", c_void_p), ("shm_unmap", c_void_p), ("fetch", c_void_p), ("unfetch", c_void_p),
    ]  # fmt: skip


class _File(Structure):
    _fields_ = [("methods", POINTER(_Methods))]


class _Layer(Structure):
    """``sqlite3_vfs``, as far as it is wrapped."""

    _fields_ = [
        ("version", c_int), ("file_size", c_int), ("longest", c_int), ("next", c_void_p), ("name", c_char_p),
        ("data", c_void_p), ("open", _OPEN), ("delete", _DELETE),
    ]  # fmt: skip


class FaultyDisk:
    """Counts the calls to the disk; number ``fail_at`` fails, or it and all that follow.

    Attributes:
        calls: since ``arm``; ``most`` before that.
        error: ``IOERR``, or ``FULL`` (which only what takes room can meet; the rest then goes well).
    """

    def __init__(self) -> None:
        self.calls = self.most = self.fail_at = 0
        self.error, self.for_ever = IOERR, False
        self._known: dict[int, _Methods] = {}
        find = ctypes.CDLL(sqlcipher3._sqlite3.__file__).sqlite3_vfs_find
        find.restype = POINTER(_Layer)
        layer = find(None).contents
        self._opened, self._deleted = (_OPEN(_address(layer.open)), _DELETE(_address(layer.delete)))
        self._kept = (_OPEN(self._open), _DELETE(self._delete))  # or Python would take the wrappers away
        layer.open, layer.delete = self._kept

    def arm(self, fail_at: int, error: int = IOERR, *, for_ever: bool = False) -> None:
        """Begin to count anew; 0: nothing fails."""
        self.most = max(self.most, self.calls)
        self.calls, self.fail_at, self.error, self.for_ever = 0, fail_at, error, for_ever

    def _fails(self, *, takes_room: bool = False) -> bool:
        if self.error == FULL and not takes_room:
            return False
        self.calls += 1
        return bool(self.fail_at) and (self.calls == self.fail_at or (self.for_ever and self.calls > self.fail_at))

    def _code(self, usual: int) -> int:
        return FULL if self.error == FULL else usual

    def _open(self, layer: int, name: int, file: int, flags: int, out: int) -> int:
        if self._fails(takes_room=True):
            cast(file, POINTER(c_void_p))[0] = None  # no methods: there is nothing to close
            return CANTOPEN
        answer: int = self._opened(layer, name, file, flags, out)
        opened = cast(file, POINTER(_File)).contents
        if answer == 0 and opened.methods:
            opened.methods = ctypes.pointer(self._wrapped(opened.methods))
        return answer

    def _delete(self, layer: int, name: bytes, sync: int) -> int:
        return IOERR | 10 << 8 if self._fails() else int(self._deleted(layer, name, sync))

    def _wrapped(self, real: Any) -> _Methods:
        """Return a table of methods that ask this disk first; one for each of SQLite's own."""
        place = _address(real)
        if place not in self._known:
            made, own = _Methods(), real.contents
            ctypes.memmove(ctypes.byref(made), place, ctypes.sizeof(_Methods))
            made.read = self._guarded(_MOVE, own.read, _READ)
            made.write = self._guarded(_MOVE, own.write, _WRITE, takes_room=True)
            made.truncate = self._guarded(_SIZE, own.truncate, _TRUNCATE)
            made.sync = self._guarded(_FLAG, own.sync, _FSYNC, takes_room=True)
            made.shm_map = self._guarded(_MAP, own.shm_map, _SHMMAP, takes_room=True)
            self._known[place] = made
        return self._known[place]

    def _guarded(self, kind: Any, method: Any, usual: int, *, takes_room: bool = False) -> Any:
        real = kind(_address(method))

        def call(*arguments: Any) -> int:
            return self._code(usual) if self._fails(takes_room=takes_room) else int(real(*arguments))

        return kind(call)


def _address(pointer: Any) -> int:
    return cast(pointer, c_void_p).value or 0
