"""``python -m cdd_desktop`` and the console command."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line and end the process with its exit code."""
    if sys.argv[1:] == ["--picture-child"]:  # the built program opens foreign pictures in a process of its own
        from cdd_desktop.store import picture_child

        sys.exit(picture_child.main())
    if sys.argv[1:] == ["--paper-child"]:
        from cdd_desktop.store import paper_child, picture_child

        sys.exit(paper_child.main(picture_child.cap_memory))
    if sys.argv[1:] == ["--cells-child"]:
        from cdd_desktop.reports.excel import cells_child
        from cdd_desktop.store import picture_child

        sys.exit(cells_child.main(picture_child.cap_memory))
    from cdd_desktop.cli import main as run

    sys.exit(run())


if __name__ == "__main__":
    main()
