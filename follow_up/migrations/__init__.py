"""Tables of follow-up and who reads them."""
