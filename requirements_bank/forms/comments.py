"""What somebody writes about a requirement, and what its owner says about comments."""

from django import forms
from django.utils.translation import gettext_lazy as _

from requirements_bank.models import SeenBy
from requirements_bank.services.comment_links import LONGEST_LIFE
from requirements_bank.services.comments import LONGEST


class CommentForm(forms.Form):
    """A comment or an answer."""

    text = forms.CharField(
        label=_("Your comment"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write something first.")},
    )


class GuestCommentForm(CommentForm):
    """A comment of somebody who came by a link."""

    name = forms.CharField(label=_("Your name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    company = forms.CharField(
        label=_("Your company"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "organization"})
    )

    field_order = ["text", "name", "company"]


class CommentsFromForm(forms.Form):
    """Who may comment."""

    comments_from = forms.ChoiceField(label=_("Who may comment"), choices=SeenBy, widget=forms.RadioSelect)


class CommentLinkForm(forms.Form):
    """A link for a supplier."""

    receiver = forms.CharField(
        label=_("For whom"),
        max_length=254,
        help_text=_("An e-mail address gets the link by mail; a name is for your own list."),
        error_messages={"required": _("Say whom the link is for, so that you know later which one to revoke.")},
    )
    days = forms.IntegerField(label=_("Works for so many days"), min_value=1, max_value=LONGEST_LIFE, initial=30)
