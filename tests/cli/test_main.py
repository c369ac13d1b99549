"""What holds for every command."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pytest

from cdd_desktop.cli import grading, main
from tests.cli.conftest import Run

COMMANDS = ("grade", "demo", "set", "report", "criteria", "facts", "check", "self-test")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself_in_thai(run: Run, command: str) -> None:
    ran = run(command, "--help")
    assert ran.code == 0
    assert "วิธีใช้" in ran.out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["set"], "ขาด"),
        (["report", "--round", "2567-q2/2", "--form", "poster", "--out", "x"], "เลือกได้"),
        (["grade", "a.json", "b.json"], "ไม่รู้จัก b.json"),
        (["grade", "a.json", "--data-dir", "d"], "ไม่รู้จัก"),
        (["nonsense"], "เลือกได้"),
        (["demo", "--data-dir"], "ต้องมีค่าตามหลัง"),
    ],
)
def test_wrong_arguments_are_said_in_thai_with_exit_code_2(run: Run, words: list[str], said: str) -> None:
    ran = run(*words)
    assert ran.code == 2
    assert ran.out == ""
    assert said in ran.err


def test_it_speaks_utf8_on_a_console_with_another_code_page(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stderr", io.TextIOWrapper(raw, encoding="cp874"))
    assert main(["grade", "no-such-file.json"]) == 2
    sys.stderr.flush()
    assert "อ่านไฟล์" in raw.getvalue().decode("utf-8")


def test_a_bug_is_said_in_thai_with_what_its_mending_needs(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(path: object) -> str:
        raise ZeroDivisionError

    monkeypatch.setattr(grading, "read_text", broken)
    ran = run("grade", "cases.json")
    assert (ran.code, ran.out) == (2, "")
    assert "โปรแกรมทำงานผิดพลาด" in ran.err
    assert "ZeroDivisionError" in ran.err


def test_subcommands_run_as_a_process_import_no_qt(tmp_path: Path) -> None:
    cases = tmp_path / "cases.json"
    cases.write_text("[]", encoding="utf-8")
    of_round = ["report", "--data-dir", str(tmp_path / "d"), "--round", "2567-q2/2"]
    reports = [
        [*of_round, "--form", "mission", "--mission", "otop", "--out", str(tmp_path / "a.pdf")],
        [*of_round, "--form", "workbook", "--out", str(tmp_path / "a.xlsx")],
    ]
    script = (
        "import sys\n"
        "from cdd_desktop.cli import main\n"
        f"codes = [main(words) for words in {[['grade', str(cases)], ['demo', '--data-dir', str(tmp_path / 'd')]]!r}]\n"
        f"codes += [main(words) for words in {reports!r}]\n"
        f"codes += [main(['check', '--data-dir', {str(tmp_path / 'd')!r}])]\n"
        "qt = [name for name in sys.modules if name.startswith('PySide6')]\n"
        "sys.exit(0 if not qt and codes == [0, 0, 0, 0, 0] else f'{qt} {codes}')\n"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, encoding="utf-8", check=False)
    assert (ran.returncode, ran.stderr) == (0, "")
