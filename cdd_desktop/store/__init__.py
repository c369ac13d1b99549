"""The only SQL: change log, projections, undo, check, backup."""
