"""Runs in a child process, with apsw alone: replays recorded SQL over a file system that forgets, or that fails.

``crash``: after every event on the disk, disks are put together that a power cut could leave (nothing unsynced, all of
it, some of it, writes torn at sectors), and each is opened again. ``fault``: the n-th call fails. What is found must be
the state after the last acknowledged commit, or after the one under way, whole.
"""

from __future__ import annotations

import json
import random
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import apsw

SECTOR = 512
CHECKPOINT_PAGES = 40  # small, so that checkpoints come in the middle of the work too
_SNAPSHOT = """
SELECT
    (SELECT group_concat(quote(pack) || name || quote(value), ';') FROM (SELECT * FROM fact ORDER BY 1,2,3,4,5,6)),
    (SELECT group_concat(quote(record) || quote(name) || quote(value), ';') FROM (SELECT * FROM field ORDER BY 1,2)),
    (SELECT group_concat(stream || seq || quote(hash), ';') FROM (SELECT * FROM stream ORDER BY 1)),
    (SELECT group_concat(stream || seq || quote(hash), ';') FROM (SELECT * FROM change ORDER BY 1,2)),
    (SELECT group_concat(id || state || turn || last, ';') FROM (SELECT * FROM step ORDER BY 1)),
    (SELECT group_concat(sql, ';') FROM sqlite_master), (SELECT user_version FROM pragma_user_version),
    (SELECT count(*) FROM change)
"""
Snapshot = tuple[int, int]


class Disk(apsw.VFS):
    """Tells what is done to the files, and fails where it is told to."""

    def __init__(self, name: str) -> None:
        self.events: list[tuple[Any, ...]] = []
        self.calls = 0
        self.fail_at = 0  # 0: never
        self.for_ever = False
        self.error: type[Exception] = apsw.IOError
        self._name = name
        super().__init__(name, "")

    def call(self, *event: Any) -> None:
        self.calls += 1
        if self.fail_at and (self.calls == self.fail_at or (self.for_ever and self.calls > self.fail_at)):
            raise self.error("injected")
        if event[0] != "read":
            self.events.append(event)

    def xOpen(self, name: Any, flags: list[int]) -> Any:
        return _File(self, self._name, name, flags)

    def xDelete(self, name: str, syncdir: bool) -> None:
        self.call("delete", _role(name))
        super().xDelete(name, syncdir)


class _File(apsw.VFSFile):
    def __init__(self, disk: Disk, vfs: str, name: Any, flags: list[int]) -> None:
        self._disk = disk
        path = name if isinstance(name, str) or name is None else name.filename()
        self._role = _role(path or "")
        disk.call("open", self._role)
        super().__init__("", name, flags)

    def xRead(self, amount: int, offset: int) -> bytes:
        self._disk.call("read", self._role)
        return bytes(super().xRead(amount, offset))

    def xWrite(self, data: bytes, offset: int) -> None:
        self._disk.call("write", self._role, offset, bytes(data))
        super().xWrite(data, offset)

    def xTruncate(self, size: int) -> None:
        self._disk.call("truncate", self._role, size)
        super().xTruncate(size)

    def xSync(self, flags: int) -> None:
        self._disk.call("sync", self._role)
        super().xSync(flags)


def _role(name: str) -> str:
    return "wal" if name.endswith("-wal") else "db" if name.endswith(".db") else "other"


# --- replaying -------------------------------------------------------------------------------------------------------


class Replay:
    """The recorded work on a copy of the file it began with; ``snapshots`` are what stood after each commit."""

    def __init__(self, folder: Path, disk: Disk, vfs: str, synchronous: str) -> None:
        self.statements: list[str] = json.loads((folder / "statements.json").read_text(encoding="utf-8"))
        self.disk = disk
        self.acknowledged = 0
        self._vfs, self._synchronous = vfs, synchronous

    def run(self, file: Path) -> None:
        self.acknowledged = 0
        connection = apsw.Connection(str(file), vfs=self._vfs)
        try:
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")  # the shim has no shared memory
            connection.execute(f"PRAGMA synchronous = {self._synchronous}")
            connection.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}")
            for statement in self.statements:
                connection.execute(statement).fetchall()
                if statement == "COMMIT":
                    self.acknowledged += 1
                    self.disk.events.append(("acknowledged",))
        finally:
            self.disk.fail_at = 0
            with suppress(apsw.Error):
                connection.close()


