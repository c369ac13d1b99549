"""What the window can do, in one table: menus, the search, the keyboard overview are all made of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget


@dataclass(frozen=True)
class Command:
    """One action.

    Attributes:
        text: says what happens (Thai).
        keys: key sequences in Qt's portable form; the first is shown.
        run: does it.
        words: more words to be found by.
        offered: whether the search offers it.
    """

    id: str
    text: str
    run: Callable[[], object]
    keys: tuple[str, ...] = ()
    words: str = ""
    offered: bool = True


@dataclass(frozen=True)
class CommandGroup:
    """A menu; None among the commands is a line between two."""

    title: str
    commands: tuple[Command | None, ...]


def make_menus(bar: QMenuBar, groups: Sequence[CommandGroup], owner: QWidget) -> dict[str, QAction]:
    """Fill the menu bar and return the actions by id; their keys work in the whole window of ``owner``."""
    actions: dict[str, QAction] = {}
    for group in groups:
        menu = QMenu(group.title, bar)
        bar.addMenu(menu)
        for command in group.commands:
            if command is None:
                menu.addSeparator()
            else:
                actions[command.id] = _action(command, menu, owner)
    return actions


def _action(command: Command, menu: QMenu, owner: QWidget) -> QAction:
    action = QAction(command.text, owner)
    action.setShortcuts([QKeySequence(keys) for keys in command.keys])
    action.setObjectName(command.id)
    action.triggered.connect(lambda _checked: command.run())
    menu.addAction(action)
    owner.addAction(action)  # the key works while the menu bar is hidden, too
    return action


def keys_text(command: Command) -> str:
    """Return the first key as it stands on the keyboard ("Ctrl+K"), "" when there is none."""
    return QKeySequence(command.keys[0]).toString(QKeySequence.SequenceFormat.PortableText) if command.keys else ""
