from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest

import dev
import set_up


@pytest.fixture
def venv(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A made environment, at the level that ``run`` needs."""
    folder = tmp_path / ".venv"
    monkeypatch.setattr(set_up, "VENV", folder)
    monkeypatch.setattr(set_up, "STAMP", folder / "cdd-stamp.json")
    python = set_up.venv_python(folder)
    python.parent.mkdir(parents=True)
    python.touch()
    monkeypatch.setattr(set_up, "venv_python", lambda: python)
    set_up.STAMP.write_text(
        json.dumps({"python": set_up.python_id(), "run": set_up.fingerprint("run")}), encoding="utf-8"
    )
    return folder


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What would have been made and installed, in order."""
    done: list[str] = []
    monkeypatch.setattr(set_up, "install_system_packages", lambda: done.append("system"))
    monkeypatch.setattr(
        set_up, "make_venv", lambda: (set_up.VENV.mkdir(parents=True, exist_ok=True), done.append("venv"))
    )
    monkeypatch.setattr(set_up, "install", lambda name: not done.append(name))
    return done


def test_a_second_start_installs_nothing(venv: Path, installed: list[str]) -> None:
    set_up.bring("run")
    assert installed == []


def test_tests_add_their_tools_to_the_same_environment(venv: Path, installed: list[str]) -> None:
    set_up.bring("dev")
    set_up.bring("dev")
    set_up.bring("run")
    assert installed == ["system", "dev"]


def test_changed_requirements_are_installed(
    venv: Path, installed: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "packaging").mkdir()
    for name in ("packaging/requirements.txt", "packaging/requirements-dev.txt", "pyproject.toml"):
        (tmp_path / name).write_text("changed = 1", encoding="utf-8")
    python = set_up.python_id()
    monkeypatch.setattr(set_up, "python_id", lambda: python)  # it names ROOT, which moves
    monkeypatch.setattr(set_up, "ROOT", tmp_path)
    set_up.bring("run")
    assert installed == ["system", "run"]


@pytest.mark.parametrize("stamp", ["", "{", "[]", '{"python": "3.9 elsewhere", "run": "x"}'])
def test_a_half_made_or_foreign_environment_is_made_anew(venv: Path, installed: list[str], stamp: str) -> None:
    set_up.STAMP.write_text(stamp, encoding="utf-8")
    set_up.bring("run")
    assert installed == ["system", "venv", "run"]


def test_an_environment_whose_python_is_gone_is_made_anew(venv: Path, installed: list[str]) -> None:
    set_up.venv_python().unlink()
    set_up.bring("run")
    assert installed == ["system", "venv", "run"]


def test_an_install_that_failed_leaves_no_stamp(
    venv: Path, installed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(set_up, "install", lambda name: False)
    with pytest.raises(set_up.SetupProblem, match="Could not install"):
        set_up.bring("dev")
    assert not set_up.STAMP.exists()
    assert installed == ["system", "system", "venv"]  # once into the old environment, once into a new one


def test_the_machine_says_where_packages_come_from_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = {"PIP_CERT": "c", "PIP_PROXY": "p", "PIP_CACHE_DIR": "d"}
    dropped = {"PIP_TARGET": "t", "PIP_NO_DEPS": "1", "PIP_REQUIRE_VIRTUALENV": "1", "PYTHONHOME": "h"}
    for name, value in {**kept, **dropped}.items():
        monkeypatch.setenv(name, value)
    environment = set_up.child_environment()
    assert {name: environment[name] for name in kept} == kept
    assert environment["PIP_REQUIRE_VIRTUALENV"] == "0"
    assert not {"PIP_TARGET", "PIP_NO_DEPS", "PYTHONHOME"} & set(environment)


def test_whoever_may_not_install_is_told_the_one_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(set_up, "missing_system_packages", lambda: ["libegl1"])
    monkeypatch.setattr(set_up, "is_debian", lambda: True)
    monkeypatch.setattr(set_up, "is_root", lambda: False)
    with pytest.raises(set_up.SetupProblem, match=r"sudo apt-get install -y --no-install-recommends libegl1$"):
        set_up.install_system_packages()


def test_without_a_screen_the_window_is_not_tried(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dev, "bring", lambda name: None)
    monkeypatch.setattr(dev, "has_screen", lambda: False)
    assert dev.main(["run"]) == 2
    assert "No screen found" in capsys.readouterr().err


def test_requirements_are_pinned_hashed_and_name_no_registry() -> None:
    for name in set_up.REQUIREMENTS.values():
        text = (set_up.ROOT / "packaging" / name).read_text(encoding="utf-8")
        pinned = re.findall(r"^([a-z0-9-]+)==\S+.*\\\n    --hash=sha256:[0-9a-f]{64}", text, re.MULTILINE)
        assert len(pinned) == len(re.findall(r"^[a-zA-Z]", text, re.MULTILINE)) > 20
        assert "://" not in text
        assert "--find-links" not in text


def test_every_dependency_of_the_project_is_pinned_and_the_build_backend_is_the_pinned_one() -> None:
    project = tomllib.loads((set_up.ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    text = (set_up.ROOT / "packaging" / "requirements.txt").read_text(encoding="utf-8")
    for name in project["project"]["dependencies"]:
        assert f"\n{name.lower()}==" in f"\n{text}"
    [backend] = project["build-system"]["requires"]
    assert backend.replace("_", "-") in text


@pytest.mark.parametrize(
    ("typed", "command", "further"),
    [
        (["run", "--data-dir", "D", "--help"], "run", ["--data-dir", "D", "--help"]),
        (["run", "--", "grade", "cases.json"], "run", ["grade", "cases.json"]),
        (["test", "--full", "tests/store", "-k", "undo"], "test", ["tests/store", "-k", "undo"]),
        (["bench", "start"], "bench", ["start"]),
    ],
)
def test_further_words_go_to_the_program_and_to_pytest(typed: list[str], command: str, further: list[str]) -> None:
    options, rest = dev.parse(typed)
    assert (options.command, rest) == (command, further)


def test_every_library_that_is_installed_is_named_with_its_licence() -> None:
    text = (set_up.ROOT / "packaging" / "requirements.txt").read_text(encoding="utf-8")
    named = (set_up.ROOT / "THIRD-PARTY.md").read_text(encoding="utf-8")
    libraries = re.findall(r"^([a-z0-9-]+)==", text, re.MULTILINE)
    assert [name for name in libraries if not re.search(rf"\b{name}\b", named)] == []
