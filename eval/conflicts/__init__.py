"""How well accounts that differ are told from accounts that agree: small groups of articles written for it."""
