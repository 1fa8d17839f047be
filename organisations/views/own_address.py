"""The library's page for changing one's e-mail address, kept closed."""

from django.http import Http404, HttpResponseBase

from organisations.pages import SignedInRequest, signed_in_page


@signed_in_page
def own_address(request: SignedInRequest) -> HttpResponseBase:  # noqa: ARG001 - a view
    """Answer 404: people are invited by their address, so whoever took another's would get the roles meant for them."""
    raise Http404
