"""The whole form of an award: its terms, and a row for each supplier."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from procurement.forms.award import TermsForm, WinnerForm
from procurement.queries.planned_obligations import Offer
from procurement.services.award_terms import MOST_WINNERS, Winner

Typed = dict[str, str]


def typed_rows(sent: Mapping[str, str]) -> list[Typed]:
    """Return the rows that a request sent."""
    count = sent.get("count", "0")
    number = min(int(count), MOST_WINNERS) if count.isdecimal() and len(count) < 4 else 0  # noqa: PLR2004 - digits
    return [{name: sent.get(f"winner-{row}-{name}", "") for name in WinnerForm.base_fields} for row in range(number)]


@dataclass
class AwardForms:
    """The forms of an award. A row counts if it wins, or has a name and stands for no bid.

    `told` says what is known of a bid, by its id.
    """

    terms: TermsForm
    rows: Sequence[Typed]
    checks: bool = False
    told: Mapping[str, str] = field(default_factory=dict)
    forms: list[WinnerForm] = field(init=False)
    general: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Bind the rows that count where the page is to be checked."""
        self.forms = [
            WinnerForm({f"winner-{place}-{name}": text for name, text in row.items()}, prefix=f"winner-{place}")
            if self.checks and _counts(row)
            else WinnerForm(initial=row, prefix=f"winner-{place}")
            for place, row in enumerate(self.rows)
        ]
        for form, row in zip(self.forms, self.rows, strict=True):
            form.told = self.told.get(row.get("bid", ""), "")

    def is_valid(self) -> bool:
        """Return whether everything makes sense in itself, and somebody wins."""
        if not any(form.is_bound for form in self.forms):
            self.general.append(_("Say which supplier wins."))
        sound = [self.terms.is_valid(), *(form.is_valid() for form in self.forms if form.is_bound)]
        return all(sound) and not self.general

    def winners(self, offer_of: Callable[[str, str], Offer]) -> list[Winner]:
        """Return who wins with what their bids offer; the forms must be valid."""
        language = self.terms.cleaned_data["language"]
        return [form.winner(offer_of(form.cleaned_data["bid"], language)) for form in self.forms if form.is_bound]

    @property
    def summary(self) -> list[tuple[str, str, str]]:
        """What is wrong: the id of its field, what it is called, and the sentence."""
        return [
            (form[name].auto_id, str(form[name].label), str(error))
            for form in [*self.forms, self.terms]
            for name, errors in form.errors.items()
            if name in form.fields
            for error in errors
        ]

    @property
    def has_errors(self) -> bool:
        """Whether the page calls something wrong."""
        return bool(self.general) or bool(self.summary) or bool(self.terms.non_field_errors())

    def refuse(self, field_name: str, sentence: str) -> None:
        """Say what the service refused, at its field where it has one."""
        if field_name in self.terms.fields:
            self.terms.add_error(field_name, sentence)
        else:
            self.general.append(sentence)


def _counts(row: Mapping[str, str]) -> bool:
    return bool(row.get("wins")) or (
        not row.get("bid") and any(row.get(name, "").strip() for name in ("name", "number"))
    )
