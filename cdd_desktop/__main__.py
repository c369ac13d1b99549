"""``python -m cdd_desktop`` and the console command."""

from __future__ import annotations

import sys

from cdd_desktop.cli import main as run


def main() -> None:
    """Run the command line and end the process with its exit code."""
    sys.exit(run())


if __name__ == "__main__":
    main()
