"""A bug in a method that Qt calls is reported where it happens, and Qt goes on with what its own class does.

Left to itself, PySide keeps such an exception and lets it come out of whichever call of Qt is made next: in other
methods that Qt calls, which then fail in turn, until one of them owes Qt an object and the process dies, mute.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from types import FunctionType
from typing import Any

from PySide6.QtCore import QObject

_OURS = "cdd_desktop."
_ASKED = frozenset(
    (
        *("event", "eventFilter", "focusNextPrevChild", "hitButton", "startDrag"),
        *("sizeHint", "minimumSizeHint", "minimumSize", "heightForWidth", "hasHeightForWidth"),
        *("rowCount", "columnCount", "data", "setData", "flags"),
        *("paint", "createEditor", "updateEditorGeometry"),
        *("addItem", "count", "itemAt", "takeAt", "expandingDirections", "setGeometry"),
    )
)
"""Besides everything that ends in Event; what Python alone calls may raise as it likes."""


def install() -> None:
    """Guard every class of ours that is made from now on."""
    QObject.__init_subclass__ = classmethod(_guard)  # type: ignore[arg-type, assignment]


def _guard(cls: type, **more: Any) -> None:
    super(QObject, cls).__init_subclass__(**more)  # type: ignore[misc]
    if not cls.__module__.startswith(_OURS):
        return
    for name, method in list(vars(cls).items()):
        if isinstance(method, FunctionType) and (name.endswith("Event") or name in _ASKED):
            setattr(cls, name, _guarded(cls, name, method))


def _guarded(cls: type, name: str, method: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(method)
    def call(self: object, *given: Any) -> Any:
        try:
            return method(self, *given)
        except Exception:  # noqa: BLE001 - a bug of any kind
            sys.excepthook(*sys.exc_info())
        with suppress(Exception):  # where Qt's own class has nothing to do either
            return getattr(super(cls, self), name)(*given)
        return None

    return call
