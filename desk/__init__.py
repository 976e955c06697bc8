"""The page that asks an archive, how an answer, an article and a conversation look and act in it, and the API."""
