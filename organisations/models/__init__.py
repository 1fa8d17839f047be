"""The tables of the tenant: people, organisations, what they share, and the categories they buy in."""

from organisations.models.categories import PurchaseCategory
from organisations.models.organisations import NetworkMembership, Organisation
from organisations.models.people import VISITORS, Membership, Role, User
from organisations.models.service_accounts import ServiceAccount
from organisations.models.shares import Share

__all__ = [
    "VISITORS",
    "Membership",
    "NetworkMembership",
    "Organisation",
    "PurchaseCategory",
    "Role",
    "ServiceAccount",
    "Share",
    "User",
]
