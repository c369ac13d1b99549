"""The province's secret on paper: in short rows, each with two letters that tell a slip of the pen.

The secret has a checksum of its own, which says that something is wrong; the letters say in which row.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Final

from cdd_desktop.errors import UserError
from cdd_desktop.store.keyring import ALPHABET

PREFIX: Final = "AGE-SECRET-KEY-1"
ROWS: Final = 4
_ROW: Final = 15
_GROUP: Final = 5
_CHECK: Final = 2
_MISREAD: Final = str.maketrans("1IBO", "LL80")  # the left ones occur in no secret; paper and eyes mistake them so


def rows_of(identity: str) -> tuple[str, ...]:
    """Return the rows as they are printed: groups of five, then the two letters."""
    body = identity.strip().removeprefix(PREFIX)
    parts = [body[at : at + _ROW] for at in range(0, len(body), _ROW)]
    return tuple(f"{_grouped(part)}  {_check(at, part)}" for at, part in enumerate(parts))


def checks_of(identity: str) -> str:
    """Return the letters at the ends of all rows: who has them has the printed sheet before them."""
    return "".join(row[-_CHECK:] for row in rows_of(identity))


def identity_of(rows: Sequence[str]) -> str:
    """Return the secret that was typed row by row, or whole into the first one.

    Raises:
        UserError: names the first row that is not as it was printed.
    """
    whole = "".join(rows[0].split()).upper() if rows else ""
    if whole.startswith(PREFIX):
        return whole
    for at, row in enumerate(rows):
        if not holds(at, row):
            raise UserError(f"แถวที่ {at + 1} ไม่ตรงกับอักษรตรวจท้ายแถว", "เทียบกับใบกุญแจทีละกลุ่ม แล้วพิมพ์แถวนี้ใหม่")
    return PREFIX + "".join(_body(row) for row in rows)


def holds(at: int, row: str) -> bool:
    """Return whether a row is as it was printed."""
    letters = _letters(row)
    return len(letters) > _CHECK and letters[-_CHECK:] == _check(at, _body(row))


def _body(row: str) -> str:
    return _letters(row)[:-_CHECK].translate(_MISREAD)


def _letters(row: str) -> str:
    return "".join(letter for letter in row.upper() if letter.isascii() and letter.isalnum())


def _grouped(text: str) -> str:
    return " ".join(text[at : at + _GROUP] for at in range(0, len(text), _GROUP))


def _check(at: int, text: str) -> str:
    digest = hashlib.sha256(f"{at}:{text}".encode("ascii", "replace")).digest()
    return "".join(ALPHABET[byte % len(ALPHABET)] for byte in digest[:_CHECK])
