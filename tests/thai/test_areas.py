from __future__ import annotations

import pytest

from cdd_desktop.thai.areas import BANGKOK, districts, provinces


def test_the_country_has_77_provinces_and_878_districts_besides_bangkok_s_50() -> None:
    counts = {item.code: len(districts(item.code)) for item in provinces()}
    assert len(counts) == 77
    assert counts.pop(BANGKOK) == 50
    assert sum(counts.values()) == 878


def test_codes_are_unique_and_begin_with_their_province_s() -> None:
    codes = [item.code for found in provinces() for item in districts(found.code)]
    assert len(set(codes)) == len(codes) == 928
    assert all(item.province_code == found.code for found in provinces() for item in districts(found.code))
    assert all(len(code) == 4 and code.isdecimal() for code in codes)


def test_no_name_stands_twice_in_a_province() -> None:
    for found in provinces():
        names = [item.name for item in districts(found.code)]
        assert len(set(names)) == len(names)


def test_names_hold_thai_letters_only() -> None:
    names = [found.name for found in provinces()] + [d.name for p in provinces() for d in districts(p.code)]
    assert all(all("\u0e01" <= letter <= "\u0e4e" or letter == "-" for letter in name) for name in names)


@pytest.mark.parametrize(
    ("code", "name", "of"),
    [
        ("4029", "เวียงเก่า", "ขอนแก่น"),
        ("5025", "กัลยาณิวัฒนา", "เชียงใหม่"),
        ("4504", "จตุรพักตรพิมาน", "ร้อยเอ็ด"),
        ("3803", "โซ่พิสัย", "บึงกาฬ"),
        ("9610", "สุไหงโก-ลก", "นราธิวาส"),
    ],
)
def test_districts_that_the_source_lacks_or_misspells_are_there(code: str, name: str, of: str) -> None:
    assert name in [item.name for item in districts(code[:2]) if item.code == code]
    assert {item.code: item.name for item in provinces()}[code[:2]] == of


def test_provinces_and_districts_stand_in_dictionary_order() -> None:
    names = [item.name for item in provinces()]
    assert names[:3] == ["กระบี่", "กรุงเทพมหานคร", "กาญจนบุรี"]
    assert names.index("เชียงใหม่") < names.index("ตรัง")
    assert [item.name for item in districts("83")] == ["กะทู้", "ถลาง", "เมืองภูเก็ต"]


def test_an_unknown_province_has_no_districts() -> None:
    assert districts("99") == ()
