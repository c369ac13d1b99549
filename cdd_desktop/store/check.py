"""The full check: is the file whole, is the log unbroken, do the projections say what the log says.

SQLite's own check notices hardly half of all flipped bits; the hashes of the log and the comparison find the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from cdd_desktop.clock import Clock
from cdd_desktop.store import backup, log, opening, problems, steps
from cdd_desktop.store.canonical import decode, digest, encode
from cdd_desktop.store.datakey import DataKey, codec_of
from cdd_desktop.store.driver import SqlError
from cdd_desktop.store.files import FOLDER, NAMING, Files, named_in
from cdd_desktop.store.fold import fold, values
from cdd_desktop.store.keys import ENTRY
from cdd_desktop.store.log import FIRST
from cdd_desktop.store.marks import mark_beside
from cdd_desktop.store.projections import head_rows, record_row
from cdd_desktop.thai.dates import show_datetime

if TYPE_CHECKING:
    from sqlite3 import Connection

UNREADABLE: Final = (SqlError, ValueError, TypeError, KeyError, AttributeError)
"""What reading a damaged row can raise: it can be of any type and shape."""
_SHOWN: Final = 5  # problems of one kind that are named one by one


@dataclass(frozen=True)
class Report:
    """What a check found; ``lines`` are Thai, for a person.

    Attributes:
        ok: nothing is wrong with the data.
        sound: nothing is wrong with the database, whatever lies beside it.
        backed_up: nothing is wrong with the newest backup, where there is one; the data may be whole without it.
    """

    ok: bool
    lines: tuple[str, ...]
    sound: bool
    backed_up: bool = True

    @property
    def wrong(self) -> tuple[str, ...]:
        """Return the lines that name what is wrong."""
        return tuple(line for line in self.lines if line.startswith(("ไม่ผ่าน", " ")))


@dataclass(frozen=True)
class _Finding:
    title: str
    problems: tuple[str, ...]
    good: str = ""

    def lines(self) -> list[str]:
        if not self.problems:
            return [f"ผ่าน    {self.title} {self.good}".rstrip()]
        more = len(self.problems) - _SHOWN
        named = [f"        - {text}" for text in self.problems[:_SHOWN]]
        rest = [f"        - และอีก {more:,} จุด"] if more > 0 else []
        return [f"ไม่ผ่าน  {self.title} พบปัญหา {len(self.problems):,} จุด", *named, *rest]


def check(data_dir: Path, clock: Clock, *, key: DataKey | None = None) -> Report:
    """Check a data folder without changing it, also beside an open window.

    Args:
        key: of an encrypted folder.

    Raises:
        UserError: there is nothing to check, or it cannot be opened for a reason other than damage.
    """
    try:
        connection = opening.open_reader(data_dir, key)
    except problems.Damaged as error:
        return Report(False, (error.message, error.hint), sound=False)
    except (SqlError, OSError) as error:
        return _unreadable(error)
    try:
        connection.execute("BEGIN")  # one state, whatever the window beside writes meanwhile
        inside = [*(examine(connection) for examine in _EXAMINATIONS), _mark(connection, data_dir)]
        files = _files(connection, Files(data_dir / FOLDER, codec_of(key)))
    except UNREADABLE as error:
        return _unreadable(error)
    finally:
        connection.close()
    return _report(inside, files, _newest_backup(data_dir), clock)


def _report(inside: list[_Finding], files: _Finding, newest: _Finding, clock: Clock) -> Report:
    sound = not any(finding.problems for finding in inside)
    whole, backed_up = not files.problems, not newest.problems
    lines = [line for finding in (*inside, files, newest) for line in finding.lines()]
    closing = _closing(sound=sound, whole=whole, backed_up=backed_up)
    made = (f"ตรวจข้อมูลเมื่อ {show_datetime(clock.now())}", *lines, closing)
    return Report(sound and whole, made, sound, backed_up)


def _closing(*, sound: bool, whole: bool, backed_up: bool) -> str:
    if not sound:
        return f"ข้อมูลเสียหาย {problems.WHEN_DAMAGED[0]} {problems.WHEN_DAMAGED[1]}"
    if not whole:
        return "ฐานข้อมูลสมบูรณ์ แต่ไฟล์แนบเสียหาย เปิดหน้าต่างโปรแกรมเพื่อนำกลับจากสำเนา หรือแนบไฟล์เดิมอีกครั้ง"
    return "ข้อมูลสมบูรณ์" if backed_up else "ข้อมูลสมบูรณ์ แต่สำเนาสำรองล่าสุดเสียหาย สำรองข้อมูลใหม่"


def _unreadable(error: Exception) -> Report:
    """Whatever stops an examination is damage, unless the machine's state explains it."""
    if problems.known(error):
        told = problems.reading_failed(error)
        if not isinstance(told, problems.Damaged):
            raise told from None
    else:
        told = problems.Damaged("อ่านบางส่วนไม่ได้")
    return Report(False, (told.message, told.hint), sound=False)


