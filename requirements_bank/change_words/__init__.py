"""How the bank's changes and long work speak on the pages of the frame, a module per part of the bank."""

from requirements_bank.change_words import baskets, examples, loading, requirements, writing


def register() -> None:
    """Word every change and job of the bank."""
    for part in (requirements, examples, writing, baskets, loading):
        part.register()
