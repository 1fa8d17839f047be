"""Collecting, filling and compiling translations with Babel, so that no gettext program is needed."""
