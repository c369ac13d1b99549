"""What all benchmarks share: contestants take turns, so that a busy machine slows them alike; ratios are what counts.

A benchmark is ``tests/bench/bench_NAME.py`` with a ``main()``; ``python3 packaging/dev.py bench [NAME…]`` runs them.
"""

from __future__ import annotations

import gc
import math
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence


def seconds(work: Callable[[], object]) -> float:
    """Return how long one call takes."""
    gc.collect()
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def in_turns(contestants: Mapping[str, Callable[[], float]], rounds: int, warm_up: int = 1) -> dict[str, list[float]]:
    """Let each contestant measure itself once a round; return its figures, warm-up rounds left out."""
    figures: dict[str, list[float]] = {name: [] for name in contestants}
    for number in range(warm_up + rounds):
        for name, measure in contestants.items():
            figure = measure()
            if number >= warm_up:
                figures[name].append(figure)
    return figures


def python(source: str, *arguments: str) -> str:
    """Run a snippet in a fresh interpreter; return what it printed."""
    command = [sys.executable, "-c", source, *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8").stdout.strip()


def percentile(values: Sequence[float], share: float) -> float:
    """Return the smallest value that at least ``share`` (0.99) of all values do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def middle(values: Sequence[float]) -> float:
    return statistics.median(values)


def show_title(text: str) -> None:
    print(f"\n{text}\n{'-' * len(text)}")


def show_ratio(name: str, ours: float, theirs: float, unit: str, aim: str = "") -> None:
    """Print one comparison: ours against theirs, and ours divided by theirs."""
    aimed = f"   aim {aim}" if aim else ""
    print(f"{name:<44} {ours:>10.4g} {unit:<8} against {theirs:>10.4g} {unit:<8} = {ours / theirs:>6.2f} ×{aimed}")


def show_figure(name: str, value: float, unit: str, aim: str = "") -> None:
    """Print a figure that stands for itself."""
    aimed = f"   aim {aim}" if aim else ""
    print(f"{name:<44} {value:>10.4g} {unit:<8}{aimed}")
