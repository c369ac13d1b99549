"""A store in a folder of its own, and a clock that stands still."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cdd_desktop.clock import Clock
from cdd_desktop.store import Store
from tests.store.kit import CLOCK

Opener = Callable[..., Store]


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def state_dir(tmp_path: Path) -> Path:
    return tmp_path / "state"


@pytest.fixture
def opened(data_dir: Path, state_dir: Path) -> Iterator[Opener]:
    """Open the folder's store as often as a test likes; what is still open at the end is closed."""
    stores: list[Store] = []

    def open_store(folder: Path = data_dir, clock: Clock = CLOCK, person: str = "ผู้บันทึก") -> Store:
        stores.append(Store.open(folder, clock, person=person, state_dir=state_dir))
        return stores[-1]

    yield open_store
    for store in stores:
        store.close()


@pytest.fixture
def store(opened: Opener) -> Store:
    return opened()
