"""What a fix list would change, in words, and where the cells stand that cannot be taken."""

from collections import Counter
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from emissions.reports.fix_list import outcome_words
from emissions.reports.fix_list_columns import COLUMNS, PAIR_ANSWERS, VERDICTS
from emissions.services.fix_changes import FixChange, FixLook, wrong_places

CHANGES_SHOWN: Final = 200
PROBLEMS_SHOWN: Final = 200
KINDS: Final = {
    "number": gettext_lazy("Supplier number"),
    "name": gettext_lazy("Supplier name"),
    "rule": gettext_lazy("Rule for the category"),
    "account_name": gettext_lazy("Name of the account"),
    "verdict": gettext_lazy("Is it a double?"),
    "pair": gettext_lazy("Are they one supplier?"),
    "comment": gettext_lazy("Comment"),
}


def shown_look(look: FixLook) -> dict[str, Any]:
    """Return the changes and the wrong cells as the page lists them, with the number of all."""
    counts = Counter(change.kind for change in look.changes)
    return {
        "looked": True,
        "changes": [_change(change) for change in look.changes[:CHANGES_SHOWN]],
        "change_count": len(look.changes),
        "kinds": [(str(title), counts[kind]) for kind, title in KINDS.items() if counts[kind]],
        "problems": [
            {"place": problem.place, "column": str(COLUMNS[problem.column].title), "sentence": problem.sentence}
            for problem in look.problems[:PROBLEMS_SHOWN]
        ],
        "problem_count": len(look.problems),
        "rows_left": len(wrong_places(look.problems)),
        "same": look.same,
    }


def _change(change: FixChange) -> dict[str, Any]:
    return {
        "place": change.place,
        "kind": str(KINDS[change.kind]),
        "about": change.about,
        "before": words_of_change(change.kind, change.before),
        "after": words_of_change(change.kind, change.after),
        "is_broad": change.kind == "rule" and change.draft is not None and not _is_narrow(change),
    }


def _is_narrow(change: FixChange) -> bool:
    """Whether the rule asks for more than an account, so that it leaves the account's other lines alone."""
    draft = change.draft
    return draft is not None and bool(draft.supplier_number or draft.supplier_name or draft.function or draft.unit)


def words_of_change(kind: str, said: str) -> str:
    """Return what a change was or will be, in words."""
    if kind == "rule":
        return outcome_words(said) if said else _("the chart of accounts decides")
    if kind == "pair":
        return str(PAIR_ANSWERS[said]) if said else ""
    if kind == "verdict":
        return str(VERDICTS[said]) if said else ""
    return said
