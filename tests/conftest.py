"""What several tests share: small studies written by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from .browser import CHROMIUM, lacking

# A work report of a park that does not exist, with figures that add up by hand.
REPORT = """东江高新区2021年工作报告
日期:2022-01-20
来源:东江高新区管委会
一、2021年工作总结
2021年，全区完成生产总值120亿元，同比增长8.5%；完成工业总产值300亿元，同比增长12%。
全区实现出口总额2.5亿美元，同比下降3%。目前，全区共有高新技术企业45家。
我们成功引进企业12家，建成标准厂房6万平方米，创新环境明显改善，服务水平不断提升。
二、2022年工作打算
2022年，力争生产总值达到130亿元，增长8%以上。力争工业总产值达到330亿元。
我们将加快推进项目建设，确保新增高新技术企业10家，继续优化营商环境。
"""

NEWS = """西岭高新区交出年度成绩单
日期:2021-02-03
来源:西岭日报
2020年，西岭高新区实现生产总值80亿元，同比增长6%；完成工业总产值210亿元，同比增长9.5%；出口总额1.2亿美元，同比增长4%。
截至2020年底，西岭高新区拥有高新技术企业30家。
"""


@pytest.fixture
def make_study(tmp_path: Path) -> Callable[..., Path]:
    """Return a function that writes a study of the files given (name to text) and returns its folder."""

    def make(files: Mapping[str, str] | None = None, name: str = "study") -> Path:
        root = tmp_path / name
        (root / "seeds").mkdir(parents=True)
        for file, text in (files or {"000_report.txt": REPORT, "001_news.txt": NEWS}).items():
            (root / "seeds" / file).write_text(text, encoding="utf-8")
        return root

    return make


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A Chromium for all tests of a process; they are skipped by name where there is none."""
    if not CHROMIUM:
        lacking("a Chromium", "install one (Debian: apt-get install chromium) or set CHROMIUM to its path.")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as running:
        made = running.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield made
        made.close()
