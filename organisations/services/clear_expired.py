"""Remove what lets nobody in any more: sessions that are over and tokens that have expired."""

from django.core.management import call_command
from django.db.models import OuterRef, Subquery
from django.utils import timezone
from oauth2_provider.models import AccessToken


def clear_expired() -> None:
    """Remove them, but for each client's newest token, which tells when it was last here."""
    call_command("clearsessions")
    newest = AccessToken.objects.filter(application=OuterRef("application")).order_by("-pk").values("pk")[:1]
    AccessToken.objects.filter(expires__lt=timezone.now()).exclude(pk=Subquery(newest)).delete()
