"""Sentences that are wrong in exactly one way, and true ones in other words: whether the checker tells them apart."""
