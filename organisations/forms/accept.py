"""The form behind an invitation: choose a password."""

from django import forms
from django.contrib.auth.forms import SetPasswordForm
from django.utils.translation import gettext_lazy as _


class ChoosePasswordForm(SetPasswordForm):  # type: ignore[type-arg]  # no generic at run time
    """A password, twice; checked like every other."""

    new_password1 = forms.CharField(
        label=_("Choose a password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least twelve characters. Three or four words that only you would put together work well."),
    )
    new_password2 = forms.CharField(
        label=_("The same password again"), widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )
