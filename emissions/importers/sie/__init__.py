"""SIE 1–4 (E and I), the Swedish exchange format for accounts, by the specification 4B of the SIE group."""
