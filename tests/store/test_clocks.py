"""A clock in 1980, 2000, 2068, 2200 or 2568 changes what people read, never what is kept or which value stands."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from textwrap import dedent

import pytest

from cdd_desktop import clock as clock_module
from cdd_desktop.clock import CLOCK_BUDDHIST, CLOCK_IMPLAUSIBLE, CLOCK_OK, SystemClock
from cdd_desktop.store import Store, check, child, evidence, restore, rounds
from cdd_desktop.store.prepared import prepare
from tests.store.conftest import Opener
from tests.store.kit import KEY, ROOT
from tests.store.pictures_kit import photo
from tests.store.rounds_kit import FACTS, KHOK, fill, submit

FLAGS = {
    1980: CLOCK_IMPLAUSIBLE,
    2000: CLOCK_IMPLAUSIBLE,
    2024: CLOCK_OK,
    2068: CLOCK_IMPLAUSIBLE,
    2200: CLOCK_IMPLAUSIBLE,
    2568: CLOCK_BUDDHIST,
}


class WrongTime:
    """Stands in for the time module of the clock."""

    def __init__(self, year: int) -> None:
        self.year = year

    def time(self) -> float:
        if self.year >= 2500:
            raise OverflowError("timestamp too large")  # as Python 3.11 does from 2262 on
        return datetime(self.year, 3, 1, 5, tzinfo=UTC).timestamp()


@pytest.fixture
def wrong(monkeypatch: pytest.MonkeyPatch) -> WrongTime:
    time = WrongTime(2024)
    monkeypatch.setattr(clock_module, "_time", time)
    return time


@pytest.mark.parametrize("year", FLAGS)
def test_everything_works_whatever_the_clock_says(wrong: WrongTime, opened: Opener, data_dir: Path, year: int) -> None:
    wrong.year = year
    store = opened(clock=SystemClock())
    store.set_facts(KEY, {"a": 1})
    store.set_facts(KEY, {"a": 2})
    store.undo()
    store.backup()
    store.close()
    store = opened(clock=SystemClock())
    store.redo()
    assert store.facts(KEY) == {"a": 2}
    assert {item.clock for item in store.history(KEY, "a")} == {FLAGS[year]}
    assert check(data_dir, SystemClock()).ok


def test_the_last_edit_stands_though_the_clock_jumps_back_and_forth(
    wrong: WrongTime, opened: Opener, data_dir: Path
) -> None:
    store = opened(clock=SystemClock())
    for value, year in enumerate([2024, 2068, 2000, 2568, 1980, 2024]):
        wrong.year = year
        store.set_facts(KEY, {"a": value})
    assert store.facts(KEY) == {"a": 5}
    assert [item.new for item in store.history(KEY, "a")] == [5, 4, 3, 2, 1, 0]
    for value in (4, 3, 2, 1, 0):
        store.undo()
        assert store.facts(KEY) == {"a": value}
    store.close()
    with Store.open_reader(data_dir, SystemClock()) as reader:
        assert reader.facts(KEY) == {"a": 0}
    assert check(data_dir, SystemClock()).ok


@pytest.mark.parametrize("year", FLAGS)
def test_submissions_evidence_backups_and_restores_do_not_ask_the_clock(
    wrong: WrongTime, opened: Opener, data_dir: Path, year: int
) -> None:
    wrong.year = year
    store = opened(clock=SystemClock())
    fill(store)
    evidence.add(store, KHOK, [prepare(store.files, "a.jpg", photo())])
    (before,) = evidence.evidence_of(store, KHOK)
    sent = submit(store)
    store.backup()
    store.set_facts(KEY, {"after": 1})
    store.close()
    restore(data_dir, SystemClock())
    store = opened(clock=SystemClock())
    assert store.facts(KEY) == {}
    assert store.facts(KHOK) == FACTS
    assert [item.number for item in rounds.state(store, KHOK).submissions] == [sent.number]
    assert evidence.evidence_of(store, KHOK) == [before]
    assert store.files.read(before.sha256).startswith(b"\xff\xd8")
    report = check(data_dir, SystemClock())
    assert report.ok, report.lines


@pytest.mark.parametrize("year", [year for year, flag in FLAGS.items() if flag != CLOCK_OK])
def test_no_backup_of_a_true_day_goes_while_the_clock_is_wrong(wrong: WrongTime, opened: Opener, year: int) -> None:
    store = opened(clock=SystemClock())
    for number in range(15):
        wrong.year = 2024 if number < 9 else year
        store.set_facts(KEY, {"a": number})
        store.backup()
    assert [info.number for info in store.backups()] == list(range(15, 0, -1))


def test_a_clock_that_stops_pythons_own_log_does_not_stop_the_program() -> None:
    program = """
        import time
        def too_large():
            raise OverflowError("timestamp too large to convert to C _PyTime_t")
        time.time = too_large
        from cdd_desktop.clock import SystemClock, is_mended
        import logging
        logging.warning("%s %s", is_mended(), SystemClock().now().year > 2000)
    """
    ran = subprocess.run(
        [sys.executable, "-c", dedent(program)], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=True
    )
    assert ran.stderr.strip().endswith("True True")


@pytest.mark.skipif(sys.platform == "win32", reason="there Python tells a wrong time instead of none")
def test_a_mended_time_is_handed_on_to_the_process_that_opens_pictures(
    monkeypatch: pytest.MonkeyPatch, store: Store
) -> None:
    monkeypatch.setattr(child, "is_mended", lambda: True)
    assert prepare(store.files, "a.jpg", photo()).picture is not None
