"""Passwords for commands: from the terminal without showing them, or a line of the input; never from the arguments."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from cdd_desktop.errors import UserError

if TYPE_CHECKING:
    from cdd_desktop.store.datakey import DataKey


def key_of(arguments: argparse.Namespace) -> DataKey | None:
    """Return the key of an encrypted data folder, None of an ordinary one; asks for the password.

    Raises:
        UserError: a wrong password, or it is not said whose it is.
    """
    from cdd_desktop.store import keyslots, swap

    swap.require_settled(arguments.data_dir)
    if not keyslots.present(arguments.data_dir):
        return None
    from cdd_desktop.store import keyring

    known = keyring.who_can_unlock(arguments.data_dir)
    person: str = getattr(arguments, "unlock", "")
    if not person and len(known) == 1:
        person = known[0][0]
    if not person:
        names = " ".join(name for _person, name in known)
        raise UserError("ข้อมูลในโฟลเดอร์นี้เข้ารหัสไว้ ต้องบอกว่าใครเปิด", f"ระบุ --unlock ตามด้วยชื่อ: {names}")
    return keyring.unlock(arguments.data_dir, person, read_secret(f"รหัสผ่านของ {person}: "))


def read_secret(prompt: str) -> str:
    """Return one line that is not shown; raises UserError where there is none."""
    if sys.stdin.isatty():
        import getpass

        return getpass.getpass(prompt)
    line = sys.stdin.readline()
    if not line:
        raise UserError("ไม่ได้รับรหัสผ่าน", "พิมพ์ในหน้าจอ หรือส่งทางอินพุตบรรทัดละหนึ่งรหัส")
    return line.rstrip("\r\n")
