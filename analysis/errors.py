"""Every error that the project raises on purpose.

::

    AnalysisError
    ├── StudyError        no study here, or a part of it is missing
    ├── ParameterError    an unknown parameter, or a value out of range
    ├── SourceError       a file that cannot be read as a document
    ├── SchemaError       a table that breaks its contract
    ├── CatalogueError    a row of a study's catalogue that cannot be used
    ├── CodebookError     a row of the codebook that cannot be used
    ├── LexiconError      a line of a lexicon of terms that cannot be used
    ├── CorrectionError   a correction by hand that does not apply, or not any more
    ├── EvaluationError   a reference coding or a readers' check that cannot be used
    ├── FontError         a character of the project's own that no font of its has
    ├── ClaimError        prose that names a claim nobody made, or makes one twice
    ├── CitationError     prose that cites a work which the codebook does not have, or a footnote without its text
    ├── FigureError       a figure or table without what a reader needs
    ├── ComparabilityError  a comparison of what does not compare
    ├── ContextError      a row of a study's context.csv that cannot be used
    ├── NotebookError     a chapter's notebook that failed
    └── RenderError       a page or a PDF that could not be written

Each says what is wrong, where, and what to do next, and keeps the three as attributes. Errors that were
gathered (``gathered``) are raised as one, so that a reader mends them in one go.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self

__all__ = [
    "AnalysisError",
    "CatalogueError",
    "CitationError",
    "ClaimError",
    "CodebookError",
    "ComparabilityError",
    "ContextError",
    "CorrectionError",
    "EvaluationError",
    "FigureError",
    "FontError",
    "LexiconError",
    "NotebookError",
    "ParameterError",
    "RenderError",
    "SchemaError",
    "SourceError",
    "StudyError",
]


class AnalysisError(Exception):
    """Something is wrong that a user of the project can mend.

    ``what`` is the fault, ``where`` the file, row or cell, ``remedy`` the next step; all are plain text.
    ``gathered`` holds the single errors where several were found at once.
    """

    def __init__(
        self, what: str, *, where: str = "", remedy: str = "", gathered: Sequence[AnalysisError] = ()
    ) -> None:
        self.what = what
        self.where = where
        self.remedy = remedy
        self.gathered = tuple(gathered)
        super().__init__(what, where, remedy)

    def __reduce__(self) -> tuple[Any, ...]:
        return _again, (type(self), vars(self))  # from one process to another, with all attributes

    @classmethod
    def gather(cls, errors: Sequence[Self]) -> Self:
        """Return one error for all of ``errors``; a single one is returned as it is."""
        if len(errors) == 1:
            return errors[0]
        return cls(f"{len(errors)} faults", gathered=errors)

    def __str__(self) -> str:
        if self.gathered:
            return "\n".join([f"{self.what}:", *(str(error) for error in self.gathered)])
        head = f"{self.what} ({self.where})" if self.where else self.what
        return f"{head}.\n  {self.remedy}" if self.remedy else f"{head}."


def _again(kind: type[AnalysisError], state: dict[str, Any]) -> AnalysisError:
    error = kind(state["what"])
    vars(error).update(state)
    return error


class StudyError(AnalysisError):
    """No study is here, or a part of it is missing."""

    @classmethod
    def no_seeds(cls, folder: object) -> Self:
        """Return the error for a folder that is no study."""
        return cls(
            "not a study: there is no folder seeds/",
            where=str(folder),
            remedy="Put the documents into seeds/.",
        )


class ParameterError(AnalysisError):
    """A parameter that does not exist, or a value that it cannot take."""


class SourceError(AnalysisError):
    """A file that cannot be read as a document. The others are still read."""


class SchemaError(AnalysisError):
    """A table that breaks the contract of ``schema``."""


class CatalogueError(AnalysisError):
    """A row of a study's ``seeds/catalog.csv`` that cannot be used."""


class CodebookError(AnalysisError):
    """A row of the codebook that cannot be used."""


class LexiconError(AnalysisError):
    """A line of a lexicon of terms that cannot be used; ``where`` names file and row."""


class CorrectionError(AnalysisError):
    """A correction by hand that does not apply, or not any more; ``where`` names file and row."""


class EvaluationError(AnalysisError):
    """A reference coding or a readers' check that cannot be used."""


class FontError(AnalysisError):
    """A character of the project's own text that its fonts do not have."""


class ClaimError(AnalysisError):
    """Prose that names a claim nobody made, or a claim made twice with different values."""


class CitationError(AnalysisError):
    """Prose that cites a work which ``codebook/references.json`` does not have, or a footnote without its text."""


class FigureError(AnalysisError):
    """A figure or table that lacks what a reader needs: title, caption, text for those who cannot see it."""


class ComparabilityError(AnalysisError):
    """A comparison of what does not compare; ``differs`` names the facets in which the figures differ."""

    differs: tuple[str, ...] = ()

    @classmethod
    def of(cls, what: str, *, where: str, remedy: str, differs: Sequence[str] = ()) -> Self:
        """Return the error with the facets that differ (``compare.FACETS``)."""
        error = cls(what, where=where, remedy=remedy)
        error.differs = tuple(differs)
        return error


class ContextError(AnalysisError):
    """A row of a study's ``seeds/context.csv`` that cannot be used."""


class NotebookError(AnalysisError):
    """A chapter's notebook that failed; ``where`` names notebook and cell."""


class RenderError(AnalysisError):
    """A page or a PDF that could not be written."""
