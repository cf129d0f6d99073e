"""The versions of what the bytes of a report depend on, besides the project's own code.

Python's is not among them: a report is the same under each Python that the project runs on, and a test compares.
"""

from __future__ import annotations

from importlib.metadata import version

LIBRARIES = (
    "fonttools",
    "jieba",
    "matplotlib",
    "nbconvert",
    "networkx",
    "opencc",
    "openpyxl",
    "pandas",
    "papermill",
    "pyarrow",
    "pypandoc-binary",
    "pypdfium2",
    "rjieba",
    "scikit-learn",
    "scipy",
    "typst",
    "wordcloud",
)


def versions() -> dict[str, str]:
    """Return name and version of the project and the libraries."""
    return {"gaoxin": version("gaoxin"), **{name: version(name) for name in LIBRARIES}}
