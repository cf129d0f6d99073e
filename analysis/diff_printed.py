"""What differs between two reports, in words for people and as JSON for machines."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from .diff import Change, ClaimChange, Difference, Kind, SentenceChange

_MARKS: Mapping[Kind, str] = {"added": "+", "gone": "-", "changed": "~"}


def lines(found: Difference) -> list[str]:
    """Return what differs, a line each under a line that counts; one line where nothing does."""
    said = [
        *_section("Parameters", found.parameters, _change),
        *_section("Documents", found.documents, _change),
        *_section("Observations", found.observations, _change),
        *_section("Claims", found.claims, _claim),
        *_section("Sentences", found.sentences, _sentence),
    ]
    return said or ["Nothing differs: the same documents, observations, claims and sentences."]


def as_json(found: Difference) -> str:
    """Return the same as JSON: lists by name, each entry with ``kind`` (added, gone, changed)."""
    return json.dumps(asdict(found), ensure_ascii=False, indent=1)


def _section(name: str, changes: Sequence[Any], line: Any) -> Iterator[str]:
    if not changes:
        return
    counts = [
        f"{sum(change.kind == kind for change in changes)} {kind}" for kind in ("added", "gone", "changed")
    ]
    yield f"{name}: {', '.join(counts)}"
    yield from (f"  {_MARKS[change.kind]} {line(change)}" for change in changes)


def _change(change: Change) -> str:
    fields = "; ".join(
        f"{name} was {was or 'missing'}, is {now or 'missing'}" for name, (was, now) in change.fields.items()
    )
    return " ".join(change.key.values()) + (f": {fields}" if fields else "")


def _claim(change: ClaimChange) -> str:
    before, now = _words(change.before), _words(change.now)
    if change.kind != "changed":
        return f"{change.name}: {before or now}"
    return f"{change.name}: had {before}, now {now}" + (
        f", because {change.because}" if change.because else ""
    )


def _words(text: Mapping[str, str]) -> str:
    """Return a claim's words, by language where they differ."""
    return " / ".join(dict.fromkeys(text.values()))


def _sentence(change: SentenceChange) -> str:
    if change.kind == "changed":
        return f"{change.page}: {change.before} → {change.now}"
    return f"{change.page}: {change.before or change.now}"
