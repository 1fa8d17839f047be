"""What follow-up puts into the frame: its place in the navigation, words for changes, panels on pages of lower apps."""


def register() -> None:
    """Place the pages and word what is done in follow-up."""
