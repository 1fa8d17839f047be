"""Which cards are one supplier: now, and as they were at an earlier revision of the register."""

from uuid import UUID

from foundation.named_sql import rows


def cards_under(organisation_id: int, identity: UUID | str, revision: int) -> list[int]:
    """Return the ids of the cards, no person's, that were grouped under an identity at a revision of the register."""
    parameters = {"organisation_id": organisation_id, "identity": str(identity), "supplier_revision": revision}
    return [row["id"] for row in rows("suppliers.cards_under", parameters)]
