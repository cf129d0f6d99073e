"""Chinese words on a page in another language: each run gets its language, for screen readers, fonts and line ends.

Quotations, titles and names stay as printed in every language, and they come from everywhere (tables, captions,
prose, contents), so a page is marked when it is whole.
"""

from __future__ import annotations

import re

_HAN = r"\u2e80-\u2fdf\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_MARKS = r"\u3001-\u3003\u3008-\u3011\u3014-\u301b\uff01-\uffe5"
# From the first character to the last, whatever stands between them but letters of another script.
_RUN = re.compile(rf"[{_MARKS}]*[{_HAN}](?:[^A-Za-z<>&]*[{_HAN}{_MARKS}])?")
_TAG = re.compile(r"<(/?)([a-zA-Z][\w-]*)\b([^<>]*)>|<!--.*?-->|<![^<>]*>", re.DOTALL)
_LANG = re.compile(r'\blang="([^"]*)"')
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
_PLAIN = {"script", "style", "title", "option", "textarea", "svg"}  # hold no element, or none of HTML


def marked(page: str) -> str:
    """Return a page with each run of Chinese characters in ``<span lang="zh-Hans">``.

    What stands in an element that says it is Chinese, and what can hold no element, stays as it is.
    """
    out: list[str] = []
    skipped: list[bool] = [False]
    at = 0
    for tag in _TAG.finditer(page):
        out += [_with_language(page[at : tag.start()], is_skipped=skipped[-1]), tag[0]]
        at = tag.end()
        closes, name, attributes = tag.groups()
        if name is None or name.lower() in _VOID or attributes.endswith("/"):
            continue
        if closes:
            if len(skipped) > 1:
                skipped.pop()
            continue
        said = _LANG.search(attributes) if name.lower() != "html" else None
        own = said[1].startswith("zh") if said else skipped[-1]
        skipped.append(own or name.lower() in _PLAIN)
    out.append(_with_language(page[at:], is_skipped=skipped[-1]))
    return "".join(out)


def _with_language(text: str, *, is_skipped: bool) -> str:
    return text if is_skipped else _RUN.sub(lambda run: f'<span lang="zh-Hans">{run[0]}</span>', text)
