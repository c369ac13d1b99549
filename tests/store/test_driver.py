"""The library and its safety settings."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from cdd_desktop.store import driver
from cdd_desktop.store.driver import SqlError, UnsafeLibrary, connect, database
from tests.store.kit import ROOT


def test_every_safety_setting_holds(tmp_path: Path) -> None:
    connection = connect(tmp_path / "x.db")
    found = {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous")}
    found |= {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in driver._SAFETY}
    assert found == {"journal_mode": "wal", "synchronous": 2, **driver._SAFETY}
    connection.close()


def test_a_setting_that_the_library_does_not_know_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(driver._SAFETY, "trusted_shema", 0)
    with pytest.raises(UnsafeLibrary):
        connect(tmp_path / "x.db")


def test_a_library_that_can_lose_pages_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(driver.dbapi2, "sqlite_version_info", (3, 51, 2))
    with pytest.raises(UnsafeLibrary):
        connect(tmp_path / "x.db")


def test_sqlite_utils_speaks_through_our_library(tmp_path: Path) -> None:
    connection = connect(tmp_path / "x.db")
    db = database(connection)
    db["t"].insert({"a": 1}, strict=True)  # type: ignore[union-attr]
    db["t"].insert({"a": 2, "b": "x"}, alter=True)  # type: ignore[union-attr]
    assert connection.execute("SELECT a, b FROM t ORDER BY a").fetchall() == [(1, None), (2, "x")]
    assert connection.execute("PRAGMA recursive_triggers").fetchone() == (0,)
    connection.close()


def test_a_reader_cannot_write(tmp_path: Path) -> None:
    connect(tmp_path / "x.db").close()
    for reader in (connect(tmp_path / "x.db", readonly=True), connect(tmp_path / "x.db", immutable=True)):
        with pytest.raises(SqlError, match="readonly"):
            reader.execute("CREATE TABLE t (a)")
        reader.close()


@pytest.mark.parametrize("name", ["เอกสาร สำนักงาน", "a?b#c%20d", "x" * 100])
def test_any_folder_name_will_do(tmp_path: Path, name: str) -> None:
    folder = tmp_path / name
    folder.mkdir()
    connect(folder / "x.db").close()
    assert (folder / "x.db").exists()
    connect(folder / "x.db", readonly=True).close()


def test_a_damaged_file_is_not_shouted_about_on_stderr(tmp_path: Path) -> None:
    (tmp_path / "x.db").write_bytes(b"no database" * 1000)
    source = (
        "import sys; from pathlib import Path; from cdd_desktop.store.driver import connect, SqlError\n"
        "try: connect(Path(sys.argv[1]))\nexcept SqlError: print('refused')"
    )
    command = [sys.executable, "-c", source, str(tmp_path / "x.db")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=True)
    assert (done.stdout, done.stderr) == ("refused\n", "")


def test_opening_a_current_file_does_not_wait_for_the_migration_library(tmp_path: Path) -> None:
    source = (
        "import sys; from pathlib import Path; from cdd_desktop.store import Store\n"
        "from tests.store.kit import CLOCK\n"
        "for _ in range(2): Store.open(Path(sys.argv[1]) / sys.argv[2], CLOCK, state_dir=Path(sys.argv[1])).close()\n"
    )
    first = [sys.executable, "-c", source, str(tmp_path), "data"]
    subprocess.run(first, cwd=ROOT, check=True)
    second = [sys.executable, "-c", source + "print('sqlite_utils' in sys.modules)", str(tmp_path), "data"]
    done = subprocess.run(second, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=True)
    assert done.stdout == "False\n"
