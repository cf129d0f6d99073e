"""A real browser for tests: Chromium driven by Playwright, which opens pages from disk."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")


def lacking(what: str, remedy: str) -> None:
    """Skip a test by the name of what this machine lacks; fail it where all must run (as in .ci/run)."""
    if os.environ.get("GAOXIN_RUN_ALL"):
        pytest.fail(f"{what} is missing and GAOXIN_RUN_ALL is set: {remedy}")
    pytest.skip(f"{what} is missing: {remedy}")


@dataclass
class Tab:
    """An open page, what it said on the console, and the files that it asked for."""

    page: Any
    folder: Path
    said: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def open(self, name: str) -> None:
        """Open a page of the folder and wait for its fonts."""
        self.asked.clear()
        path, _, anchor = name.partition("#")
        self.page.goto((self.folder / path).as_uri() + (f"#{anchor}" if anchor else ""))
        self.page.evaluate("() => document.fonts.ready.then(() => null)")

    @property
    def at(self) -> str:
        """The address of the page, from the folder."""
        return str(self.page.url).removeprefix(self.folder.as_uri() + "/")

    @property
    def loaded_bytes(self) -> int:
        """What the page has loaded so far, itself and all that it asked for."""
        names = {url.partition("#")[0] for url in self.asked if url.startswith("file:")}
        return sum(Path(name.removeprefix("file://")).stat().st_size for name in map(_decoded, names))

    def is_as_wide_as_its_window(self) -> bool:
        """Whether nothing makes the page scroll sideways."""
        width = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        return bool(self.page.evaluate(width) == 0)

    def press_until(self, key: str, selector: str, most: int = 400) -> None:
        """Press a key until an element that ``selector`` matches has the focus."""
        for _ in range(most):
            self.page.keyboard.press(key)
            if self.page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
                return
        pytest.fail(f"{key} pressed {most} times does not reach {selector}")


def _decoded(url: str) -> str:
    from urllib.parse import unquote

    return unquote(url)


def _is_left(request: Any) -> bool:
    """Whether a request was given up because the page was left."""
    return bool(request.failure == "net::ERR_ABORTED")


@contextmanager
def tab(browser: Any, folder: Path, width: int = 1280, **options: Any) -> Iterator[Tab]:
    """Open a tab on a folder; at the end nothing may have been said on the console, or asked for outside of it."""
    context = browser.new_context(viewport={"width": width, "height": 844}, **options)
    made = Tab(context.new_page(), folder)
    made.page.set_default_timeout(20_000)
    made.page.on("console", lambda message: made.said.append(message.text))
    made.page.on("pageerror", lambda error: made.said.append(str(error)))
    made.page.on(
        "requestfailed", lambda request: _is_left(request) or made.said.append(f"failed: {request.url}")
    )
    made.page.on("request", lambda request: made.asked.append(request.url))
    outside: list[str] = []
    home = folder.as_uri() + "/"
    made.page.on(
        "request", lambda request: request.url.startswith((home, "data:")) or outside.append(request.url)
    )
    yield made
    context.close()
    assert made.said == []
    assert outside == []
