"""Packages on a stick, merge and receipts (nothing here yet: see the roadmap in the README)."""
