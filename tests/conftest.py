"""Settings for all tests; they must stand before the first import of Qt or pythainlp."""

from __future__ import annotations

import os
import tempfile

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # tests need no screen
os.environ["PYTHAINLP_READ_ONLY"] = "1"  # its import would make a folder in the user's home
os.environ["PYTHAINLP_OFFLINE"] = "1"
# the store remembers each data folder in the user's own folder; tests have thousands of them
os.environ["XDG_STATE_HOME"] = os.environ["APPDATA"] = tempfile.mkdtemp(prefix="cdd-tests-")
