"""What files from outside are, by content; what their names become."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from cdd_desktop.store import intake
from cdd_desktop.store.child import Unfit
from cdd_desktop.store.intake import clean_name, files_in, kind_of, read_file
from cdd_desktop.store.pictures import MOST_BYTES
from tests.store.pictures_kit import office_file, photo, saved, scene

HEIC = b"\0\0\0\x24ftypheic\0\0\0\0mif1heic" + b"\0" * 40


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.jpg", photo(), "picture"),
        ("a.png", photo(), "picture"),
        ("a.pdf", photo(), "picture"),
        ("no suffix", saved(scene(), "PNG"), "picture"),
        ("a.webp", saved(scene(), "WEBP"), "picture"),
        ("a.PDF", b"%PDF-1.4 ...", "file"),
        ("a.pdf", b"\n\n%PDF-1.4 ...", "file"),
        ("a.docx", office_file("word/document.xml"), "file"),
        ("a.xlsx", office_file("xl/workbook.xml"), "file"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1...", "file"),
    ],
)
def test_the_content_says_what_a_file_is(name: str, data: bytes, kind: str) -> None:
    assert kind_of(name, data) == kind


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.jpg", b"", "ไฟล์ว่าง"),
        ("a.jpg", b"just text", "ไม่ใช่ภาพ"),
        ("IMG_1.HEIC", HEIC, "HEIC"),
        ("renamed.jpg", HEIC, "HEIC"),
        ("a.heif", b"whatever", "HEIC"),
        ("a.svg", b"<svg onload='x'/>", "ภาพแบบนี้"),
        ("a.gif", b"GIF89a......", "ภาพแบบนี้"),
        ("a.jpg", b"GIF89a......", "ภาพแบบนี้"),
        ("a.bmp", b"BM..........", "ภาพแบบนี้"),
        ("a.exe", b"MZ..........", "ไฟล์ชนิดนี้"),
        ("a.pdf.exe", b"%PDF-1.4", "ไฟล์ชนิดนี้"),
        ("a", b"MZ..........", "ไฟล์ชนิดนี้"),
        ("a.html", b"<html>", "ไฟล์ชนิดนี้"),
        ("a.xlsm", b"PK\x03\x04", "มาโคร"),
        ("a.pdf", b"MZ..........", "เนื้อใน"),
        ("a.docx", b"<html>", "เนื้อใน"),
        ("a.docx", b"PK\x03\x04...", "เนื้อใน"),
        ("a.docx", b"MZ" + office_file("word/document.xml"), "เนื้อใน"),
        ("a.docx", office_file("word/document.xml", "word/vbaProject.bin"), "มาโคร"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "_VBA_PROJECT".encode("utf-16-le"), "มาโคร"),
        ("a.pdf", b"MZ..%PDF-1.4", "เนื้อใน"),
        ("a.pdf", b"<html><script>1</script>%PDF-1.4", "เนื้อใน"),
        ("a.pdf", b"%PDF-" + b"x" * MOST_BYTES, "25 MB"),
    ],
)
def test_what_is_not_kept_is_refused_in_words_with_what_to_do(name: str, data: bytes, words: str) -> None:
    with pytest.raises(Unfit) as refused:
        kind_of(name, data)
    assert words in refused.value.message
    assert refused.value.hint


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("ภาพ ประชุม.jpg", "ภาพ ประชุม.jpg"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\x\\a.pdf", "a.pdf"),
        ("a\u202egpj.exe.pdf", "agpj.exe.pdf"),
        ("a\x00b\nc.pdf", "abc.pdf"),
        ('a<>:"|?*.pdf', "a.pdf"),
        ("...", "ไม่มีชื่อ"),
        ("", "ไม่มีชื่อ"),
        ("ก" + "\u0e49" * 50 + "a.pdf", "ก" + "\u0e49" * 4 + "a.pdf"),
        ("a" * 300 + ".pdf", "a" * 116 + ".pdf"),
        ("\ud800x.pdf", "x.pdf"),
    ],
)
def test_a_name_is_made_harmless(name: str, clean: str) -> None:
    assert clean_name(name) == clean


def test_a_missing_or_odd_file_is_refused_in_words(tmp_path: Path) -> None:
    for path in (tmp_path / "gone.jpg", tmp_path):
        with pytest.raises(Unfit):
            read_file(path)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such file")
def test_a_pipe_is_never_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.jpg")
    with pytest.raises(Unfit):
        read_file(tmp_path / "pipe.jpg")


def test_of_a_huge_file_no_more_is_read_than_is_kept(tmp_path: Path) -> None:
    with (tmp_path / "huge.jpg").open("wb") as file:
        file.truncate(5 << 30)
    with pytest.raises(Unfit, match="25 MB"):
        read_file(tmp_path / "huge.jpg")


def test_a_folder_gives_its_fitting_files_in_order(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for name in ("b.jpg", "a.png", "notes.txt", ".hidden.jpg", "~$open.docx", "in/c.heic", "in/d.PDF"):
        (tmp_path / name).write_bytes(b"x")
    found = [path.relative_to(tmp_path).as_posix() for path in files_in([tmp_path], 100)]
    assert found == ["a.png", "b.jpg", "in/c.heic", "in/d.PDF"]
    assert len(files_in([tmp_path], 2)) == 2


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right of their own there")
def test_a_folder_that_leads_back_into_itself_ends(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"x")
    (tmp_path / "loop").symlink_to(tmp_path)
    assert len(files_in([tmp_path], 100)) == 1


def test_what_is_named_is_taken_whatever_it_is_and_only_once(tmp_path: Path) -> None:
    note = tmp_path / "notes.txt"
    assert files_in([note, note], 100) == [note]


def test_the_limit_is_the_same_for_pictures_and_files() -> None:
    intake.check_size(MOST_BYTES)
    with pytest.raises(Unfit):
        intake.check_size(MOST_BYTES + 1)
