"""Style sheet, scripts and fonts of the pages → ``report/assets/``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from .. import export, fonts
from ..fonts import web
from .frame import ASSETS

BOLD = 700
# What the style sheet sets bold. What is not found here comes from the files of the rest.
_BOLD = re.compile(
    r"<(h[1-4]|strong|th|dt|summary)\b[^>]*>(.*?)</\1>"
    r'|<(?:a|span)\b[^>]*class="[^"]*\b(?:title|number|home|quote)\b[^"]*"[^>]*>([^<]*)',
    re.DOTALL,
)


def write(pages: Mapping[str, str], folder: Path) -> None:
    """Write them to ``folder``; ``pages`` are the report's pages and scripts by name.

    The fonts are cut to the characters that ``pages`` show, each into a file that a chapter needs and one with
    the rest (most of the documents' characters), which a page loads only if it shows one of them. Raises FontError
    if a face lacks a character.
    """
    shown = frozenset("".join(pages.values()))
    report = "".join(
        text for name, text in pages.items() if name.endswith(".html") and "/sources/" not in name
    )
    bold = frozenset("".join(words for match in _BOLD.finditer(report) for words in match.groups("")))
    early = {face: bold if face.weight >= BOLD else frozenset(report) for face in fonts.current()}
    css = web.write(dict.fromkeys(fonts.current(), shown), folder, early=early)
    export.replace(folder / "fonts.css", css.encode("utf-8"))
    for path in sorted(ASSETS.iterdir()):
        export.replace(folder / path.name, path.read_bytes())
