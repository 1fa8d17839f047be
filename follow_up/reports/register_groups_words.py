"""Groups of the register in words, with the address that narrows it down to one of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from follow_up.models import KeptState
from follow_up.queries.register import NOBODY
from follow_up.queries.register_groups import Group
from follow_up.reports.register_words import theme_names
from foundation.addresses import changed
from requirements_bank.reports.category_words import category_name

GROUP_NAMES: dict[str, Any] = {
    "contract": gettext_lazy("Contract"),
    "supplier": gettext_lazy("Supplier"),
    "theme": gettext_lazy("Theme"),
    "state": gettext_lazy("State"),
    "requirement": pgettext_lazy("in the bank", "Requirement"),
    "category": gettext_lazy("Category"),
    "person": gettext_lazy("Looked after by"),
}


@dataclass(frozen=True, slots=True)
class ShownGroup:
    """A group as a page says it; its address is empty where nothing narrows the register down to it."""

    group: Group
    name: str
    address: str

    @property
    def kept(self) -> int:
        """How many are kept."""
        return self.group.states[KeptState.KEPT]

    @property
    def not_kept(self) -> int:
        """How many are not kept."""
        return self.group.states[KeptState.NOT_KEPT]

    @property
    def unknown(self) -> int:
        """Of how many it is not known."""
        return self.group.states[KeptState.UNKNOWN]

    @property
    def not_yet_due(self) -> int:
        """How many are not due yet."""
        return self.group.states[KeptState.NOT_YET_DUE]


def shown_groups(groups: Iterable[Group], by: str, request: HttpRequest) -> list[ShownGroup]:
    """Return the groups with names and addresses."""
    return [ShownGroup(group, _name(group, by), _address(group, by, request)) for group in groups]


def _name(group: Group, by: str) -> str:
    if by == "requirement":
        code, _at, version = group.key.partition("@")
        if not version:
            return _("Own wording")
        return _("%(code)s version %(number)s") % {"code": code, "number": version}
    if not group.key:
        return {"theme": _("No theme"), "category": _("No category"), "person": _("Nobody")}.get(by, _("Not known"))
    if by == "theme":
        return theme_names([group.key])
    if by == "state":
        return str(KeptState(group.key).label)
    return category_name(group.key) if by == "category" else group.name or group.key


def _address(group: Group, by: str, request: HttpRequest) -> str:
    if by == "requirement":
        code, _at, version = group.key.partition("@")
        chosen = {"requirement": code, "version": version} if version else {"origin": "own"}
        return changed(request, group=None, **chosen)
    if by == "person":
        return changed(request, group=None, person=group.key or NOBODY)
    return changed(request, group=None, **{by: group.key}) if group.key else ""
