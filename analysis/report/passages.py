"""Text of a document and the spans that matter in it → HTML, a paragraph a line, a span a mark."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from markupsafe import Markup, escape

from ..rights import LEFT_OUT, LEFT_OUT_RUN

_Span = tuple[int, int]


@dataclass(frozen=True)
class Mark:
    """A span of a document; offsets count code points of the file. ``label`` says what it was read as."""

    start: int
    end: int
    kind: Literal["observation", "sentence", "heading", "repeat", "boilerplate", "term"] = "observation"
    label: str = ""


def marked(
    text: str,
    start: int,
    marks: Sequence[Mark],
    anchored: AbstractSet[Mark],
    left_out: Callable[[int], Markup] = lambda count: Markup("…"),
) -> Markup:
    """Return ``text``, which begins at offset ``start``, as paragraphs with every mark in an element of its own.

    The marks in ``anchored`` get the anchor ``c<start>-<end>``. A mark that crosses another one's end, or
    a line's, goes on in a further one; the first has the anchor. A line that is a heading becomes one.
    An observation that is anchored is a link to its reading (``o<start>-<end>``), unless it stands in another link.
    In place of what may not be published (``rights``) stands what ``left_out`` says of so many characters.
    """
    gaps = {start + run.start(): left_out(run[0].count(LEFT_OUT)) for run in LEFT_OUT_RUN.finditer(text)}
    merged: dict[_Span, list[Mark]] = {}
    for mark in marks:
        merged.setdefault((mark.start, mark.end), []).append(mark)
    spans = sorted(merged, key=lambda span: (span[0], -span[1]))
    anchors = {(mark.start, mark.end) for mark in anchored}
    out: list[Markup] = []
    at, after_blank = start, False
    for line in text.splitlines(keepends=True):
        words = line.rstrip()
        if words:
            here = [span for span in spans if span[0] < at + len(words) and span[1] > at]
            tag = "h2" if _is_heading(words, at, here, merged) and LEFT_OUT not in words else "p"
            gap = Markup(' class="gap"') if after_blank and out else ""
            inner = Markup("").join(_pieces(words, at, here, merged, anchors, gaps))
            is_shown = words.strip(LEFT_OUT) or any(at <= place < at + len(words) for place in gaps)
            # A line inside a gap has anchors alone.
            out.append(Markup("<{0}{1}>{2}</{0}>").format(tag, gap, inner) if is_shown else inner)
        after_blank = not words
        at += len(line)
    return Markup("\n").join(out)


def _shown(words: str, at: int, gaps: Mapping[int, Markup]) -> Markup:
    """Return the HTML of plain words at offset ``at``; a gap is told where it begins, and is nothing behind that."""
    out, done = [], 0
    for run in LEFT_OUT_RUN.finditer(words):
        out += [escape(words[done : run.start()]), gaps.get(at + run.start(), Markup(""))]
        done = run.end()
    return Markup("").join([*out, escape(words[done:])])


def _is_heading(words: str, at: int, spans: Sequence[_Span], merged: Mapping[_Span, Sequence[Mark]]) -> bool:
    first = at + len(words) - len(words.lstrip())
    return any(
        mark.kind == "heading" and mark.start <= first and at + len(words) <= mark.end
        for span in spans
        for mark in merged[span]
    )


def _pieces(
    words: str,
    at: int,
    spans: Sequence[_Span],
    merged: Mapping[_Span, Sequence[Mark]],
    anchors: set[_Span],
    gaps: Mapping[int, Markup],
) -> Iterator[Markup]:
    """Yield the HTML of one line, ``words`` at offset ``at``; an anchor that was set leaves ``anchors``."""
    stop = at + len(words)
    cuts = sorted({at, stop, *(min(max(cut, at), stop) for span in spans for cut in span)})
    stack: list[_Span] = []
    tags: list[str] = []  # of the elements that are open, a span of ``stack`` each
    for left, right in pairwise(cuts):
        wanted = [span for span in spans if span[0] <= left and right <= span[1]]
        kept = 0
        while kept < min(len(stack), len(wanted)) and stack[kept] == wanted[kept]:
            kept += 1
        yield from _closing(tags[kept:])
        del tags[kept:]
        for span in wanted[kept:]:
            is_anchor = span in anchors
            is_observation = any(mark.kind == "observation" for mark in merged[span])
            tags.append("a" if is_anchor and is_observation and "a" not in tags else "span")
            yield _opening(tags[-1], span, merged[span], is_anchor=is_anchor)
            anchors.discard(span)
        stack = wanted
        yield _shown(words[left - at : right - at], left, gaps)
    yield from _closing(tags)


def _closing(tags: Sequence[str]) -> Iterator[Markup]:
    yield from (Markup("</{}>").format(tag) for tag in reversed(tags))


def _opening(tag: str, span: _Span, marks: Sequence[Mark], *, is_anchor: bool) -> Markup:
    kinds = " ".join(sorted({mark.kind for mark in marks}))
    label = " / ".join(dict.fromkeys(mark.label for mark in marks if mark.label))
    href = Markup(' href="#o{}-{}"').format(*span) if tag == "a" else ""
    anchor = Markup(' id="c{}-{}"').format(*span) if is_anchor else ""
    said = Markup(' title="{0}" data-label="{0}"').format(label) if is_anchor and label else ""
    return Markup('<{}{}{} class="{}"{}>').format(tag, anchor, href, kinds, said)
