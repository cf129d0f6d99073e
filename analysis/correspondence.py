"""Correspondence analysis of a table of counts: parks and themes in one plane (Greenacre 2017)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

MIN_PARKS = 8
_DIMENSIONS = 2
_DECIMALS = 12  # the last ones differ between builds of the linear algebra

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Plane:
    """Principal coordinates of rows and columns, the inertia of every axis, and the columns' shares of the whole."""

    rows: pd.DataFrame
    columns: pd.DataFrame
    inertia: Numbers
    masses: Numbers

    @property
    def shares(self) -> Numbers:
        """The share of the whole inertia that each axis has; none where all rows are alike."""
        return np.asarray(self.inertia / (self.inertia.sum() or 1.0))

    @property
    def telling(self) -> set[str]:
        """The columns that contribute more than the average one to one of the two axes."""
        weighted = self.columns.pow(2).mul(self.masses, axis=0)
        return {
            str(name) for name in weighted.index[(weighted / weighted.sum() > 1 / len(weighted)).any(axis=1)]
        }


def analyse(counts: pd.DataFrame) -> Plane:
    """Return the plane of ``counts`` (rows by columns, no row or column of 0 alone).

    By the singular values of the standardised residuals; an axis points to where its largest coordinate is positive, so
    that two runs agree.
    """
    shares = counts.to_numpy(dtype=float) / counts.to_numpy().sum()
    rows, columns = shares.sum(axis=1), shares.sum(axis=0)
    expected = np.outer(rows, columns)
    left, values, right = np.linalg.svd((shares - expected) / np.sqrt(expected), full_matrices=False)
    kept = min(counts.shape) - 1
    values, left, right = values[:kept], left[:, :kept], right[:kept].T
    by_row = left * values / np.sqrt(rows)[:, None]
    by_column = right * values / np.sqrt(columns)[:, None]
    signs = np.sign(by_column[np.abs(by_column).argmax(axis=0), np.arange(kept)])
    axes = [f"axis_{n}" for n in range(1, kept + 1)]
    return Plane(
        pd.DataFrame(by_row * signs, counts.index, axes).iloc[:, :_DIMENSIONS].round(_DECIMALS),
        pd.DataFrame(by_column * signs, counts.columns, axes).iloc[:, :_DIMENSIONS].round(_DECIMALS),
        np.round(values**2, _DECIMALS),
        columns,
    )


def of_themes(themes: pd.DataFrame) -> Plane | None:
    """Return the plane of groups and themes (contract ``THEMES``), None from fewer than ``MIN_PARKS`` groups."""
    counts = themes.pivot_table(index="group", columns="theme", values="count", fill_value=0, aggfunc="sum")
    counts = counts.loc[counts.sum(axis=1) > 0, counts.sum(axis=0) > 0].astype(float)
    return analyse(counts) if len(counts) >= MIN_PARKS and counts.shape[1] > _DIMENSIONS else None
