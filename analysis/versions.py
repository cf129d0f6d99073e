"""The versions of what the bytes of a report depend on, besides the project's own code."""

from __future__ import annotations

import sys
from importlib.metadata import version

LIBRARIES = (
    "fonttools",
    "jieba",
    "matplotlib",
    "nbconvert",
    "opencc",
    "openpyxl",
    "pandas",
    "papermill",
    "pyarrow",
    "pypandoc-binary",
    "pypdfium2",
    "typst",
    "wordcloud",
)


def versions() -> dict[str, str]:
    """Return name and version of Python (without its last figure), the project and the libraries."""
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    return {"Python": python, "gaoxin": version("gaoxin"), **{name: version(name) for name in LIBRARIES}}
