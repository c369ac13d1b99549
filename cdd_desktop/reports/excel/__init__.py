"""Excel workbooks."""

from cdd_desktop.reports.excel.workbook import write_workbook

__all__ = ["write_workbook"]
