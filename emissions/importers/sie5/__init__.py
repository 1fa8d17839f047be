"""SIE 5, the Swedish exchange format for accounts in XML: whole files (`Sie`), and vouchers alone (`SieEntry`)."""
