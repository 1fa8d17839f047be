"""What is said when PostgreSQL or Redis cannot be had on this machine."""


class ServicesError(Exception):
    """A sentence for people: what is missing or in the way, and what mends it."""
