"""Settings for all tests; they must stand before the first import of Qt or pythainlp."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # tests need no screen
os.environ["PYTHAINLP_READ_ONLY"] = "1"  # its import would make a folder in the user's home
os.environ["PYTHAINLP_OFFLINE"] = "1"
