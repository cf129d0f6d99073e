"""What the report calls itself: title, authors, edition and date, from the study's ``CITATION.cff``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import yaml

from ..errors import StudyError
from ..labels import text as label


@dataclass(frozen=True)
class Edition:
    """Title by language, authors, version and date; what ``CITATION.cff`` does not say is empty."""

    title: str
    authors: tuple[str, ...] = ()
    version: str = ""
    date: str = ""
    keywords: tuple[str, ...] = ()
    abstract: str = ""

    @property
    def timestamp(self) -> datetime:
        """The date as the PDF's; a fixed one where there is none, so that the bytes stay the same."""
        day = datetime.fromisoformat(self.date) if self.date else datetime(2000, 1, 1)
        return day.replace(tzinfo=UTC)


def of_study(root: Path, lang: str) -> Edition:
    """Return the edition of the study at ``root``; without ``CITATION.cff`` a title alone.

    Raises StudyError if the file is no Citation File Format.
    """
    path = root / "CITATION.cff"
    if not path.is_file():
        return Edition(label("report.title", lang))
    try:
        stated = yaml.safe_load(path.read_text(encoding="utf-8"))
        authors = tuple(_author(author) for author in stated.get("authors", []))
        date = str(stated.get("date-released") or "")
        if date:
            datetime.fromisoformat(date)
    except (yaml.YAMLError, AttributeError, TypeError, ValueError, UnicodeDecodeError) as error:
        raise StudyError(
            f"not a citation file: {error}", where=str(path), remedy="See citation-file-format.github.io."
        ) from None
    title = (
        label("report.title", lang)
        if lang == "zh" and "title" not in stated
        else str(stated.get("title", ""))
    )
    keywords = tuple(str(word) for word in stated.get("keywords", []))
    # YAML folds lines with a blank, which Chinese does not want.
    abstract = re.sub(r"(?<=[^\x00-\x7f]) (?=[^\x00-\x7f])", "", str(stated.get("abstract") or "").strip())
    return Edition(title, authors, str(stated.get("version") or ""), date, keywords, abstract)


def _author(author: dict[str, str]) -> str:
    return author.get("name") or " ".join(
        part for part in (author.get("given-names"), author.get("family-names")) if part
    )
