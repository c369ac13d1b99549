"""Kinds of facts: typed, stored and shown forms agree."""

from datetime import date
from decimal import Decimal

import pytest

from cdd_desktop.criteria.kinds import KINDS, Kind, ValueProblem, with_choices

VIRTUES = with_choices(KINDS["choices"], ["a", "b", "c"], ["พอเพียง", "วินัย", "สุจริต"])
BUREAU = with_choices(KINDS["choice"], ["a", "b"], ["หนึ่ง", "สอง"])

EXAMPLES = {
    "bool": (KINDS["bool"], "มี", True, True, "มี"),
    "count": (KINDS["count"], "๑,๒๓๔", 1234, 1234, "1,234"),
    "baht": (KINDS["baht"], "1,234.5", Decimal("1234.5"), "1234.5", "1,234.50"),
    "percent": (KINDS["percent"], "99.95%", Decimal("99.95"), "99.95", "99.95"),
    "count_list": (KINDS["count_list"], "4\t\t5", (4, None, 5), [4, None, 5], "4, –, 5"),
    "percent_list": (KINDS["percent_list"], "100;๕๐.๕", (Decimal(100), Decimal("50.5")), ["100", "50.5"], "100, 50.5"),
    "baht_list": (KINDS["baht_list"], "10;20.25", (Decimal(10), Decimal("20.25")), ["10", "20.25"], "10.00, 20.25"),
    "choice": (BUREAU, "สอง", "b", "b", "สอง"),
    "choices": (VIRTUES, "สุจริต, พอเพียง", ("a", "c"), ["a", "c"], "พอเพียง, สุจริต"),
    "date": (KINDS["date"], "20 ก.พ. 2567", date(2024, 2, 20), "2024-02-20", "20 ก.พ. 2567"),
}


def test_every_kind_has_an_example() -> None:
    assert set(EXAMPLES) == set(KINDS)


@pytest.mark.parametrize(("kind", "typed", "value", "stored", "shown"), EXAMPLES.values(), ids=EXAMPLES)
def test_typed_stored_and_shown_forms_agree(kind: Kind, typed: str, value: object, stored: object, shown: str) -> None:
    parsed = kind.parse(typed)
    assert parsed == value
    assert parsed is not None
    assert kind.to_json(parsed) == stored
    assert kind.from_json(stored) == value
    assert kind.show(parsed) == shown
    assert kind.parse(kind.edit_text(parsed)) == value


@pytest.mark.parametrize("kind", [example[0] for example in EXAMPLES.values()], ids=EXAMPLES)
def test_an_empty_field_is_absent(kind: Kind) -> None:
    assert kind.parse("  ") is None


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("count", "-1"),
        ("count", -1),
        ("count", True),
        ("count", "1.5"),
        ("count", Decimal("80.0")),
        ("count", "1e3"),
        ("count", "1,000"),
        ("count", ""),
        ("count", " 5"),
        ("count", "9" * 31),
        ("count", None),
        ("count", [1]),
        ("baht", "1.005"),
        ("baht", "NaN"),
        ("baht", "Infinity"),
        ("percent", "100.01"),
        ("bool", 1),
        ("bool", "true"),
        ("count_list", 4),
        ("count_list", ["x"]),
        ("date", "2567-02-20x"),
    ],
)
def test_json_that_is_not_a_value_of_the_kind_is_refused(name: str, raw: object) -> None:
    with pytest.raises(ValueProblem):
        KINDS[name].from_json(raw)


@pytest.mark.parametrize("text", ["12,34", "1 2", "สิบ", "1.", ".5", "--1", "0x10", "１", "1,0000"])
def test_text_that_is_not_a_number_is_unreadable(text: str) -> None:
    with pytest.raises(ValueProblem):
        KINDS["baht"].parse(text)


def test_a_repeated_or_foreign_choice_is_refused() -> None:
    for raw in (["a", "a"], ["z"], "a"):
        with pytest.raises(ValueProblem):
            VIRTUES.from_json(raw)
