"""Excel: workbooks out (and later, tables in)."""

from cdd_desktop.reports.excel.workbook import write_workbook

__all__ = ["write_workbook"]
