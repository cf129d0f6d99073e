"""What the report calls itself: title, authors, edition and date, from the study's ``CITATION.cff``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml

from ..errors import StudyError
from ..labels import LANGUAGES
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
    license: str = ""

    @property
    def timestamp(self) -> datetime:
        """The date as the PDF's; a fixed one where there is none, so that the bytes stay the same."""
        day = datetime.fromisoformat(self.date) if self.date else datetime(2000, 1, 1)
        return day.replace(tzinfo=UTC)


def of_study(root: Path, lang: str) -> Edition:
    """Return the edition of the study at ``root``; without ``CITATION.cff`` a title alone.

    The file has no place for translations: title, authors, keywords and abstract in a further language stand in
    ``CITATION.<lang>.cff`` beside it; without that file, the authors and the title that the report has by itself.
    Raises StudyError if a file is no Citation File Format.
    """
    stated = _read(root / "CITATION.cff")
    if not stated:
        return Edition(label("report.title", lang))
    words = stated if lang == LANGUAGES[0] else _read(root / f"CITATION.{lang}.cff")
    date = str(stated.get("date-released") or "")
    # YAML folds lines with a blank, which Chinese does not want.
    abstract = re.sub(r"(?<=[^\x00-\x7f]) (?=[^\x00-\x7f])", "", str(words.get("abstract") or "").strip())
    return Edition(
        str(words.get("title") or label("report.title", lang)),
        tuple(words.get("authors") or stated["authors"]),
        str(stated.get("version") or ""),
        date,
        tuple(str(word) for word in words.get("keywords") or []),
        abstract,
        str(stated.get("license") or ""),
    )


def _read(path: Path) -> dict[str, Any]:
    """Return what a citation file states, nothing if it is not there."""
    if not path.is_file():
        return {}
    try:
        stated: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
        stated["authors"] = [_author(author) for author in stated.get("authors") or []]
        if date := str(stated.get("date-released") or ""):
            datetime.fromisoformat(date)
    except (yaml.YAMLError, AttributeError, TypeError, ValueError, UnicodeDecodeError) as error:
        raise StudyError(
            f"not a citation file: {error}", where=str(path), remedy="See citation-file-format.github.io."
        ) from None
    return stated


def _author(author: dict[str, str]) -> str:
    return author.get("name") or " ".join(
        part for part in (author.get("given-names"), author.get("family-names")) if part
    )
