"""What only those who see personal numbers may write in a fix list: a guess would else tell whether it is right."""

from django.utils.translation import gettext as _

from emissions.services.fix_changes import Answer, FixProblem
from foundation.personal_numbers import without_personal_numbers
from suppliers.calculations.numbers import is_anybodys
from suppliers.models import SupplierCard


def hidden_problem(answer: Answer, card: SupplierCard | None = None) -> FixProblem | None:
    """Return what is wrong with a row for whoever sees no personal numbers; None where nothing is.

    Such a row is refused before it is compared with anything. `card` is the supplier that the row is about: the number
    of a person is hidden whatever its form.
    """
    column = _hidden_column(answer, card)
    if column is None:
        return None
    return FixProblem(
        answer.place, column, _("Only those who see personal numbers can write one. Ask the finance office to do it.")
    )


def _hidden_column(answer: Answer, card: SupplierCard | None) -> str | None:
    if answer.number and (is_anybodys(answer.number) or _holds_one(answer.number) or (card and card.is_personal)):
        return "right_number"
    return "right_name" if _holds_one(answer.name) else None


def _holds_one(text: str) -> bool:
    return without_personal_numbers(text) != text
