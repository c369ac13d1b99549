"""Where things lie: bundled resources, fonts and the data folder.

``resources/`` and ``fonts/`` stand beside the package in a checkout and beside the program in an installed build,
so ``importlib.resources`` does not find them; ``cdd-desktop self-test`` proves that this module does.
"""

import os
import sys
from pathlib import Path

PORTABLE_MARK = "portable.txt"  # a file of this name beside the program keeps the data beside it too


def root() -> Path:
    """Return the folder that holds ``resources/`` and ``fonts/``."""
    bundle = getattr(sys, "_MEIPASS", None)
    return Path(bundle) if bundle else Path(__file__).resolve().parent.parent


def resources() -> Path:
    return root() / "resources"


def criteria_packs() -> Path:
    return resources() / "criteria"


def fonts() -> Path:
    return root() / "fonts"


def program_folder() -> Path:
    """Return the folder the person sees as "the program": beside the executable, or the checkout."""
    return Path(sys.executable).resolve().parent if getattr(sys, "frozen", False) else root()


def default_data_dir() -> Path:
    """Return the data folder used when ``--data-dir`` is not given."""
    beside = program_folder()
    if (beside / PORTABLE_MARK).exists():
        return beside / "data"
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
        return base / "CDD Desktop"
    base = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return base / "cdd-desktop"


def state_dir() -> Path:
    """Return the user's own folder for what must lie outside of the data folder (marks of its database)."""
    if sys.platform == "win32":
        base = Path(os.environ.get("APPDATA") or Path.home() / "AppData" / "Roaming")
        return base / "CDD Desktop"
    base = Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state")
    return base / "cdd-desktop"
