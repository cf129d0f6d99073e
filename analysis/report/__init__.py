"""Executed notebooks → resolved notebooks → HTML pages and PDF."""
