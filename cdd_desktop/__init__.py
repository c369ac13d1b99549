"""CDD Desktop: records, grades and prints the official missions of Thai district offices, offline."""

__version__ = "0.1.0"
