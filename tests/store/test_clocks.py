"""A clock in 1980, 2000, 2068 or 2568 changes what people read, never what is kept or which value stands."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from cdd_desktop import clock as clock_module
from cdd_desktop.clock import CLOCK_BUDDHIST, CLOCK_IMPLAUSIBLE, CLOCK_OK, SystemClock
from cdd_desktop.store import Store, check
from tests.store.conftest import Opener
from tests.store.kit import KEY

FLAGS = {
    1980: CLOCK_IMPLAUSIBLE,
    2000: CLOCK_IMPLAUSIBLE,
    2024: CLOCK_OK,
    2068: CLOCK_IMPLAUSIBLE,
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
