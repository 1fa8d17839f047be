"""A fictional purchasing network with five municipalities over three years, the same on every machine.

The proportions between accounts follow real published account tables (docs/demonstration.md); names, numbers and
postings are made up. The files it writes are imported through the ordinary importers.
"""
