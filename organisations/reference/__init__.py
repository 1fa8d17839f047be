"""Reference data that all organisations share: purchase categories, code lists and the crosswalks between them.

Plain files with a `source.toml` beside them, read by pure functions; nothing here knows Django.
"""
