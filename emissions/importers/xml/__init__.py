"""What SAF-T and SIE 5 have in common: opening XML, and turning postings as they stand there into ledger lines."""
