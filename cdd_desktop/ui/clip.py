"""Tables put on the clipboard for Excel and Google Sheets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

_FORMULA = ("=", "+", "-", "@")


def table_text(rows: Iterable[Sequence[str]]) -> str:
    """Return rows as spreadsheets take them: tabs between cells, texts that look like formulas kept as texts."""
    return "\n".join("\t".join(map(_cell, row)) for row in rows)


def _cell(text: str) -> str:
    plain = " ".join(text.split())
    number = plain.removeprefix("-").replace(".", "", 1).isdecimal()
    return f"'{plain}" if plain.startswith(_FORMULA) and not number else plain
