"""What only the operating system knows: which machine this is, and whether a folder lies on another one."""

from __future__ import annotations

import sys
from pathlib import Path

if sys.platform == "win32":
    import ctypes
    import platform
    import winreg

    _REMOTE_DRIVE = 4

    def machine_id() -> str:
        """Return what stays the same on this installation of the operating system."""
        try:
            with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, r"SOFTWARE\Microsoft\Cryptography") as key:
                return str(winreg.QueryValueEx(key, "MachineGuid")[0])
        except OSError:
            return platform.node()

    def on_network(folder: Path) -> bool:
        """Return whether a folder lies on another machine, where SQLite's log cannot be shared safely."""
        anchor = folder.resolve().anchor
        return anchor.startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(anchor) == _REMOTE_DRIVE

else:

    def machine_id() -> str:
        """Return what stays the same on this installation of the operating system."""
        try:
            return Path("/etc/machine-id").read_text(encoding="ascii").strip()
        except (OSError, ValueError):
            import platform  # a seldom used way, and slow to import

            return platform.node()

    def on_network(_folder: Path) -> bool:
        """Return whether a folder lies on another machine; here the person who mounted it knows."""
        return False
