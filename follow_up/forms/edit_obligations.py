"""What is written of many obligations at once."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from follow_up.services.edit_obligations import Edit
from organisations.models import Organisation, User
from organisations.queries.people import staff_of
from requirements_bank.calculations.requirement import Theme
from requirements_bank.reports.code_words import THEMES

UNCHANGED, NOBODY = "", "nobody"


class EditObligationsForm(forms.Form):
    """Who looks after them, a theme to add or take, the right to look into them, a note; what is open stays."""

    person = forms.ChoiceField(label=_("Looked after by"), required=False)
    add_theme = forms.ChoiceField(label=_("Add the theme"), required=False)
    take_theme = forms.ChoiceField(label=_("Take the theme away"), required=False)
    audit_right = forms.CharField(label=_("Right to look into it"), required=False, max_length=500)
    note = forms.CharField(label=_("Note"), required=False, max_length=1000)

    def __init__(self, organisation: Organisation, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as Django's
        super().__init__(*args, **kwargs)
        self._people = {str(person.user.uuid): person.user for person in staff_of(organisation)}
        themes = [(theme.value, name) for theme, name in THEMES.items()]
        people = [(key, user.name) for key, user in self._people.items()]
        self._choose("person", [(UNCHANGED, _("as it is")), *people, (NOBODY, _("nobody"))])
        self._choose("add_theme", [(UNCHANGED, _("none")), *themes])
        self._choose("take_theme", [(UNCHANGED, _("none")), *themes])

    def _choose(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - tells the type checker
        field.choices = choices

    @property
    def edit(self) -> Edit:
        """What to write."""
        said = self.cleaned_data
        return Edit(
            person=self._person(said["person"]),
            takes_person_away=said["person"] == NOBODY,
            add_theme=Theme(said["add_theme"]) if said["add_theme"] else None,
            take_theme=Theme(said["take_theme"]) if said["take_theme"] else None,
            note=said["note"] or None,
            audit_right=said["audit_right"] or None,
        )

    def _person(self, key: str) -> User | None:
        return self._people.get(key)
