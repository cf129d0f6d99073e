"""Paragraphs, line breaks and table cells, as a format gives them → lines of text."""

from __future__ import annotations

__all__ = ["Lines"]

# A cell with more paragraphs, or longer ones, is a part of a page's layout and not of a table.
_MAX_CELL_LINES = 4
_MAX_CELL_CHARS = 150


class Lines:
    """Gathers text in the order of reading: a paragraph a line, an empty one a blank line, a table row a line.

    Cells are joined by tabs, the paragraphs of a cell by blanks; a row that holds running text is laid out
    as lines instead. What stands in a box comes after the paragraph that the box is anchored to.
    """

    def __init__(self) -> None:
        self._line: list[str] = []
        self._flows: list[list[str]] = [[]]  # the page, then each open cell or box
        self._rows: list[list[list[str]]] = []  # each open row
        self._boxes: list[tuple[list[str], list[str]]] = []  # each open box: the line around it, what it held
        self._boxed: list[str] = []

    def write(self, text: str) -> None:
        """Add characters to the line."""
        self._line.append(text)

    @property
    def has_line(self) -> bool:
        """Whether the line has characters yet."""
        return bool(self._line)

    @property
    def last(self) -> str:
        """The line's last character, or ``""``."""
        return self._line[-1][-1:] if self._line else ""

    def end(self, *, is_paragraph: bool = False) -> None:
        """End the line; a paragraph (``is_paragraph``) leaves one even if it is empty.

        A line break (``\\n``) at the very end shows nothing and is left out.
        """
        text = "".join(self._line).removesuffix("\n")
        if self._line or is_paragraph:
            self._flows[-1] += [line.rstrip(" \t\r\xa0\u3000") for line in text.split("\n")]
        self._line = []
        if not self._boxes:
            self._flows[-1] += self._boxed
            self._boxed = []

    def begin_row(self) -> None:
        """Begin a row of a table."""
        self.end()
        self._rows.append([])

    def begin_cell(self) -> None:
        """Begin a cell of the row."""
        self.end()
        self._flows.append([])

    def end_cell(self) -> None:
        """End the cell of the row."""
        self.end()
        self._rows[-1].append([line for line in self._flows.pop() if line.strip()])

    def end_row(self) -> None:
        """End the row, and write it as a line."""
        self.end()
        row = self._rows.pop()
        if any(_is_running(cell) for cell in row):
            self._flows[-1] += [line for cell in row for line in cell]
        elif any(row):
            self._flows[-1].append("\t".join(" ".join(cell).replace("\t", " ") for cell in row).rstrip("\t"))

    def begin_box(self) -> None:
        """Begin a text box inside the line."""
        self._boxes.append((self._line, self._boxed))
        self._line, self._boxed = [], []
        self._flows.append([])

    def end_box(self) -> None:
        """End the text box."""
        self.end()
        inside = [*self._flows.pop(), *self._boxed]
        self._line, held = self._boxes.pop()
        self._boxed = [*held, *inside]

    def text(self) -> str:
        """Return the lines; at most one blank line in a row, and none at the ends."""
        self.end()
        kept: list[str] = []
        for line in self._flows[0]:
            if line.strip() or (kept and kept[-1].strip()):
                kept.append(line)
        while kept and not kept[-1].strip():
            kept.pop()
        return "\n".join(kept) + "\n" if kept else ""


def _is_running(cell: list[str]) -> bool:
    return len(cell) > _MAX_CELL_LINES or (len(cell) > 1 and max(map(len, cell)) > _MAX_CELL_CHARS)
