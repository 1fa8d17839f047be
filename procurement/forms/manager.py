"""Who looks after a contract: one of the people of those who may read it."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from organisations.models import User


class ManagerField(forms.ChoiceField):
    """A person, None for nobody. Who can be chosen is said by `offer`."""

    def __init__(self) -> None:
        super().__init__(label=gettext_lazy("Who looks after it"), required=False)
        self.people: Mapping[str, User] = {}

    def offer(self, people: Mapping[str, User]) -> None:
        """Let these be chosen, by their keys, in their order."""
        self.people = people
        self.choices = [("", "—"), *((key, user.name) for key, user in people.items())]

    def clean(self, value: Any) -> Any:  # noqa: ANN401 - Django's own signature
        """Return who was chosen."""
        return self.people.get(super().clean(value))
