"""What goes wrong with a disk: the power is cut before one of the steps on it, or it takes no more."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

import pytest

from tests.store.kit import ROOT


class Steps:
    """``done`` counts; before step number ``die_before`` the process is gone (-1: never)."""

    def __init__(self, die_before: int) -> None:
        self.done = 0
        self._die_before = die_before

    def count(self, module: ModuleType | type, *names: str) -> None:
        """Let each call of these functions be a step."""
        for name in names:
            setattr(module, name, self._counted(getattr(module, name)))

    def count_statements(self, *modules: ModuleType) -> None:
        """Let each statement of the connections that these modules open be a step."""
        for module in modules:
            module.connect = self._traced(module.connect)  # type: ignore[attr-defined]

    def _counted(self, work: Callable[..., Any]) -> Callable[..., Any]:
        def step(*arguments: Any, **named: Any) -> Any:
            self._step()
            return work(*arguments, **named)

        return step

    def _traced(self, connect: Callable[..., Any]) -> Callable[..., Any]:
        def traced(*arguments: Any, **named: Any) -> Any:
            connection = connect(*arguments, **named)
            connection.set_trace_callback(lambda _: self._step())
            return connection

        return traced

    def _step(self) -> None:
        if self.done == self._die_before:
            os._exit(9)
        self.done += 1


def steps_of(program: str, *arguments: object) -> int:
    """Run a program of this folder to its end; return how many steps it took."""
    return int(_run(program, *arguments, -1).stdout)


def die(program: str, *arguments: object, before: int) -> None:
    """Run a program of this folder until it dies before a step."""
    assert _run(program, *arguments, before).returncode == 9


def _run(program: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", f"tests.store.{program}", *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode in {0, 9}, done.stderr
    return done


@contextmanager
def full_disk(largest: int) -> Iterator[None]:
    """Let no file of this process grow beyond so many bytes."""
    resource = pytest.importorskip("resource", reason="POSIX alone limits the size of files")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
