"""Thai on screen: folded between words, never inside marks, clean when copied."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cdd_desktop.ui import text
from cdd_desktop.ui.folding import fold, words_ready
from cdd_desktop.ui.text import ThaiLabel, warm_up

SENTENCE = "ครัวเรือนเป้าหมายที่ได้รับการช่วยเหลือตามแผนพัฒนาครัวเรือน"
WORDS = ["ครัวเรือน", "เป้าหมาย", "ที่", "ได้รับ", "การ", "ช่วยเหลือ", "ตาม", "แผน", "พัฒนา", "ครัวเรือน"]


@pytest.fixture
def words(qapp: QApplication, qtbot: QtBot) -> Iterator[None]:
    warm_up(qapp)
    qtbot.waitUntil(words_ready, timeout=10_000)
    yield
    qapp.setProperty("thaiWordsReady", None)


def label(qtbot: QtBot, content: str, width: int, **more: object) -> ThaiLabel:
    made = ThaiLabel(content, **more)  # type: ignore[arg-type]
    qtbot.addWidget(made)
    made.resize(width, 400)
    return made


@pytest.mark.usefixtures("words")
def test_lines_end_between_words_at_every_width(qtbot: QtBot) -> None:
    ends = {sum(map(len, WORDS[:count])) for count in range(1, len(WORDS) + 1)}
    made = label(qtbot, SENTENCE, 100)
    for width in range(90, 420, 10):
        made.resize(width, 400)
        lines = made.lines()
        assert "".join(lines) == SENTENCE
        at = 0
        for line in lines:
            at += len(line)
            assert at in ends, (width, lines)


@pytest.mark.usefixtures("words")
def test_what_is_drawn_is_as_tall_as_the_layout_was_told(qtbot: QtBot) -> None:
    made = label(qtbot, SENTENCE, 150)
    assert made.heightForWidth(150) == len(made.lines()) * made.line_step()
    assert made.line_step() >= 1.4 * made.font().pixelSize()


@pytest.mark.usefixtures("words")
def test_no_line_is_wider_than_the_label_even_for_one_long_word(qtbot: QtBot) -> None:
    made = label(qtbot, "ประชาสัมพันธ์", 40)
    assert len(made.lines()) > 1
    assert all(text.text_width(line, made.font()) <= 42 for line in made.lines())
    assert not any(line[0] in "ัาิีึืฺุู็่้๊๋์ํ" for line in made.lines() if line[0] != "า")


def test_before_the_dictionary_is_read_text_stands_and_is_folded_at_spaces(qtbot: QtBot) -> None:
    assert not words_ready()
    made = label(qtbot, "ศูนย์เรียนรู้ โคก หนอง นา", 110)
    assert made.lines()[0].startswith("ศูนย์เรียนรู้")


def test_a_label_is_folded_again_once_the_words_are_known(qapp: QApplication, qtbot: QtBot) -> None:
    made = label(qtbot, SENTENCE, 150)
    made.show()
    before = made.lines()
    warm_up(qapp)
    qtbot.waitUntil(words_ready, timeout=10_000)
    try:
        assert made.lines() != before
    finally:
        qapp.setProperty("thaiWordsReady", None)


@pytest.mark.usefixtures("words")
def test_marks_for_line_breaks_reach_neither_text_nor_clipboard(qtbot: QtBot) -> None:
    made = label(qtbot, SENTENCE, 150)
    made.show()
    made.copy_text()
    assert len(made.lines()) > 1
    assert made.text() == SENTENCE
    assert QGuiApplication.clipboard().text() == SENTENCE


@pytest.mark.usefixtures("words")
def test_a_label_of_two_lines_is_cut_and_tells_the_whole_on_hover(qtbot: QtBot) -> None:
    made = label(qtbot, SENTENCE, 120, lines=2)
    made.show()
    assert made.heightForWidth(120) == 2 * made.line_step()
    assert made.toolTip() == SENTENCE
    made.resize(900, 40)
    assert made.toolTip() == ""


@pytest.mark.usefixtures("words")
def test_a_heading_is_folded_into_lines_of_like_length(qtbot: QtBot) -> None:
    made = label(qtbot, SENTENCE, 500, role="title")
    made.show()
    made.resize(500, 200)
    short, long = sorted(text.text_width(line, made.font()) for line in made.lines())
    assert short > 0.6 * long
    assert "".join(made.lines()) == SENTENCE


def test_line_feeds_are_kept(qtbot: QtBot) -> None:
    assert label(qtbot, "หนึ่ง\nสอง\n\nสี่", 300).lines() == ["หนึ่ง", "สอง", "", "สี่"]


def test_fold_fills_lines_and_cuts_what_is_too_wide() -> None:
    def after(place: int) -> int:
        return place + 1

    assert fold("aa bb cc", [3, 6], float, 5, after) == [(0, 6), (6, 8)]
    assert fold("aaaaaa bb", [7], float, 4, after) == [(0, 4), (4, 7), (7, 9)]
    assert fold("", [], float, 5, after) == [(0, 0)]


def test_spaces_at_the_end_of_a_line_need_no_room() -> None:
    assert fold("aaaa bbbb", [5], float, 4, lambda place: place + 1) == [(0, 5), (5, 9)]


@pytest.mark.usefixtures("words")
def test_a_number_stays_with_its_unit_while_there_is_room(qtbot: QtBot) -> None:
    made = label(qtbot, "หมู่บ้านที่มีเส้นทาง: 62 จาก 62 หมู่บ้าน = ร้อยละ 100.00 ได้ระดับ A", 100)
    for width in range(150, 460, 10):
        made.resize(width, 300)
        lines = made.lines()
        assert not any(line.endswith(("ร้อยละ", "ระดับ", "62")) for line in lines), (width, lines)
    made.resize(60, 300)
    assert all(text.text_width(line, made.font()) <= 62 for line in made.lines())


@pytest.mark.usefixtures("words")
def test_a_repetition_mark_never_starts_a_line(qtbot: QtBot) -> None:
    made = label(qtbot, "กิจกรรมต่าง ๆ ที่จัดในพื้นที่ต่าง ๆ", 60)
    for width in range(60, 300, 4):
        made.resize(width, 300)
        assert not any(line.startswith("ๆ") for line in made.lines())
