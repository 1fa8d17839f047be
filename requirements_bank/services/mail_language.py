"""In which language a person of an organisation is written to."""

from organisations.models import Organisation, User


def mail_language(user: User, organisation: Organisation) -> str:
    """Return the person's own language, else that of the organisation's country."""
    return user.language or ("sv" if organisation.country == Organisation.Country.SWEDEN else "nb")
