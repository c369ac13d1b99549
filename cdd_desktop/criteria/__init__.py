"""Criteria as data: kinds of facts, the strict pack loader and the grading engine."""
