"""The command line run in this process, and files for it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from cdd_desktop.cli import main
from cdd_desktop.clock import FixedClock

CLOCK = FixedClock(datetime(2024, 2, 17, 10, 0))


@dataclass
class Ran:
    """What a command gave: exit code, what it printed and what it complained of."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Ran]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Return a function that runs one command line; ``data_dir`` and other options as words."""

    def call(*words: str | Path) -> Ran:
        try:
            code = main([str(word) for word in words], CLOCK)
        except SystemExit as stop:
            code = int(stop.code or 0)
        printed = capsys.readouterr()
        return Ran(code, printed.out, printed.err)

    return call


@pytest.fixture
def written(tmp_path: Path) -> Callable[[Any], Path]:
    """Return a function that writes a value (or raw text) to a JSON file."""

    def write(value: Any) -> Path:
        path = tmp_path / "in.json"
        path.write_text(value if isinstance(value, str) else json.dumps(value), encoding="utf-8")
        return path

    return write
