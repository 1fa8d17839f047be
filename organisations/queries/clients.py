"""The API clients of an organisation."""

from django.db.models import F, Max, QuerySet

from organisations.models import Organisation, ServiceAccount


def clients_of(organisation: Organisation) -> QuerySet[ServiceAccount]:
    """Return the clients, those in force first, each with `last_token_at`: when it got its last token that is kept."""
    return (
        ServiceAccount.objects.filter(organisation=organisation)
        .select_related("application", "created_by")
        .annotate(last_token_at=Max("application__accesstoken__created"))
        .order_by(F("revoked_at").asc(nulls_first=True), "name")
    )
