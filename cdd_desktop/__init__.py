"""CDD Desktop: records, grades and prints the official missions of Thai district offices, offline."""

__version__ = "0.1.0"

from cdd_desktop.clock import mend_time

mend_time()  # before anything imports logging
