"""Questions in several spellings, and whether all of them get the same evidence."""
