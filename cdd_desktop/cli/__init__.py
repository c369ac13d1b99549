"""The command line: every subcommand of ``cdd-desktop``."""

from cdd_desktop.cli.main import main

__all__ = ["main"]
