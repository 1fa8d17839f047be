"""What anyone reads without an account."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from requirements_bank.views import public_banks


class PublicFile(StringConverter):
    """The kinds of files that anyone may take a bank home as."""

    regex = "csv|json"


register_converter(PublicFile, "public_file")

BANKS = "banks/"
BANK = f"{BANKS}<slug:bank>/"

urlpatterns = [
    path(BANKS, public_banks.banks, name="public_banks"),
    path(BANK, public_banks.bank, name="public_bank"),
    path(f"{BANK}requirements.<public_file:kind>", public_banks.download, name="public_bank_download"),
    path(f"{BANK}<path:code>/", public_banks.requirement, name="public_requirement"),
]
