import random

from cdd_desktop.thai.sorting import sort_key


def test_words_stand_as_in_a_thai_dictionary() -> None:
    expected = [
        "10",
        "A",
        "ก",
        "กก",
        "กะ",
        "กัน",
        "กั้น",
        "กา",
        "ก่า",
        "ก้า",
        "ก๊า",
        "ก๋า",
        "การ",
        "กำ",
        "กิน",
        "เก",
        "เก่",
        "เก็บ",
        "เกม",
        "แก",
        "โก",
        "ใก",
        "ไก",
        "ไก่",
        "ขา",
        "ร",
        "ฤดู",
        "ลา",
        "อา",
        "ฮา",
    ]
    shuffled = expected[:]
    random.Random(7).shuffle(shuffled)
    assert sorted(shuffled, key=sort_key) == expected


def test_villages_stand_by_number() -> None:
    villages = ["หมู่ 10", "หมู่ ๒", "หมู่ 1", "หมู่ 02", "หมู่"]
    assert sorted(villages, key=sort_key)[:2] == ["หมู่", "หมู่ 1"]
    assert sorted(villages, key=sort_key)[-1] == "หมู่ 10"


def test_an_unmarked_word_stands_before_its_marked_twin_wherever_the_mark_is() -> None:
    assert sort_key("กลางบาน") < sort_key("กลางบ้าน") < sort_key("กล้างบาน")


def test_a_key_can_be_stored_for_any_text() -> None:
    sort_key("ก้" * 30_000 + "9" * 5000).encode("utf-8")
