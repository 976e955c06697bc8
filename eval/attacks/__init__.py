"""Attacks by articles: what an article may do to the model, the answer and the page that show it."""
