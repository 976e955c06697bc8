"""Public benchmarks, one adapter a file; the data is read from a folder that the user names and never kept here."""
