"""Make and keep ``.venv``: pinned, hash-checked requirements, and what Debian lacks for them.

Standard library only: it runs on a fresh machine, before anything is installed.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "cdd-stamp.json"
REQUIREMENTS = {"run": "requirements.txt", "dev": "requirements-dev.txt"}
OLDEST, NEWEST = (3, 11), (3, 13)
WINDOWS = sys.platform == "win32"

# What PySide6's wheels leave to the system, by the package of Debian and Ubuntu that brings it.
QT_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libcups.so.2": "libcups2",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
}

# Settings of pip that say where packages come from are the machine's business; all others could bend the install.
PIP_SETTINGS_KEPT = {
    "PIP_CACHE_DIR",
    "PIP_CERT",
    "PIP_CLIENT_CERT",
    "PIP_CONFIG_FILE",
    "PIP_DEFAULT_TIMEOUT",
    "PIP_EXTRA_INDEX_URL",
    "PIP_FIND_LINKS",
    "PIP_INDEX_URL",
    "PIP_NO_CACHE_DIR",
    "PIP_NO_INDEX",
    "PIP_PROXY",
    "PIP_RETRIES",
    "PIP_TRUSTED_HOST",
}


class SetupProblem(Exception):
    """What stops the set-up, in Thai and English, with what to do."""


def say(text: str) -> None:
    """Print a line of progress."""
    print(f"» {text}", flush=True)


def venv_python(venv: Path = VENV) -> Path:
    """Return the interpreter inside the virtual environment."""
    return venv / "Scripts" / "python.exe" if WINDOWS else venv / "bin" / "python"


def child_environment() -> dict[str, str]:
    """Return the environment for everything started from here: ours alone decides which packages are seen."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in {"PYTHONHOME", "PYTHONPATH", "PYTHONUSERBASE", "__PYVENV_LAUNCHER__"}
        and (not name.startswith("PIP_") or name in PIP_SETTINGS_KEPT)
    }
    # A pip.conf may ask for the user's folder or a virtual environment of its own choice; these two outrank it.
    overrides = {"PIP_USER": "0", "PIP_REQUIRE_VIRTUALENV": "0", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    # The checkout's path in a .pth file is unreadable to Python 3.11 and 3.12 where it holds letters that the
    # Windows code page lacks; on the path itself it never is.
    return {**kept, **overrides, "PYTHONNOUSERSITE": "1", "PYTHONUTF8": "1", "PYTHONPATH": str(ROOT)}


def call(command: list[str], **extra_environment: str) -> int:
    """Run a command in the clean environment; return its exit code."""
    return subprocess.run(command, env={**child_environment(), **extra_environment}, check=False).returncode


def call_quietly(command: list[str]) -> int:
    """Run a command, showing what it said only when it failed."""
    environment = {**child_environment(), "DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, errors="replace", check=False)
    if done.returncode != 0:
        print(done.stdout, done.stderr, sep="\n", file=sys.stderr)
    return done.returncode


def is_debian() -> bool:
    return Path("/etc/debian_version").exists() and shutil.which("apt-get") is not None


def is_root() -> bool:
    return not WINDOWS and os.geteuid() == 0


def can_load(library: str) -> bool:
    """Ask the linker, as Qt will."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def missing_system_packages() -> list[str]:
    """Return the Debian packages that the system lacks for a virtual environment and for Qt."""
    if not sys.platform.startswith("linux"):
        return []
    missing = [package for library, package in QT_LIBRARIES.items() if not can_load(library)]
    if not (has_module("ensurepip") or has_module("pip")):
        missing.insert(0, f"python{sys.version_info[0]}.{sys.version_info[1]}-venv")
    return missing


def has_module(name: str) -> bool:
    return importlib.util.find_spec(name) is not None


def install_system_packages() -> None:
    """Install what the system lacks where that is ours to do, else say the one command that does."""
    missing = missing_system_packages()
    if not missing:
        return
    install = ["apt-get", "install", "-y", "--no-install-recommends", *missing]
    if not is_debian():
        raise SetupProblem(
            "ระบบขาดไลบรารีต่อไปนี้ ติดตั้งด้วยตัวจัดการแพ็กเกจของระบบแล้วลองอีกครั้ง\n"
            "The system lacks these (names as in Debian); install them and try again:\n  " + " ".join(missing)
        )
    if is_root():
        say(f"ติดตั้งส่วนที่ระบบขาด / installing system packages: {' '.join(missing)}")
        apt = ["apt-get", "-o", "DPkg::Lock::Timeout=120", "-qq"]
        call_quietly([*apt, "update"])
        if call_quietly([*apt, *install[1:]]) == 0:
            return
    raise SetupProblem(
        "ระบบขาดบางส่วน พิมพ์คำสั่งนี้แล้วลองอีกครั้ง\n"
        "The system lacks some packages; run this and try again:\n"
        f"  sudo apt-get update && sudo {' '.join(install)}"
    )


def fingerprint(name: str) -> str:
    """Return the hash over all that decides what one level ("run" or "dev") of the environment holds."""
    import tomllib  # an older Python lacks it, and must live to say that it is too old

    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    project = json.dumps([settings.get("build-system"), settings.get("project")], sort_keys=True)
    digest = hashlib.sha256(f"{sys.version_info[:2]} {sys.platform} {ROOT} {project}".encode())
    digest.update((ROOT / "packaging" / REQUIREMENTS[name]).read_bytes())
    return digest.hexdigest()


def read_stamp() -> dict[str, str] | None:
    """Return what the environment was made from, None where there is none or it was left half made."""
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    usable = isinstance(stamp, dict) and stamp.get("python") == python_id() and venv_python().exists()
    return stamp if usable else None


def python_id() -> str:
    return f"{sys.version_info[0]}.{sys.version_info[1]} {ROOT}"


def make_venv() -> None:
    """Make ``.venv`` anew, with pip in it (out of the base Python's own pip where Debian left ensurepip out)."""
    if VENV.exists() or VENV.is_symlink():
        say("ลบ .venv ที่ใช้ไม่ได้ / removing an unusable .venv")
        remove_venv()
    say("สร้าง .venv / making .venv")
    without_pip = [] if has_module("ensurepip") else ["--without-pip"]
    made = call([sys.executable, "-m", "venv", *without_pip, str(VENV)]) == 0
    if not made:
        raise SetupProblem(f"สร้าง .venv ไม่สำเร็จ\nCould not make {VENV}")


def remove_venv() -> None:
    try:
        if VENV.is_symlink() or VENV.is_file():
            VENV.unlink()
        else:
            shutil.rmtree(VENV)
    except OSError as error:
        raise SetupProblem(
            f"ลบ .venv ไม่ได้ ({error.strerror}) ปิดโปรแกรมที่เปิดอยู่ ลบโฟลเดอร์ .venv แล้วลองอีกครั้ง\n"
            f"Could not remove {VENV}; close the program, remove the folder and try again"
        ) from error


def pip_command() -> list[str]:
    """Return the pip that installs into ``.venv``: its own, or the base Python's (22.3 or newer can reach over)."""
    inside = [str(venv_python()), "-m", "pip"]
    has_own = subprocess.run([*inside, "--version"], env=child_environment(), capture_output=True, check=False)
    return inside if has_own.returncode == 0 else [sys.executable, "-m", "pip", "--python", str(venv_python())]


def install(name: str) -> bool:
    """Install one level's requirements and the project itself into ``.venv``; return whether it worked."""
    say("ติดตั้งไลบรารี (ครั้งแรกใช้เวลาสักครู่) / installing pinned, hash-checked requirements")
    requirements = str(ROOT / "packaging" / REQUIREMENTS[name])
    options = ["install", "-qq", "--no-warn-script-location"]
    if call([*pip_command(), *options, "--require-hashes", "--only-binary", ":all:", "--requirement", requirements]):
        return False
    project = ["--no-deps", "--no-build-isolation", "--no-index", "--editable", str(ROOT)]
    return call([*pip_command(), *options, *project]) == 0


def bring(name: str) -> None:
    """Bring ``.venv`` to level "run" or "dev"; quick when nothing changed."""
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        raise SetupProblem(
            f"ต้องใช้ Python 3.11 ถึง 3.13 (ที่ใช้อยู่คือ {sys.version_info[0]}.{sys.version_info[1]})\n"
            "Python 3.11, 3.12 or 3.13 is needed"
        )
    stamp = read_stamp()
    wanted = fingerprint(name)
    if stamp is not None and stamp.get(name) == wanted:
        return
    install_system_packages()
    fresh = stamp is None
    if fresh:
        make_venv()
    STAMP.unlink(missing_ok=True)  # an install that is cut short must not look finished
    if not install(name):
        if fresh:
            raise SetupProblem(
                "ติดตั้งไลบรารีไม่สำเร็จ ตรวจการเชื่อมต่ออินเทอร์เน็ตแล้วลองอีกครั้ง\n"
                "Could not install the requirements; check the connection and try again"
            )
        bring(name)  # an old environment may be beyond repair: without its stamp it is made anew
        return
    levels = {level: fingerprint(level) for level in REQUIREMENTS if name == "dev" or level == "run"}
    STAMP.write_text(json.dumps({"python": python_id(), **levels}), encoding="utf-8")
    say("พร้อมใช้ / ready")
