import subprocess
import sys

import pytest

from cdd_desktop.thai.words import JOINER, NBSP, ZWSP, breaks, tie_spaces, unbroken, without_marks, words


def shown(text: str) -> str:
    """The text with | where a line may end, besides spaces."""
    places = breaks(text)
    return "|".join(text[a:b] for a, b in zip((0, *places), (*places, len(text)), strict=True))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ส่งเสริมการจัดตั้งกลุ่มออมทรัพย์", "ส่งเสริม|การ|จัดตั้ง|กลุ่ม|ออมทรัพย์"),
        ("ระดับหมู่บ้าน/ตำบล", "ระดับ|หมู่บ้าน/|ตำบล"),
        ("กลุ่ม(ร้อยละ 76.92)", "กลุ่ม|(ร้อยละ 76.92)"),
        ("ต่าง ๆ", "ต่าง ๆ"),
        ("เด็กๆไป", "เด็กๆ|ไป"),
        ("กรุงเทพฯ และ ฯลฯ", "กรุงเทพฯ และ ฯลฯ"),
        ("เอกสาร ก.พ.ร. 10/2567", "เอกสาร ก.พ.ร. 10/2567"),
        ("โครงการ “ครัวเรือน”ต้นแบบ", "โครงการ “ครัวเรือน”|ต้นแบบ"),
        ("มท 0405.3/ว 3371", "มท 0405.3/ว 3371"),
        ("Click ชุมชน", "Click ชุมชน"),
        ("abc 10/13 x-y", "abc 10/13 x-y"),
        ("", ""),
    ],
)
def test_lines_end_between_words_only(text: str, expected: str) -> None:
    assert shown(text) == expected


def test_a_marked_name_stays_whole() -> None:
    name = "สมชายกลางวัน ใจดีงามยิ่ง"
    assert "|" in shown(name)
    assert shown("ประธานกลุ่ม" + unbroken(name)) == f"ประธาน|กลุ่ม{JOINER}{name.replace(' ', NBSP)}{JOINER}"


def test_no_line_starts_with_what_belongs_to_the_line_before() -> None:
    text = "กลุ่มๆ ของ “ชุมชน” (ตำบล) กรุงเทพฯ น้ำ เกาะ ฯลฯ การพัฒนาชุมชน" * 20
    for at in breaks(text):
        assert text[at] not in "ๆฯ)”ะาำๅ"
        assert not "\u0e31" <= text[at] <= "\u0e3a"
        assert not "\u0e47" <= text[at] <= "\u0e4e"
        assert text[at - 1] not in "เแโใไ(“"


def test_words_lose_nothing() -> None:
    text = "กกกก เก็บเงินออม\n\t12.5 % ☑ 😀 เเปลก ํ ำ ๆๆ"
    assert "".join(words(text)) == text


def test_display_text_goes_back_to_what_it_was() -> None:
    text = "การพัฒนาชุมชน ต่าง ๆ ในตำบล"
    display = tie_spaces(text).replace("ชุมชน", f"{ZWSP}ชุมชน")
    assert f"ต่าง{NBSP}ๆ" in display
    assert without_marks(display) == text
    assert without_marks(unbroken("ชื่อ สกุล")) == "ชื่อ สกุล"


def test_the_space_before_a_repeat_mark_is_tied() -> None:
    assert tie_spaces("อื่น ๆ ก็") == f"อื่น{NBSP}ๆ ก็"


def test_importing_reads_no_dictionary_and_not_pythainlp() -> None:
    code = (
        "import sys, cdd_desktop.thai.words as w; assert 'nlpo3' not in sys.modules;"
        "w.breaks('การบ้าน'); assert 'pythainlp' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_threads_that_ask_first_at_once_all_get_words() -> None:
    code = (
        "import cdd_desktop.thai.words as w; from concurrent.futures import ThreadPoolExecutor as P;"
        "got = list(P(8).map(w.words, ['การบ้านของเด็ก'] * 8)); assert got == [['การบ้าน', 'ของ', 'เด็ก']] * 8, got"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
