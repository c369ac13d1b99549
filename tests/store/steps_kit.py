"""What goes wrong with a disk: the power is cut before one of the steps on it, or it takes no more."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

import pytest


class Steps:
    """``done`` counts; before step number ``die_before`` the process is gone (-1: never)."""

    def __init__(self, die_before: int) -> None:
        self.done = 0
        self._die_before = die_before

    def count(self, module: ModuleType, *names: str) -> None:
        """Let each call of these functions be a step."""
        for name in names:
            setattr(module, name, self._counted(getattr(module, name)))

    def _counted(self, work: Callable[..., Any]) -> Callable[..., Any]:
        def step(*arguments: Any, **named: Any) -> Any:
            if self.done == self._die_before:
                os._exit(9)
            self.done += 1
            return work(*arguments, **named)

        return step


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