# --- files, as far as records point at them ---------------------------------------------------------------------------


def standing_files(connection: Connection) -> dict[str, str]:
    """Return the names of the files that standing records point at, each with its record's title, "" without one."""
    titles = connection.execute("SELECT record, value FROM field WHERE name = 'name'")
    known = {record: str(decode(value)) for record, value in titles}
    found: dict[str, str] = {}
    for record, name, value in connection.execute("SELECT record, name, value FROM field"):
        if name in NAMING:
            found |= dict.fromkeys(named_in({name: decode(value)}), known.get(record, ""))
    return found


def broken_files(named: Mapping[str, str], state: Callable[[str], str]) -> tuple[str, ...]:
    """Return what is wrong with files (Thai), a line for each; ``state`` says it of one, "" of a whole one."""
    found = ((state(name), title) for name, title in sorted(named.items()))
    return tuple(f"{problem} ({title})" if title else problem for problem, title in found if problem)


# --- examinations: each looks at one thing and names what is wrong ----------------------------------------------------


def _pages(connection: Connection) -> _Finding:
    rows = [row[0] for row in connection.execute("PRAGMA integrity_check(100)")]
    broken = [] if rows == ["ok"] else rows
    if connection.execute("PRAGMA cipher_status").fetchone()[0] == "1":
        # every page has a seal, also those that are free now; one that is being written just then is asked again
        twice = [{str(row[0]) for row in connection.execute("PRAGMA cipher_integrity_check")} for _ in range(2)]
        broken += sorted(twice[0] & twice[1])
    broken += [f"ตาราง {row[0]}" for row in connection.execute("PRAGMA foreign_key_check")]
    return _Finding("โครงสร้างไฟล์ฐานข้อมูล", tuple(broken))


def _chain(connection: Connection) -> _Finding:
    """Every change is what was written, none is missing, and each stream ends where it should."""
    broken: list[str] = []
    ends: dict[str, tuple[int, bytes]] = {}
    count, gaps = 0, _known_gaps(connection)
    for change in log.all_changes(connection):
        count += 1
        seq, hashed = ends.get(change.stream, (0, FIRST))
        follows = change.seq == seq + 1 and change.prev_hash == hashed
        if not follows and (change.stream, seq + 1, change.seq - 1) not in gaps:
            broken.append(f"ลำดับขาดตอนก่อนรายการที่ {change.seq}")
        if change.hash != change.chained() or (change.raw is not None and digest(change.raw) != change.body_hash):
            broken.append(f"รายการที่ {change.seq} ถูกเปลี่ยนหลังบันทึก")
        ends[change.stream] = (change.seq, change.hash)
    rows = connection.execute("SELECT stream, seq, hash FROM stream")
    if {stream: (seq, hashed) for stream, seq, hashed in rows} != ends:
        broken.append("รายการท้ายสุดไม่ตรงกับที่จดไว้")
    missing = sum(last - first + 1 for _, first, last in gaps)
    lost = f" ขาดไป {missing:,} รายการ จากไฟล์ที่เคยเสียหาย" if missing else ""
    return _Finding("บันทึกการแก้ไข", tuple(broken), f"({count:,} รายการ{lost})")


