"""Pages of foreign PDF files: drawn in a process of its own, or refused in words."""

from __future__ import annotations

import io
import subprocess
import sys

import pypdfium2
import pytest
from PIL import Image

from cdd_desktop.store import paper_child, paper_pages
from cdd_desktop.store.child import Unfit
from cdd_desktop.store.paper_pages import draw_page


def paper(*sides: tuple[float, float]) -> bytes:
    """Return a PDF of empty pages of these sizes (points)."""
    document = pypdfium2.PdfDocument.new()
    for wide, high in sides:
        document.new_page(wide, high)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def size(image: bytes) -> tuple[int, int]:
    return Image.open(io.BytesIO(image)).size


LOCKED = b"""%%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>endobj
4 0 obj<</Filter/Standard/V 1/R 2/P -4/O<%s>/U<%s>>>endobj
trailer<</Root 1 0 R/Encrypt 4 0 R/ID[<00><00>]>>""" % (b"11" * 32, b"22" * 32)


def test_a_page_is_drawn_and_the_pages_are_counted() -> None:
    made = draw_page(paper((595, 842), (842, 595)), 1)
    assert (made.pages, size(made.image)) == (2, (1755, 1240))
    assert size(draw_page(paper((595, 842)), 99).image) == (1240, 1755)


def test_a_sheet_of_kilometres_is_drawn_no_larger_than_others() -> None:
    assert max(size(draw_page(paper((14_000, 14_000))).image)) == paper_child.LONGEST
    assert max(size(draw_page(paper((500_000, 2))).image)) <= paper_child.LONGEST


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "เสีย"),
        (b"%PDF-1.7 nothing", "เสีย"),
        (b"MZ\x90\0", "เสีย"),
        (paper((595, 842))[:200], "เสีย"),
        (LOCKED, "รหัสผ่าน"),
    ],
)
def test_what_cannot_be_drawn_is_refused_in_words(data: bytes, words: str) -> None:
    with pytest.raises(Unfit, match=words) as refused:
        draw_page(data)
    assert "โปรแกรมอื่น" in refused.value.hint


def test_a_process_that_does_not_end_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paper_pages, "_command", lambda: [sys.executable, "-c", "import time; time.sleep(60)"])
    with pytest.raises(Unfit, match="ไม่เสร็จ"):
        draw_page(b"%PDF-", seconds=0.2)
    with pytest.raises(Unfit, match="หยุด"):
        draw_page(b"%PDF-", stopped=lambda: True)


@pytest.mark.parametrize("program", ["import os; os.abort()", "print('[]')", "print('{}')"])
def test_a_process_that_dies_is_a_page_refused(monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    monkeypatch.setattr(paper_pages, "_command", lambda: [sys.executable, "-c", program])
    with pytest.raises(Unfit):
        draw_page(b"%PDF-")


def test_the_built_program_starts_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert paper_pages._command() == [sys.executable, paper_pages.CHILD_ARGUMENT]


def test_the_program_with_the_hidden_word_draws_a_page() -> None:
    program = [sys.executable, "-m", "cdd_desktop", paper_pages.CHILD_ARGUMENT]
    ran = subprocess.run(program, input=b"0\n" + paper((99, 99)), capture_output=True, check=False)
    assert ran.stdout.startswith(b'{"pages": 1}\n\xff\xd8'), ran.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="the cap is a job object there")
def test_the_process_has_the_cap_on_memory_of_that_for_pictures() -> None:
    greedy = "; import paper_child; paper_child.drawn = lambda *_: bytearray(600 << 20)"
    program = [*paper_pages._command()]
    program[3] = program[3].replace("; sys.exit", greedy + "; sys.exit")
    ran = subprocess.run(program, input=b"0\n", capture_output=True, check=False)
    assert ran.stdout.startswith(b'{"problem": "memory"}')
