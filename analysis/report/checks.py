"""What must hold before anything is executed: the fonts have every character of the project's own text, and no
figure is typed into its prose.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from .. import fonts, labels, prose
from ..errors import ClaimError

_PACKAGE = Path(__file__).parent.parent
# What a reader may see; other TOML files of the codebook hold patterns of rules, which are never printed.
_PRINTED = {
    "codebook": ("*.csv", "labels.toml", "schemes/*.toml"),
    "templates": ("*.j2", "*.typ", "*.md", "labels.toml"),
}


def own_text(notebooks: Iterable[Path]) -> None:
    """Raise a gathered FontError for each character of prose, labels, codebook and templates that no font has."""
    fonts.check(_own_texts(notebooks))


def prose_without_figures(notebooks: Iterable[Path]) -> None:
    """Raise a gathered ClaimError for each figure typed into the prose of chapters, front and method."""
    found = []
    for path in notebooks:
        for number, cell in enumerate(json.loads(path.read_text(encoding="utf-8"))["cells"], 1):
            if cell["cell_type"] == "markdown":
                lang = prose.language(cell["metadata"].get("tags", ()))
                found += prose.faults("".join(cell["source"]), f"{path.name}, cell {number}", lang)
    found += figures_of_templates()
    if found:
        raise ClaimError.gather(found)


def figures_of_templates() -> list[ClaimError]:
    """Return an error for each figure typed into the front and the method, which are no notebooks."""
    return [
        fault
        for lang in labels.LANGUAGES
        for path in sorted((_PACKAGE / "templates").glob(f"*.{lang}.md"))
        for fault in prose.faults(path.read_text(encoding="utf-8"), path.name, lang)
    ]


def _own_texts(notebooks: Iterable[Path]) -> Iterator[tuple[str, str]]:
    for path in notebooks:
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            yield path.name, "".join(cell["source"])
    for folder, patterns in _PRINTED.items():
        for pattern in patterns:
            for path in sorted((_PACKAGE / folder).rglob(pattern)):
                yield path.relative_to(_PACKAGE).as_posix(), path.read_text(encoding="utf-8")
