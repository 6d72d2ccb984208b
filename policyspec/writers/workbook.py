"""The native workbook: to be filled in, or filled with a tender."""
