"""How fast, and against whom: `python -m bench`."""
