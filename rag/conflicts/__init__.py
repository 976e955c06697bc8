"""Where the articles consulted give another account of what an answer says: conflicts, and updates apart from them."""

from rag.conflicts.find import Account, Dispute, find
from rag.conflicts.telling import conflicts_of, told

__all__ = ["Account", "Dispute", "conflicts_of", "find", "told"]
