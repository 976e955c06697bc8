"""Fitting the decision to answer: questions that a text answers and near-misses, what the model thinks of them."""
