"""The sentence of each problem of publishing a procurement, in English, for the translators."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from foundation.problems import Problem, translatable
from procurement.calculations.place_words import place_in_words

TEXTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "requirement_out_of_sight": translatable(
            "{place}: its owner took it out of sight, so what it says is not in the file."
        ),
        "requirement_not_filled": translatable("{place}: some of its values are not filled in yet."),
        "announcement_day_missing": translatable(
            "Without the day of the announcement nobody can tell whether {code} ({list}) stands. It is left out."
        ),
        "code_not_known": translatable("The list {list} has no code “{code}”. It is left out."),
        "code_not_in_use": translatable("On {day} the code {code} ({list}) may not be used. It is left out."),
        "code_replaced": translatable("On {day} {code} ({list}) had been replaced by {new}, which stands instead."),
        "social_objective_to_choose": translatable("{place}: choose which social objective it has (BT-775)."),
        "innovation_to_choose": translatable("{place}: choose which kind of innovation it is (BT-776)."),
        "criteria_missing": translatable("{place}: there is no award criterion yet, not even the price (BT-539)."),
        "weight_missing": translatable("{place}: some award criteria have no weight: {criteria} (BT-541)."),
        "weights_not_hundred": translatable(
            "{place}: the weights make {total} per cent. Add what is missing, such as the price, until they make 100."
        ),
        "law_is_open": translatable("{place}: {rule} is not met by what is known here; its code is not in the file."),
        "notice_lacks": translatable("A notice cannot be written without {field}. Fill it in and load the file again."),
        "left_to_the_tool": translatable("The tool for notices asks for more, which is not kept here: {fields}."),
        "award_day_missing": translatable("The procurement is awarded and the day is not said. The award has no date."),
        "announcement_missing": translatable(
            "The day of the announcement is not said: the tender period has no beginning."
        ),
        "procedure_unclear": translatable(
            "Whether the competition is open cannot be told from the procedure. The file says none."
        ),
        "number_missing": translatable("{name} has no number that may be published. It stands there by name alone."),
    }
)


def sentence(problem: Problem, translate: Callable[[str], str] = str) -> str:
    """Return the sentence of a problem; `translate` turns the English template into the reader's language."""
    values = {"place": place_in_words(problem.place, translate), "field": problem.field or "", **problem.values}
    text = translate(TEXTS[problem.code]).format_map(values)
    return text[:1].upper() + text[1:]
