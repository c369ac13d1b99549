"""From arguments to exit code: results on stdout, errors in Thai on stderr with exit code 2.

Without a subcommand the window opens; the subcommands import no Qt.
"""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import Sequence

from cdd_desktop.cli.arguments import FAILED, Command, read_arguments
from cdd_desktop.cli.files import reason, say
from cdd_desktop.clock import Clock, SystemClock
from cdd_desktop.errors import UserError


def main(argv: Sequence[str] | None = None, clock: Clock | None = None) -> int:
    """Run one command and return its exit code.

    Args:
        argv: the arguments after the program's name; those of the process when None.
        clock: the clock to use; the PC's when None.
    """
    _speak_utf8()
    if not logging.root.handlers:  # without one, Python writes the log's warnings on the person's console
        logging.root.addHandler(logging.NullHandler())
    arguments = read_arguments(argv)
    command: Command = arguments.run
    try:
        return command(arguments, clock or SystemClock())
    except UserError as error:
        _say(error.message, error.hint)
    except BrokenPipeError:
        sys.stdout = None  # the reader went away (| head); nothing more can be said there, at the end neither
    except OSError as error:
        _say(f"อ่านหรือเขียนไฟล์ไม่สำเร็จ: {error.filename or ''} {reason(error)}")
    except KeyboardInterrupt:
        _say("หยุดตามที่สั่งแล้ว")
    except Exception:  # noqa: BLE001 - a bug: said in Thai too, with what its mending needs
        _say("โปรแกรมทำงานผิดพลาด ข้อมูลที่บันทึกไว้แล้วไม่เปลี่ยน โปรดส่งข้อความต่อไปนี้ให้ผู้ดูแลโปรแกรม")
        traceback.print_exc()
    return FAILED


def _say(*lines: str) -> None:
    say("\n".join(line for line in lines if line), problem=True)


def _speak_utf8() -> None:
    """Write UTF-8 whatever the console's code page is (cp874 on a Thai Windows)."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")
