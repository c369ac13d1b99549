import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cdd_desktop.thai.clean import RefusedText, canonical, clean_text, fold


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("น\u0e4d\u0e49\u0e32", "น้ำ"),
        ("น\u0e49\u0e4d\u0e32", "น้ำ"),
        ("น\u0e33\u0e49", "น้ำ"),
        ("ท\u0e48\u0e35", "ที่"),
        ("ก\u0e48\u0e38", "กุ่"),
        ("สิทธ\u0e4c\u0e34", "สิทธิ์"),
        ("ที่ว่าการ", "ที่ว่าการ"),
        ("e\u0301", "é"),
    ],
)
def test_marks_come_into_one_order(typed: str, stored: str) -> None:
    assert clean_text(typed, 100) == stored
    assert clean_text(stored, 100) == stored


@settings(max_examples=1000, deadline=None)
@given(st.text(st.sampled_from("กอำาเํัิุู็ฺ่้์๎ x"), max_size=12))
def test_text_in_order_stays_as_it_is(typed: str) -> None:
    once = canonical(typed)
    assert canonical(once) == once
    assert sorted(once.replace("ำ", "ํา")) == sorted(typed.replace("ำ", "ํา"))


@pytest.mark.parametrize("char", ["\x00", "\x1b", "\x85", "\ue000", "\ud800", "\u0e5c", "\uffff"])
def test_characters_that_are_not_text_are_refused(char: str) -> None:
    with pytest.raises(RefusedText, match=f"U\\+{ord(char):04X}"):
        clean_text(f"ก{char}ข", 100)


def test_lines_and_tabs_stay_and_turning_controls_go() -> None:
    assert clean_text("ก\r\nข\rค\tง\u202e\u2066\u200f", 100) == "ก\nข\nค\tง"


def test_a_flood_of_marks_is_refused() -> None:
    assert clean_text("ก" + "\u0e49" * 4, 100) == "ก" + "\u0e49" * 4
    with pytest.raises(RefusedText, match="ซ้อน"):
        clean_text("ก" + "\u0e49" * 5, 100)


def test_a_text_longer_than_its_field_is_refused() -> None:
    assert clean_text("ก" * 10, 10) == "ก" * 10
    with pytest.raises(RefusedText, match="10"):
        clean_text("ก" * 11, 10)
    with pytest.raises(RefusedText, match="10"):
        clean_text("ก" * 100_000, 10)


def test_sara_am_is_not_taken_apart() -> None:
    assert canonical("กำแพงน้ำ") == "กำแพงน้ำ"


@pytest.mark.parametrize(
    ("stored", "asked"),
    [
        ("น้ำ", "นำ"),
        ("น้ำ", "น\u0e4d\u0e32"),
        ("หมู่ ๑๒", "หมู 12"),
        ("ออมทรัพย์", "ออมทรัพย"),
        ("OTOP  Village", "otop village"),
        ("แพร่", "เเพร"),
        ("ใจดี", "ใ\u200bจดี"),
    ],
)
def test_a_search_forgives_tones_digits_case_and_spacing(stored: str, asked: str) -> None:
    assert fold(stored) == fold(asked)


def test_a_search_does_not_forgive_vowels() -> None:
    assert fold("กา") != fold("กำ")
    assert fold("ดี") != fold("ดิ")
