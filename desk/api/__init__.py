"""Readout over HTTP: questions, search and articles as JSON, beside the page and in its process."""
