"""The measures: each a pure function of one case, None where it does not arise; `docs/measures.md` defines them."""
