"""What of the register is chosen, as chips that take a choice away, and what else can be."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from follow_up.models import KeptState
from follow_up.queries.register import NOBODY, Wanted
from foundation.addresses import changed
from organisations.models import User
from organisations.pages import OrganisationRequest
from procurement.models import Contract
from requirements_bank.reports.category_words import category_name
from requirements_bank.reports.code_words import THEMES

CHOICES: dict[str, tuple[tuple[str, Any], ...]] = {
    "within": (
        ("30", gettext_lazy("Next step within 30 days")),
        ("90", gettext_lazy("Next step within 90 days")),
        ("365", gettext_lazy("Next step within a year")),
    ),
    "proof": (
        ("missing", gettext_lazy("No proof on file")),
        ("expiring", gettext_lazy("Proof expires within 60 days")),
        ("good", gettext_lazy("Proof on file")),
    ),
    "checked": (
        ("never", gettext_lazy("Never checked")),
        ("12", gettext_lazy("Not checked for a year")),
        ("24", gettext_lazy("Not checked for two years")),
    ),
    "origin": (("bank", gettext_lazy("From the bank")), ("own", gettext_lazy("Own wording"))),
    "deviations": (("1", gettext_lazy("Open deviations")),),
    "over": (("1", gettext_lazy("Ended contracts too")),),
}
"""Filters with a fixed list of choices."""


def state_chips(request: OrganisationRequest, wanted: Wanted, counts: Mapping[str, int]) -> list[dict[str, Any]]:
    """Return a chip for each state, with how many fit beside everything else that is chosen."""
    return [
        {
            "title": KeptState(state).label,
            "address": changed(request, state=None if wanted.state == state else state),
            "current": wanted.state == state,
            "count": number,
        }
        for state, number in counts.items()
        if number or wanted.state == state
    ]


def chips_of_register(request: OrganisationRequest, wanted: Wanted) -> dict[str, Any]:
    """Return `chosen`, chips that take one choice away, and `fields`, the selects of the form with their choices."""
    themes = [(theme.value, name) for theme, name in THEMES.items()]
    fields = [
        {"name": "theme", "title": _("Theme"), "choices": themes, "value": wanted.theme},
        {"name": "within", "title": _("Next step"), "choices": CHOICES["within"], "value": wanted.within},
        {"name": "proof", "title": _("Proof"), "choices": CHOICES["proof"], "value": wanted.proof},
        {"name": "checked", "title": _("Last check"), "choices": CHOICES["checked"], "value": wanted.checked},
        {"name": "origin", "title": _("Wording"), "choices": CHOICES["origin"], "value": wanted.origin},
    ]
    return {
        "chosen": [
            {"title": title, "address": changed(request, **dict.fromkeys(names, None)), "current": True}
            for names, title in _chosen(wanted)
        ],
        "fields": fields,
    }


def _chosen(wanted: Wanted) -> list[tuple[tuple[str, ...], str]]:
    """Return the parameters of each choice with what it is called."""
    named = [
        (("q",), f"“{wanted.words}”" if wanted.words else ""),
        (("theme",), str(_names()[wanted.theme]) if wanted.theme else ""),
        (("category",), category_name(wanted.category) if wanted.category else ""),
        (("contract",), _contract(wanted)),
        (("supplier",), wanted.supplier),
        (("requirement", "version"), _requirement(wanted)),
        (("person",), _person(wanted.person) if wanted.person else ""),
        *(((name,), _choice(name, getattr(wanted, name))) for name in ("within", "proof", "checked", "origin")),
        *(((name,), _choice(name, "1" if getattr(wanted, name) else "")) for name in ("deviations", "over")),
    ]
    return [(names, title) for names, title in named if title]


def _choice(name: str, value: str) -> str:
    return str(dict(CHOICES[name])[value]) if value else ""


def _contract(wanted: Wanted) -> str:
    if wanted.contract is None:
        return ""
    contract = Contract.objects.filter(uuid=wanted.contract).first()
    return contract.title if contract else _("a contract")


def _names() -> dict[str, Any]:
    return {theme.value: name for theme, name in THEMES.items()}


def _requirement(wanted: Wanted) -> str:
    if wanted.version is None:
        return wanted.requirement
    return _("%(code)s version %(number)s") % {"code": wanted.requirement, "number": wanted.version}


def _person(said: str) -> str:
    if said == NOBODY:
        return _("Nobody looks after it")
    person = User.objects.filter(uuid=said).first()
    return person.name if person else _("somebody who is gone")
