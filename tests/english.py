"""What an English page may show in Chinese, and the text of a page."""

from __future__ import annotations

import json
import re
from pathlib import Path

from bs4 import BeautifulSoup, NavigableString

from analysis import chapters, codebook
from analysis.documents import simplified

HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]+")
FULL_WIDTH = re.compile(r"[\u3001\u3002\uff01\uff08\uff09\uff0c\uff1a\uff1b\uff1f\u3000]")
_PACKAGE = Path(chapters.__file__).parent


def quoted(root: Path) -> str:
    """Return all that an English page may show in Chinese: the texts, the words looked for in them, the names of
    documents in the codebook, and the words that English prose and labels themselves name as examples.
    """
    parts = [
        path.read_text(encoding="utf-8") for path in sorted((root / "seeds").rglob("*")) if path.is_file()
    ]
    parts += [simplified(part) for part in parts]
    parts += [row["term"] for row in codebook.read_csv("terms.csv")]
    parts += [cell for row in codebook.read_csv("formulations.csv") for cell in row.values()]
    parts += [row["source"] for row in codebook.read_csv("frameworks.csv")]
    works = (_PACKAGE / "codebook" / "references.json").read_text(encoding="utf-8")
    parts += [
        works,
        *(f"{one[0]}{one[1]}" for one in re.findall(r'"family": "([^"]*)",\s*"given": "([^"]*)"', works)),
    ]
    for name in ("labels.toml", "discourse/labels.toml"):
        parts += re.findall(r'en = "(.*)"', (_PACKAGE / "codebook" / name).read_text(encoding="utf-8"))
    parts += [path.read_text(encoding="utf-8") for path in (_PACKAGE / "templates").glob("*.en.md")]
    for chapter in chapters.of_study(root):
        cells = json.loads(chapter.path.read_text(encoding="utf-8"))["cells"]
        parts += ["".join(c["source"]) for c in cells if "lang-en" in c["metadata"].get("tags", [])]
    return "\n".join("".join(part.split()) for part in parts)


def pieces_of(page: str) -> list[NavigableString]:
    """Return the pieces of text of a page, without the documents' own and what leads to the other language."""
    soup = BeautifulSoup(page, "html.parser")
    for element in soup.select("article.text, a.language, script, title"):
        element.decompose()
    return list(soup.find_all(string=True))
