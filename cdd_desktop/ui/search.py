"""Finding anything by a few letters: tone marks optional, Thai and Arabic digits alike."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from cdd_desktop.thai.clean import fold


@dataclass(frozen=True)
class Target:
    """Something to be found.

    Attributes:
        group: what kind of thing it is (Thai), shown beside it.
        detail: where it belongs, or its key.
        words: more words to be found by, never shown.
        weight: among equally good finds the larger stands first.
    """

    text: str
    group: str
    run: Callable[[], object]
    detail: str = ""
    words: str = ""
    weight: int = 0

    @cached_property
    def folded(self) -> str:
        return fold(self.text)

    @cached_property
    def folded_all(self) -> str:
        return fold(f"{self.text} {self.detail} {self.words}")


def find(targets: Iterable[Target], query: str, limit: int = 80) -> list[Target]:
    """Return the targets that hold every word of ``query``, best first; all of them for an empty query."""
    words = fold(query).split()
    scored = [(score, target) for target in targets if (score := _score(target, words)) is not None]
    scored.sort(key=lambda item: (-item[0], -item[1].weight))
    return [target for _, target in scored[:limit]]


def _score(target: Target, words: Sequence[str]) -> int | None:
    """Return how well the target fits: starts with it, holds it in its name, holds it anywhere; None: not at all."""
    total = 0
    for word in words:
        if target.folded.startswith(word):
            total += 3
        elif word in target.folded:
            total += 2
        elif word in target.folded_all:
            total += 1
        else:
            return None
    return total
