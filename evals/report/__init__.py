"""A run as one self-contained page: figures with their intervals, plots, and every case with what was asked, answered, expected and cited."""

from __future__ import annotations

from evals.report.page import write_report

__all__ = ["write_report"]
