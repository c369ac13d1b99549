"""The window: the only Qt."""

import ctypes
import sys

if sys.version_info < (3, 12):
    # PySide6 6.12.0 is compiled for Pythons whose None and True never die: every call that returns nothing takes a
    # reference off None, every emitted signal one off True, and Python 3.11 aborts after some thousand calls.
    # References that nobody will ever give back make both as lasting as they are from 3.12 on.
    for _lasting in (None, True, False):
        ctypes.c_ssize_t.from_address(id(_lasting)).value += 1 << 40