def snapshots_of(folder: Path, work: Path) -> list[Snapshot]:
    """Return what stands before the first and after each commit."""
    file = work / "plain.db"
    file.write_bytes((folder / "start.db").read_bytes())
    connection = apsw.Connection(str(file))
    found = [snapshot(connection)]
    for statement in json.loads((folder / "statements.json").read_text(encoding="utf-8")):
        connection.execute(statement).fetchall()
        if statement == "COMMIT":
            found.append(snapshot(connection))
    connection.close()
    return found


def snapshot(connection: apsw.Connection) -> Snapshot:
    """Return a hash of what is in a database, and how many changes."""
    *rest, changes = connection.execute(_SNAPSHOT).fetchall()[0]
    return hash(tuple(rest)), changes


def verdict(file: Path, snapshots: list[Snapshot], acknowledged: int) -> str:
    """Return "ok", or what a disk has lost: "corrupt", "lost" (an acknowledged commit), "half"."""
    try:
        connection = apsw.Connection(str(file))
        try:
            if connection.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
                return "corrupt"
            found = snapshot(connection)
        finally:
            connection.close()
    except apsw.Error:
        return "corrupt"
    if found in snapshots[acknowledged : acknowledged + 2]:
        return "ok"
    return "lost" if found in snapshots else "half"


# --- power cuts ------------------------------------------------------------------------------------------------------


class Platter:
    """What is on the disk for sure, and what is on its way there."""

    def __init__(self, start: bytes, model: str) -> None:
        self.sure: dict[str, bytearray | None] = {"db": bytearray(start), "wal": None}
        self.coming: dict[str, list[tuple[Any, ...]]] = {"db": [], "wal": []}
        self._model = model
        self._unlinked: set[str] = set()

    def take(self, event: tuple[Any, ...]) -> None:
        kind, role = event[0], event[1] if len(event) > 1 else ""
        if role not in self.sure:
            return
        if kind in {"write", "truncate"}:
            self.coming[role].append(event)
        elif kind == "delete":
            self._unlinked.add(role)
            if self._model == "fat":
                self._unlink(role)
        elif kind == "sync":
            self.sure[role] = _applied(self.sure[role], self.coming[role])
            self.coming[role] = []
            for gone in list(self._unlinked) if self._model == "ntfs" else []:
                self._unlink(gone)

    def _unlink(self, role: str) -> None:
        self.sure[role], self.coming[role] = None, []
        self._unlinked.discard(role)

    def after_power_cut(self, chance: random.Random, how: int) -> dict[str, bytes]:
        """Return the files as they may be found: nothing (0) or all (1) of what was under way, or some of it."""
        found = {}
        for role, sure in self.sure.items():
            coming = self.coming[role]
            kept = [] if how == 0 else coming if how == 1 else list(_some(coming, chance))
            if sure is not None or kept:
                found[role] = bytes(_applied(sure, kept))
        return found


def _applied(before: bytearray | None, events: list[tuple[Any, ...]]) -> bytearray:
    made = bytearray(before or b"")
    for event in events:
        if event[0] == "truncate":
            size = event[2]
            made = made[:size] + bytes(max(size - len(made), 0))
        else:
            offset, data = event[2], event[3]
            if len(made) < offset:
                made += bytes(offset - len(made))
            made[offset : offset + len(data)] = data
    return made


def _some(events: list[tuple[Any, ...]], chance: random.Random) -> Iterator[tuple[Any, ...]]:
    share = chance.random()
    for event in events:
        if chance.random() > share:
            continue
        if event[0] == "write" and chance.random() < 0.3:
            kind, role, offset, data = event
            for at in range(0, len(data), SECTOR):
                if chance.random() < 0.5:
                    yield kind, role, offset + at, data[at : at + SECTOR]
        else:
            yield event