def _known_gaps(connection: Connection) -> set[tuple[str, int, int]]:
    """Return the runs of changes that a damaged file had lost when it was salvaged."""
    row = connection.execute("SELECT value FROM meta WHERE name = 'gaps'").fetchone()
    return {(stream, first, last) for stream, first, last in decode(row[0])} if row else set()


def _projections(connection: Connection) -> _Finding:
    """What screens read is what a fresh fold of the log gives."""
    expected: dict[str, set[tuple[Any, ...]]] = {"fact": set(), "field": set(), "head": set(), "record": set()}
    for table, row in _expected_rows(connection):
        expected[table].add(row)
    columns = "pack, indicator, round, subject_kind, subject_id, name, value"
    found = {
        "fact": set(connection.execute(f"SELECT {columns} FROM fact")),
        "field": set(connection.execute("SELECT record, name, value FROM field")),
        "head": set(connection.execute("SELECT record, name, stream, seq, value FROM head")),
        "record": set(connection.execute("SELECT record, kind, key FROM record")),
    }
    broken = [
        f"ตาราง {table} ต่างจากบันทึกการแก้ไข {len(found[table] ^ expected[table]):,} แถว"
        for table in expected
        if found[table] != expected[table]
    ]
    return _Finding("ข้อมูลที่แสดงตรงกับบันทึกการแก้ไข", tuple(broken), f"({len(found['fact']):,} ค่า)")


def _expected_rows(connection: Connection) -> Iterator[tuple[str, tuple[Any, ...]]]:
    changes = log.all_changes(connection, order="record, lamport, stream, seq")
    for record, group in groupby(changes, key=lambda change: change.record):
        written = list(group)
        first = next((change for change in written if change.body is not None), None)
        if first is None or first.body is None:
            continue
        if first.kind != ENTRY:
            yield "record", record_row(first)
        folded = fold(written)
        for name, value in values(folded).items():
            if first.kind == ENTRY:
                yield "fact", (*first.body.key, name, encode(value))
            else:
                yield "field", (record, name, encode(value))
        for row in head_rows(record, folded):
            yield "head", row


def _steps(connection: Connection) -> _Finding:
    replicas = frozenset(row[0] for row in connection.execute("SELECT rid FROM replica"))
    expected = set(steps.rows(log.all_changes(connection, order="lamport, stream, seq"), replicas))
    rows = connection.execute("SELECT id, person, label, state, turn, last FROM step")
    differing = len({steps.Step(*row) for row in rows} ^ expected)
    broken = (f"ต่างจากบันทึกการแก้ไข {differing:,} รายการ",) if differing else ()
    return _Finding("รายการเลิกทำและทำซ้ำ", broken)


_EXAMINATIONS: Final[tuple[Callable[[Connection], _Finding], ...]] = (_pages, _chain, _projections, _steps)


def _files(connection: Connection, files: Files) -> _Finding:
    """Every file that a standing record points at is there, and is what it was."""
    named = standing_files(connection)
    return _Finding("ไฟล์แนบ", broken_files(named, files.state), f"({len(named):,} ไฟล์)")


def _mark(connection: Connection, data_dir: Path) -> _Finding:
    """The mark beside the database tells when changes at its end are gone."""
    mark = mark_beside(data_dir)
    lost = mark is not None and mark.replica != "" and not mark.in_log(connection, opening.replica_of(connection))
    broken = ("ฐานข้อมูลเป็นสำเนาเก่ากว่าครั้งล่าสุดที่ใช้",) if lost else ()
    return _Finding("ไฟล์ฐานข้อมูลเป็นฉบับล่าสุด", broken)


def _newest_backup(data_dir: Path) -> _Finding:
    newest = next(iter(backup.existing(data_dir)), None)
    if newest is None:
        return _Finding("สำเนาสำรอง", (), "(ยังไม่มี)")
    broken = () if newest.intact() else (f"ไฟล์ {newest.path.name} เสียหาย",)
    return _Finding("สำเนาสำรองล่าสุด", broken, f"({newest.path.name})")
