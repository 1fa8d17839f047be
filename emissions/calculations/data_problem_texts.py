"""The sentences for what can be wrong with published figures: place, reason, remedy, by problem code."""

from collections.abc import Iterable

from foundation.problems import Problem, translatable

SENTENCES = {
    "file_missing": translatable("{place}: the file is not there. Put {file} into the folder."),
    "toml_unreadable": translatable("{place} cannot be read: {reason}. Mend the line that is named."),
    "value_missing": translatable("{place}: {field} is missing. Give {expected}."),
    "checksum_differs": translatable(
        "{place} is not the file that source.toml vouches for. If the change is meant, write {found} under checksums."
    ),
    "columns_differ": translatable(
        "{place}: the columns are {found}, but should be {expected}. Put them in that order."
    ),
    "row_length_differs": translatable(
        "{place}: {found} fields, but there are {expected} columns. Look for a stray comma."
    ),
    "not_a_number": translatable("{place}, {field}: “{value}” is no number. Write digits with a decimal point."),
    "not_a_year": translatable("{place}, {field}: “{value}” is no year. Write four digits."),
    "below_zero": translatable("{place}, {field}: {value} is below zero. An emission factor for purchases cannot be."),
    "zero_factor": translatable(
        "{place}: {code} has the factor zero. Leave the row out where the figure is not known."
    ),
    "unknown_value": translatable("{place}, {field}: “{value}” is not known. Use one of: {allowed}."),
    "unknown_code": translatable("{place}: the code {value} does not stand in codes.csv. Add it there or correct it."),
    "duplicate_row": translatable("{place}: {value} stands twice. Keep one of the rows."),
    "out_of_range": translatable("{place}, {field}: {value} is outside {allowed}. Correct it."),
    "no_rows": translatable("{place} has no rows. A set without figures cannot be used."),
}


class DataFolderError(Exception):
    """Published figures that the project ships cannot be used; `problems` say why, and so does the message."""

    def __init__(self, folder: str, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join([f"{folder} cannot be used:", *map(sentence_of, self.problems)]))


def sentence_of(problem: Problem) -> str:
    """Return the English sentence of a problem met while reading published figures."""
    return SENTENCES[problem.code].format(place=problem.place, field=problem.field, **problem.values)
