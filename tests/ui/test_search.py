"""Finding by a few letters."""

from __future__ import annotations

from cdd_desktop.ui.search import Target, find


def target(text: str, **more: object) -> Target:
    return Target(text, "ภารกิจ", lambda: None, **more)  # type: ignore[arg-type]


KHOK, THAI, FUND = target("1 โคก หนอง นา", words="khok_nong_na"), target("3 ผ้าไทย"), target("6 กองทุนบทบาทสตรี")
ALL = [KHOK, THAI, FUND]


def test_tone_marks_may_be_left_out() -> None:
    assert find(ALL, "ผาไทย") == [THAI]


def test_thai_digits_find_arabic_ones() -> None:
    assert find(ALL, "๖") == [FUND]


def test_every_word_must_be_there() -> None:
    assert find(ALL, "กองทุน สตรี") == [FUND]
    assert find(ALL, "กองทุน ไหม") == []


def test_hidden_words_find_too_but_stand_behind_names() -> None:
    named = target("khok")
    assert find([KHOK, named], "khok") == [named, KHOK]


def test_among_equals_the_heavier_stands_first() -> None:
    light, heavy = target("พิมพ์", weight=0), target("พิมพ์…", weight=2)
    assert find([light, heavy], "พิมพ์") == [heavy, light]


def test_an_empty_query_finds_all() -> None:
    assert find(ALL, "  ") == ALL
