"""Is it any good: gold questions asked of the whole system, each answer measured. Nothing imports this package."""
