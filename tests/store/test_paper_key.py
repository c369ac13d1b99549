"""The province's secret on paper: printed in rows, typed back, slips named by their row."""

from __future__ import annotations

import pytest

from cdd_desktop.errors import UserError
from cdd_desktop.store import paper_key, recovery


@pytest.fixture(scope="module")
def identity() -> str:
    return recovery.new_recovery_key()[0]


def test_what_is_printed_is_what_is_typed_back_however_it_is_typed(identity: str) -> None:
    rows = paper_key.rows_of(identity)
    assert len(rows) == paper_key.ROWS
    assert paper_key.identity_of(rows) == identity
    assert paper_key.identity_of([row.lower().replace(" ", "-") for row in rows]) == identity
    assert paper_key.identity_of([f" {identity.lower()} "]) == identity
    assert recovery.recipient_of(paper_key.identity_of(rows)).startswith("age1")


def test_letters_that_the_eye_mistakes_are_taken_for_what_they_are(identity: str) -> None:
    body = [row[:-2].replace("0", "O").replace("8", "B").replace("L", "1") for row in paper_key.rows_of(identity)]
    rows = [text + row[-2:] for text, row in zip(body, paper_key.rows_of(identity), strict=True)]
    assert paper_key.identity_of(rows) == identity


@pytest.mark.parametrize("at", range(paper_key.ROWS))
def test_a_slip_is_named_by_its_row(identity: str, at: int) -> None:
    rows = list(paper_key.rows_of(identity))
    letters = list(rows[at])
    letters[0] = "Q" if letters[0] != "Q" else "P"
    rows[at] = "".join(letters)
    with pytest.raises(UserError, match=f"แถวที่ {at + 1}"):
        paper_key.identity_of(rows)


def test_rows_in_another_order_are_refused(identity: str) -> None:
    rows = list(paper_key.rows_of(identity))
    rows[0], rows[1] = rows[1], rows[0]
    with pytest.raises(UserError, match="แถวที่ 1"):
        paper_key.identity_of(rows)
    with pytest.raises(UserError):
        paper_key.identity_of(["", "", "", ""])


def test_the_number_of_a_request_is_the_same_on_both_sides_and_a_name_is_only_words() -> None:
    name = b"\\u0e19\\u0e32\\u0e22\\n\\u0000 " + b"x" * 300
    request = recovery.read_request(b'{"sealed": "00ff", "name": "%s"}' % name)
    assert request.number == recovery.read_request(b'{"sealed": "00FF"}').number
    assert len(request.name) <= 120
    assert request.name.isprintable()
