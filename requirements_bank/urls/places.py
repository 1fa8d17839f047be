"""Where the bank stands in the addresses of an organisation."""

REQUIREMENTS = "o/<slug:organisation>/requirements/"
REQUIREMENT = f"{REQUIREMENTS}<uuid:requirement>/"