def crash(folder: Path, work: Path, synchronous: str, model: str, states: int, keep: int) -> Counter[str]:
    """Return how many disks were found how; some are kept in ``folder``, to be opened by the program itself."""
    disk, snapshots = Disk("recording"), snapshots_of(folder, work)
    file = work / "run.db"
    start = (folder / "start.db").read_bytes()
    file.write_bytes(start)
    Replay(folder, disk, "recording", synchronous).run(file)
    events, chance = disk.events, random.Random(7)
    found: Counter[str] = Counter()
    platter, acknowledged = Platter(start, model), 0
    for number, event in enumerate(events):
        acknowledged += event[0] == "acknowledged"
        platter.take(event)
        wanted = states * (number + 1) // len(events) - found.total()
        for which in range(wanted):
            how = which if wanted >= 4 else chance.randrange(6)
            _lay_out(work / "cut.db", platter.after_power_cut(chance, how))
            if keep and (found.total() + 1) % (states // keep) == 0:
                _keep(folder / "kept" / f"{model}-{found.total()}", work / "cut.db", snapshots, acknowledged)
            found[verdict(work / "cut.db", snapshots, acknowledged)] += 1
    found["events"] = len(events)
    return found


def _keep(folder: Path, cut: Path, snapshots: list[Snapshot], acknowledged: int) -> None:
    """Copy a disk into a data folder, with how many changes may be in it."""
    folder.mkdir(parents=True)
    for suffix in ("", "-wal"):
        if Path(f"{cut}{suffix}").exists():
            shutil.copy(f"{cut}{suffix}", folder / f"cdd.db{suffix}")
    changes = [count for _, count in snapshots[acknowledged : acknowledged + 2]]
    folder.with_suffix(".json").write_text(json.dumps(changes), encoding="ascii")


def _lay_out(file: Path, files: dict[str, bytes]) -> None:
    for suffix in ("", "-wal", "-shm"):
        Path(f"{file}{suffix}").unlink(missing_ok=True)
    for role, data in files.items():
        Path(f"{file}{'-wal' if role == 'wal' else ''}").write_bytes(data)


# --- failing calls ---------------------------------------------------------------------------------------------------


def fault(folder: Path, work: Path, points: int) -> Counter[str]:
    """Return how runs ended of which the n-th call to the disk failed, once or from then on."""
    disk, snapshots = Disk("failing"), snapshots_of(folder, work)
    replay, file = Replay(folder, disk, "failing", "FULL"), work / "run.db"
    start = (folder / "start.db").read_bytes()
    file.write_bytes(start)
    replay.run(file)
    calls, found = disk.calls, Counter[str]()
    errors = (apsw.IOError, apsw.FullError)
    every = [(at, error, ever) for at in range(1, calls) for error in errors for ever in (False, True)]
    step = max(len(every) / points, 1)
    for number in range(min(points, len(every))):
        disk.calls, (at, disk.error, disk.for_ever) = 0, every[int(number * step)]
        disk.events.clear()
        _lay_out(file, {"db": start})
        disk.fail_at = at
        failed = False
        try:
            replay.run(file)
        except apsw.Error:
            failed = True
        ended = verdict(file, snapshots, replay.acknowledged)
        found[ended] += 1
        if failed and ended == "ok":
            connection = apsw.Connection(str(file))
            found["durable in spite of the error"] += snapshot(connection) != snapshots[replay.acknowledged]
            connection.close()
    return found


def main(arguments: list[str]) -> None:
    what, folder, *rest = arguments
    fast = Path("/dev/shm") if Path("/dev/shm").is_dir() else None
    with tempfile.TemporaryDirectory(dir=fast) as work:
        if what == "crash":
            found = crash(Path(folder), Path(work), rest[0], rest[1], int(rest[2]), int(rest[3]))
        else:
            found = fault(Path(folder), Path(work), int(rest[0]))
    print(json.dumps(found))


if __name__ == "__main__":
    main(sys.argv[1:])
