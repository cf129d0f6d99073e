"""What an attack is, and the report that it hides in."""

from __future__ import annotations

from dataclasses import dataclass

# What every script of the corpus would run; a browser in which it stands has run one.
MARK = "gaoxinAttacked"
RUN = f"window.{MARK}=1"


@dataclass(frozen=True)
class Attack:
    """Bytes of a file, and what must come of it: ``shown`` (words of its text) or ``left_out`` (words of the error)."""

    data: bytes
    shown: str = ""
    left_out: str = ""


def report(attack: str, park: str = "东江高新区", title: str = "") -> str:
    """Return a work report in which ``attack`` stands in the title, a heading, a sentence with a figure and a name."""
    return (
        f"{title or f'{park}2021年工作报告{attack}'}\n"
        "日期:2022-01-20\n"
        f"来源:{attack}\n"
        f"一、2021年工作总结{attack}\n"
        f"2021年，{park}完成生产总值120亿元{attack}，同比增长8.5%；{attack}工业总产值300亿元，同比增长12%。\n"
        f"我们成功引进企业{attack}12家，推进《{attack}实施方案》，科技创新{attack}科技创新。\n"
        "二、2022年工作打算\n"
        f"2022年，力争生产总值达到130亿元，增长8%以上，确保{attack}新增高新技术企业10家。\n"
    )


def text(attack: str, shown: str = "", **more: str) -> Attack:
    """Return a report with ``attack`` in it as a UTF-8 file; ``shown`` is what a reader must see of it, else all."""
    return Attack(report(attack, **more).encode("utf-8"), shown=shown or attack)
