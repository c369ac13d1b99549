"""The two commands of the README: ``run`` opens the program, ``test`` checks it; both set up what they need first.
``setup`` does that alone, ``bench`` measures.
"""

from __future__ import annotations

import argparse
import io
import os
import sys

from set_up import ROOT, WINDOWS, SetupProblem, bring, call, child_environment, say, venv_python

OWN_FOLDER_ONLY = {"PYTHONSAFEPATH": "1"}  # a yaml.py in the folder one stands in must not be imported


def has_screen() -> bool:
    named = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return not sys.platform.startswith("linux") or any(os.environ.get(name) for name in named)


def run_program(arguments: list[str]) -> int:
    """Start the program; without a subcommand it opens its window."""
    bring("run")
    opens_window = (not arguments or arguments[0].startswith("-")) and not {"-h", "--help"} & set(arguments)
    if opens_window and not has_screen():
        raise SetupProblem(
            "ไม่พบจอภาพ เปิดคำสั่งนี้จากหน้าจอเดสก์ท็อป\n"
            "No screen found (DISPLAY is not set); run this on a desktop, or on a virtual screen:\n"
            "  xvfb-run -a python3 packaging/dev.py run"
        )
    command = [str(venv_python()), "-m", "cdd_desktop", *arguments]
    if not WINDOWS:
        # In place of this process: the set-up need not stay in memory beside the window.
        os.execve(command[0], command, {**child_environment(), **OWN_FOLDER_ONLY})
    return call(command, **OWN_FOLDER_ONLY)


def check_all(pytest_arguments: list[str], *, full: bool) -> int:
    """Run every check, whatever the others say; tests come last so that their line closes the output."""
    bring("dev")
    python = str(venv_python())
    tools = {
        "ruff": [python, "-m", "ruff", "check", "--quiet"],
        "mypy": [python, "-m", "mypy", "--no-error-summary"],
        "layers": [python, "-c", "from importlinter.cli import lint_imports_command as run; run()", "--no-logo"],
        "pytest": [python, "-X", "warn_default_encoding", "-m", "pytest", *(pytest_arguments or ["-n", "2"])],
    }
    os.chdir(ROOT)
    environment = {"QT_QPA_PLATFORM": "offscreen", **OWN_FOLDER_ONLY}
    if full:
        environment["CDD_FULL_TESTS"] = "1"
    failed: list[str] = []
    for name, command in tools.items():
        if name == "pytest" and failed:
            say(f"ไม่ผ่าน / failed so far: {', '.join(failed)}")
        say(name)
        if call(command, **environment) != 0:
            failed.append(name)
    return 1 if failed else 0


def run_benchmarks(names: list[str]) -> int:
    """Run the benchmarks (all, or those named), each in a process of its own."""
    bring("dev")
    scripts = sorted((ROOT / "tests" / "bench").glob("bench_*.py"))
    chosen = [script for script in scripts if not names or script.stem.removeprefix("bench_") in names]
    if not chosen:
        known = " ".join(script.stem.removeprefix("bench_") for script in scripts)
        raise SetupProblem(f"ไม่มีการวัดชื่อนี้ / no such benchmark; there are: {known}")
    screen = {} if os.environ.get("QT_QPA_PLATFORM") else {"QT_QPA_PLATFORM": "offscreen"}
    return max(call([str(venv_python()), str(script)], **screen) for script in chosen)


def parse(arguments: list[str]) -> tuple[argparse.Namespace, list[str]]:
    """Return our own options, and the words that go on to the program, to pytest or to the benchmarks."""
    parser = argparse.ArgumentParser(prog="dev.py", description="CDD Desktop: run and check it from a checkout")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("setup", help="make .venv and install what the program needs")
    commands.add_parser("run", help="open the program (further words go to it)", add_help=False)
    tester = commands.add_parser("test", help="lint, types, layers and all tests (further words go to pytest)")
    tester.add_argument("--full", action="store_true", help="the stated counts of the safety figures")
    commands.add_parser("bench", help="measure (all, or the named benchmarks)")
    options, further = parser.parse_known_args(arguments)
    return options, [word for word in further if word != "--"]


def do(options: argparse.Namespace, further: list[str]) -> int:
    if options.command == "run":
        return run_program(further)
    if options.command == "test":
        return check_all(further, full=options.full)
    if options.command == "bench":
        return run_benchmarks(further)
    bring("run")
    return 0


def main(arguments: list[str]) -> int:
    """Do one command; return its exit code."""
    options, further = parse(arguments)
    try:
        return do(options, further)
    except SetupProblem as problem:
        print(problem, file=sys.stderr)
        return 2
    except OSError as error:  # a full disk, a folder that may not be written
        print(f"ระบบไม่ยอมให้ทำ / the system refused: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("หยุดแล้ว / stopped", file=sys.stderr)
        return 130


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a console that cannot show Thai must not stop the set-up
    sys.exit(main(sys.argv[1:]))
