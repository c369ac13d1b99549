"""One writer at a time, in one process or two; the death of the writer frees the folder."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from cdd_desktop.errors import UserError
from cdd_desktop.store import Store
from tests.store.conftest import Opener
from tests.store.kit import CLOCK, KEY, ROOT

_HOLD = """
import sys
from pathlib import Path
from cdd_desktop.store import Store
from tests.store.kit import CLOCK, KEY
store = Store.open(Path(sys.argv[1]), CLOCK, person="คนในอีกโปรเซส", state_dir=Path(sys.argv[2]))
store.set_facts(KEY, {"a": 1})
print("open", flush=True)
sys.stdin.readline()
store.close()
"""


@contextmanager
def held(data_dir: Path, state_dir: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process with the folder open for writing."""
    process = subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(data_dir), str(state_dir)],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8",
    )  # fmt: skip
    with process:
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        yield process
        process.kill()


def test_a_second_store_of_the_same_process_is_refused_until_the_first_closes(opened: Opener) -> None:
    first = opened(person="คนแรก")
    with pytest.raises(UserError, match="คนแรก"):
        opened()
    first.person = "คนที่มาแทน"
    with pytest.raises(UserError, match="คนที่มาแทน"):
        opened()
    first.close()
    opened().set_facts(KEY, {"a": 1})


def test_a_second_process_is_told_who_holds_it_and_may_read(data_dir: Path, state_dir: Path, opened: Opener) -> None:
    with held(data_dir, state_dir) as process:
        with pytest.raises(UserError) as caught:
            opened()
        assert "คนในอีกโปรเซส" in caught.value.message
        assert str(process.pid) not in caught.value.message  # a number that helps nobody
        with Store.open_reader(data_dir, CLOCK) as reader:
            assert reader.facts(KEY) == {"a": 1}
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
        process.wait(30)
        assert opened().facts(KEY) == {"a": 1}


def test_the_death_of_the_holder_frees_the_folder(data_dir: Path, state_dir: Path, opened: Opener) -> None:
    with held(data_dir, state_dir) as process:
        process.kill()
        process.wait(30)
        assert opened().facts(KEY) == {"a": 1}


def test_closing_twice_is_no_error_and_does_not_free_the_next_ones_lock(opened: Opener) -> None:
    first = opened()
    first.close()
    opened()
    first.close()
    with pytest.raises(UserError):
        opened()


def test_a_folder_in_the_place_of_the_lock_file_is_told_as_what_it_is(data_dir: Path, opened: Opener) -> None:
    (data_dir / "cdd.lock").mkdir(parents=True)
    with pytest.raises(UserError, match="มีโฟลเดอร์ที่ใช้ชื่อไฟล์ของโปรแกรม") as caught:
        opened()
    assert "cdd.lock" in caught.value.hint
    assert not list(data_dir.glob("*.db"))
