"""Attacks that stand in the names of files; the text is a plain report."""

from __future__ import annotations

from .attacks import RUN, Attack, report

_REPORT = Attack(report("如常").encode(), "如常")
_NAMES = (
    f"<img src=x onerror={RUN}>.txt",
    '" onmouseover="alert(1).txt',
    "' onmouseover='alert(1).txt",
    "#fragment?query=1&b=2.txt",
    "%2e%2e%2f%2e%2e%2fescape.txt",
    "a..txt.txt",
    "-rf.txt",
    "--help.txt",
    "=1+1.txt",
    "two\nlines.txt",
    "tab\there.txt",
    "\x1b[31mred.txt",
    "right\u202etxt.exe.txt",
    "文件 名　带空白.txt",
    "😀👨‍👩‍👧.txt",
    "$(touch owned).txt",
    "`touch owned`;touch owned.txt",
    "{{ files }}.txt",
    "[a](javascript:alert(1)).txt",
    "con.txt",
    "__proto__.txt",
    "长" * 80 + ".txt",
)
NAMES: dict[str, Attack] = dict.fromkeys(_NAMES, _REPORT)
