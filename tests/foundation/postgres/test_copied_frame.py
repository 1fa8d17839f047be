"""Rows by COPY are the rows of the query: empty texts, nulls, quotes and decimals with them."""

import polars as pl
import pytest

from foundation.postgres.bulk import copied_frame, frame_of

SCHEMA: dict[str, pl.DataType] = {"number": pl.Int64(), "text": pl.String(), "amount": pl.Decimal(24, 4)}
ROWS = """
SELECT number, text, amount FROM (
    VALUES (1::bigint, '', -0.5), (2, NULL, NULL), (NULL, %(quoted)s, 12345678901234567890.1234), (3, ' ', 0)
) AS given (number, text, amount)
"""


@pytest.mark.django_db
def test_copied_rows_are_those_of_the_query() -> None:
    parameters = {"quoted": 'å "x",\n\ty%'}

    copied = copied_frame(ROWS, parameters, SCHEMA)

    assert copied.equals(frame_of(ROWS, parameters, SCHEMA))
    assert copied["text"].to_list() == ["", None, 'å "x",\n\ty%', " "]
