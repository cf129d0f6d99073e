"""Whether a number is a result, an estimate or a target."""

from __future__ import annotations

import re

from .context import Frame
from .cues import cue


def read(frame: Frame, sentence_left: str, clause_left: str, clause_right: str, carried: str | None) -> str:
    """Return ``actual``, ``estimate`` or ``target``.

    A cue in the clause in front of the number decides, then one earlier in its sentence, then what governs the sentences
    before it up to the full stop (``carried``), then the frame.
    """
    here = _nearest(clause_left)
    if here is not None:
        return here
    if re.match("的?(?:任务|目标|采购任务)", clause_right):
        return "target"
    earlier = _nearest(sentence_left)
    if earlier is not None and not (earlier == "actual" and frame.is_target):
        return earlier
    if carried is not None:
        return carried
    return "target" if frame.is_target else "estimate" if frame.is_estimate else "actual"


def _nearest(left: str) -> str | None:
    """Return the status that the cues say: an estimate's before a target's before a result's, by who stands last."""
    ends = {name: max((m.end() for m in cue("status", name).finditer(left)), default=-1) for name in ("target", "estimate", "actual")}
    if max(ends.values()) < 0:
        return None
    if ends["estimate"] >= 0 and ends["estimate"] >= ends["target"] - 4:
        return "estimate"
    return "target" if ends["target"] > ends["actual"] else "actual"


def governs_on(sentence: str) -> str | None:
    """Return the status that a sentence hands on to those after it up to the full stop: 目标是:…;…;…"""
    return "target" if re.search("力争|确保|目标(?:是|为)|预期目标", sentence) else None
