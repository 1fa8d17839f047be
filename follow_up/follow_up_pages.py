"""What follow-up puts into the frame: its place in the navigation, words for changes, panels on pages of lower apps."""

from follow_up import change_words, receivers


def register() -> None:
    """Place the pages, word what is done in follow-up, and hear of what happens to contracts."""
    change_words.register()
    receivers.listen()
