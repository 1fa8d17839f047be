"""The page behind the link of an invitation: choose a password and come in."""

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from foundation.audience import Audience, declared
from organisations.forms.accept import ChoosePasswordForm
from organisations.pages import render_page
from organisations.services.accept_invitation import accept_invitation, invited_person


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@declared(Audience.TOKEN)
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """Ask the invited person for a password; a link that works no more says so and what to do."""
    found = invited_person(secret)
    if found is None:
        return render_page(request, "organisations/invitation_over.html", {}, status=404)
    link, person = found
    form = ChoosePasswordForm(person, request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = accept_invitation(secret=secret, password=form.cleaned_data["new_password1"])
        login(request, user, backend="django.contrib.auth.backends.ModelBackend")
        return redirect("front")
    context = {"form": form, "person": person, "inviting": link.organisation}
    return render_page(request, "organisations/invitation.html", context, status=422 if form.errors else 200)
