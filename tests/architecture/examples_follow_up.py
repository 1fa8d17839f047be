"""Examples for the addresses of follow-up."""
