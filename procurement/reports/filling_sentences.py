"""The sentence of each problem of filling a procurement from a notice, in English, for the translators."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from foundation.problems import Problem, translatable
from procurement.calculations.place_words import place_in_words, places_in_words

_WHAT: Final = {
    "title_is_missing": translatable("{place}: the notice gives no title. It is called “{title}” until you name it."),
    "title_is_shortened": translatable("{place}: the title was longer than {most} characters and is cut there."),
    "description_is_shortened": translatable(
        "{place}: the description was longer than {most} characters and is cut there."
    ),
    "cpv_are_too_many": translatable("{place}: of {total} CPV codes the first {most} are taken over."),
    "cpv_is_not_known": translatable("{place}: “{code}” is no CPV code and is left out. Choose the right one by hand."),
    "category_is_guessed": translatable(
        "The purchase category is the one that CPV code {code} usually belongs to. Check that it fits."
    ),
    "category_is_not_known": translatable(
        "No purchase category belongs to the CPV codes of the notice. Choose one by hand."
    ),
    "value_is_missing": translatable("The notice gives no estimated value for the whole. Fill it in by hand."),
    "value_in_another_currency": translatable(
        "{place}: the value is {amount} {currency}, and the procurement counts in {expected}. Nothing is converted: "
        "fill in the value by hand."
    ),
    "value_without_currency": translatable(
        "{place}: the value {amount} has no currency and is left out. Fill it in by hand, in {expected}."
    ),
    "value_does_not_fit": translatable(
        "{place}: {amount} {currency} cannot be the value of a contract. It is left out."
    ),
    "value_is_rounded": translatable("{place}: the value {amount} is rounded to {taken} {currency}."),
    "procedure_is_missing": translatable("The notice does not name the procedure. Choose it by hand."),
    "procedure_is_not_known": translatable(
        "The procedure “{code}” is none of those that can be chosen here. Choose the nearest one by hand."
    ),
    "agreements_differ": translatable(
        "Some lots end in a framework agreement and some do not. The procurement is kept as a framework agreement."
    ),
    "lots_are_too_many": translatable("The notice has {total} lots; the first {most} are taken over."),
    "climate_is_answered": translatable(
        "The notice says how climate and environment count in the award ({codes}). The law guard has that as its "
        "answer: check it, and add the reasons."
    ),
    "climate_differs": translatable(
        "The lots say different things of climate and environment in the award ({codes}). Answer the law guard by hand."
    ),
    "buyer_may_join": translatable(
        "{name} is named as a buyer and is here as an organisation. Let it buy along if that is so."
    ),
    "buyer_is_not_here": translatable("{name} is named as a buyer and is not found here by its number."),
    "lead_is_no_buyer": translatable(
        "The notice does not name {name} among its buyers. Check that it is the right notice."
    ),
}

_WHEN: Final = {
    "announcement_is_foreseen": translatable(
        "It is a prior information notice: the day of the announcement is the one that it foresees ({day})."
    ),
    "announcement_is_not_said": translatable(
        "An award notice does not say when the competition was announced. Fill in the day by hand: its law holds."
    ),
    "deadline_is_missing": translatable("The notice gives no day on which bids are due."),
    "deadlines_differ": translatable("Bids are due from {first} to {last}, by lot. The first day is taken."),
    "first_days_differ": translatable("The contracts begin from {first} to {last}, by lot. The first day is taken."),
    "period_is_missing": translatable("The notice does not say how long the contract runs."),
    "period_is_not_readable": translatable(
        "How long the contract runs ({said}) is no number of months. Fill it in by hand."
    ),
    "period_is_too_long": translatable(
        "The contract would run for more than {most} months ({said}). The length is left out."
    ),
    "period_is_rounded": translatable("How long the contract runs ({said}) is taken as {months} months."),
    "periods_differ": translatable(
        "The contracts run for {shortest} to {longest} months, by lot. The longest time is taken."
    ),
    "renewals_are_read": translatable(
        "What may be renewed is read from its words as {months} months: “{said}”. Check it."
    ),
    "renewals_are_not_readable": translatable(
        "How long renewals run cannot be read (at most {most}): “{said}”. Fill them in by hand."
    ),
    "renewals_differ": translatable("The lots may be renewed for different times. The longest is taken."),
    "day_is_before_another": translatable(
        "{day} ({field}) comes before {other}, a day that leads to it. It is left out: fill it in by hand."
    ),
}

_LEFT: Final = {
    "parts_stay": translatable("{count} parts that may become lots ({lots}) are not taken over."),
    "groups_stay": translatable("{count} groups of lots ({lots}) are not taken over."),
    "criteria_stay": translatable(
        "{place}: {count} award criteria ({names}) are not taken over. Choose requirements of the bank for them."
    ),
    "aims_stay": translatable(
        "What the notice strives for ({codes}) is not taken over: it follows from the requirements that you choose."
    ),
    "clean_vehicles_stay": translatable("The notice says that the clean vehicles directive applies."),
    "conditions_stay": translatable("Conditions of performance ({lots}) are not taken over."),
    "framework_maximum_stays": translatable("The highest value of the framework agreement is not taken over."),
    "purchasing_system_stays": translatable("That it is a dynamic purchasing system is not taken over."),
    "places_stay": translatable("Places of performance are not taken over."),
    "other_deadlines_stay": translatable("Deadlines for questions and requests ({days}) are not taken over."),
    "time_of_day_stays": translatable("The time of day by which bids are due ({times}) is not taken over."),
    "results_stay": translatable("How {count} lots ended is not taken over."),
    "notice_is_a_change": translatable("The notice changes an earlier one ({notice}). What that one said is not read."),
}

_DAYS: Final = {
    "dialogue_on": translatable("market dialogue"),
    "announced_on": translatable("announcement"),
    "bids_due_on": translatable("bids are due"),
    "awarded_on": translatable("award"),
    "first_day": translatable("the contract begins"),
}
_LENGTHS: Final = {
    "DAY": (translatable("{number} day"), translatable("{number} days")),
    "WEEK": (translatable("{number} week"), translatable("{number} weeks")),
    "MONTH": (translatable("{number} month"), translatable("{number} months")),
    "YEAR": (translatable("{number} year"), translatable("{number} years")),
}
"""Lengths by the codes of units in a notice, one of them and several."""

TEXTS: Final[Mapping[str, str]] = MappingProxyType({**_WHAT, **_WHEN, **_LEFT})


def filling_sentence(problem: Problem, translate: Callable[[str], str] = str) -> str:
    """Return the sentence of a problem; `translate` turns the English template into the reader's language."""
    values = {
        "place": place_in_words(problem.place, translate),
        "field": translate(_DAYS[problem.field]) if problem.field in _DAYS else problem.field or "",
        **problem.values,
    }
    if problem.code == "conditions_stay":
        values["lots"] = places_in_words(str(problem.values["lots"]), translate)
    if "said" in problem.values:
        values["said"] = _length(str(problem.values["said"]), translate)
    text = translate(TEXTS[problem.code]).format_map(values)
    return text[:1].upper() + text[1:]


def _length(said: str, translate: Callable[[str], str]) -> str:
    """Return a length of a number and a unit's code in words; everything else as the notice says it."""
    number, _space, unit = said.partition(" ")
    if unit not in _LENGTHS:
        return said
    one, several = _LENGTHS[unit]
    return translate(one if number == "1" else several).format(number=number)
