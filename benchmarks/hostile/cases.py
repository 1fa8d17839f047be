"""Every hostile file that any reader is measured and tested with."""

from typing import Final

from benchmarks.hostile import archives, documents, good, markup, parquet, sheets, texts, workbooks
from benchmarks.hostile.case import Case

CASES: Final[tuple[Case, ...]] = (
    *good.CASES,
    *texts.CASES,
    *markup.CASES,
    *workbooks.CASES,
    *archives.CASES,
    *parquet.CASES,
    *sheets.CASES,
    *documents.CASES,
)
