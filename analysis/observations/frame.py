"""What holds for a passage unless a clause says otherwise: its frame, and that of a section as its heading gives it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ..documents import simplified
from ..quantities import numerals
from . import period, time_words
from .cues import cue
from .document import Document
from .period import Clock, Period


@dataclass(frozen=True)
class Frame:
    """What holds for a passage unless a clause says otherwise.

    ``kind`` is the section's (``review``, ``plan``, ``other``); ``clock`` counts relative times; ``anchor`` is
    the year meant where none is named; ``review`` is the stretch of years a passage looks back on or forward
    to, if it names one; ``time`` is a part of a year that holds for the paragraph; ``is_target`` says that the
    passage lists goals.
    """

    kind: str
    clock: Clock
    anchor: int
    review: Period | None = None
    time: Period | None = None
    is_target: bool = False
    is_estimate: bool = False
    holds_goals: bool = False
    governs: bool = False
    looks_ahead: bool = False  # news whose headline or first sentence says 将


def of_section(document: Document, kind: str, heading: str) -> Frame:
    """Return the frame of a section: which year it speaks of, and what 今年 means in it.

    A report dated within the year after the one it reviews calls the reviewed year 今年 in its review.
    """
    is_report = document.genre in ("work_report", "communique")
    # A report without a date was given in the year after the one it reviews.
    undated = (document.subject_year or 0) + (document.genre == "work_report" and document.part is None)
    now = document.date_year or (undated if document.subject_year else 0)
    subject = document.subject_year or now
    named = [
        int(p.first[:4]) for p in time_words.find(heading, 0, len(heading), Clock(now)) if p.kind == "year"
    ]
    if document.genre == "plan" and kind != "review":
        plan = (
            period.five_year_plan(max(subject, now)) if re.search("五年|十.五|规划", document.title) else None
        )
        return Frame("plan", Clock(now), plan.last_year if plan else subject, review=plan, is_target=True)
    title = numerals.plain(simplified(document.title))
    if document.genre == "news" and kind == "other" and (told := cue("frames", "news_of_plan").search(title)):
        years = period.five_year_plan(max(subject, now) + 1)
        if told["plan"]:
            years = period.plan_of_goals(told["plan"] + "目标") or years
        if years.last_year > now:
            return Frame(
                "plan", Clock(now, document.date_month), years.last_year, review=years, is_target=True
            )
    if kind == "plan":
        anchor = (
            named[-1]
            if named
            else (now if now > subject or not is_report else subject if not document.date else now)
        )
        return Frame(kind, Clock(max(document.date_year or 0, anchor)), anchor, is_target=True)
    if document.only_plans and kind == "other":
        return Frame("plan", Clock(subject), subject, is_target=True)
    is_early = document.date_month in (None, 1, 2, 3) and document.part is None
    if document.genre == "work_report" and subject == document.date_year and kind == "other" and is_early:
        # An excerpt of the plan of a report: nothing in it is reviewed.
        return Frame("plan", Clock(now), now, is_target=True)
    if is_report:
        anchor = (named[0] if kind == "review" else named[-1]) if named else subject
        clock = Clock(anchor, document.date_month if anchor == document.date_year else None)
        if document.genre == "work_report" and now == anchor + 1:
            clock = replace(
                clock, last_year=anchor
            )  # 去年 is the year under review; 上年 is the one before it
        return Frame(kind, clock, anchor)
    return Frame(kind, Clock(document.date_year or subject, document.date_month), subject)


def of_document(document: Document) -> Frame:
    """Return the frame of the document as a whole, for what stands outside its sentences."""
    return of_section(document, "other", "")
