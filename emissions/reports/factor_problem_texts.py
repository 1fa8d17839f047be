"""The sentence of each thing that may be wrong with a file of emission factors: place, value, remedy."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from foundation.problems import translatable

FILE_SENTENCES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "file_empty": translatable("The file is empty. Choose another one."),
        "not_readable": translatable(
            "This is neither Excel nor CSV that can be read. Save it as .xlsx, and choose it again."
        ),
        "workbook_is_too_large": translatable(
            "There is far more in the workbook than in such a table, or it reaches far beyond its cells. Copy the "
            "table into a new workbook, and choose that."
        ),
        "no_titles": translatable(
            "There is no table in the file. Put the titles in one row, and a row for each factor below it."
        ),
        "no_rows": translatable("There is no row below the titles. Write a row for each factor."),
        "too_many_rows": translatable("There are more rows than %(most)s. Leave out what is not needed."),
        "too_many_columns": translatable("There are %(found)s columns, but at most %(most)s are read. Leave some out."),
    }
)
ROW_SENTENCES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "code_missing": translatable("There is no code. Write one, or take the row out."),
        "factor_missing": translatable(
            "There is no factor. Write the figure, or take the row out where it is not known."
        ),
        "zero_factor": translatable("The factor is zero. Take the row out where the figure is not known."),
        "not_a_number": translatable("“%(value)s” is no number. Write digits with one decimal mark, such as 0.045."),
        "two_readings": translatable(
            "“%(value)s” can be read in two ways, as thousands or as decimals. Write one decimal more or less."
        ),
        "other_mark": translatable(
            "“%(value)s” has another decimal mark than the column. Write all of them with the same one."
        ),
        "below_zero": translatable("%(value)s is below zero. A factor for purchases cannot be."),
        "out_of_reach": translatable(
            "“%(value)s” is too large, or has too many decimals. Look at the unit again: kg, tonnes, per million?"
        ),
        "not_a_year": translatable("“%(value)s” is no year. Write four digits, such as 2022."),
        "text_too_long": translatable("The text is longer than %(most)s characters. Shorten it."),
        "unit_unknown": translatable(
            "“%(value)s” is not emissions per money. Write it like kg CO2e/NOK or t CO2e/MSEK, or take the row out."
        ),
        "other_currency": translatable(
            "“%(value)s” is not in %(currency)s. Put the rows in another currency into a set of their own."
        ),
        "row_twice": translatable(
            "%(value)s of %(year)s stands in row %(earlier)s already. Keep one of them, or tell them apart."
        ),
        "half_interval": translatable("One end of the interval is missing. Write both, or none."),
        "outside_interval": translatable(
            "The factor %(value)s does not lie between %(low)s and %(high)s. Correct one."
        ),
        "spread_gsd2": translatable("“%(value)s” is no GSD². It is 1 or more, such as 1.5."),
        "spread_percent": translatable(
            "“%(value)s” per cent either way is no interval. Write less than 100, or use GSD² for what is less sure."
        ),
        "spread_interval": translatable(
            "The interval that begins with “%(value)s” is none. Its low end is above zero."
        ),
    }
)
