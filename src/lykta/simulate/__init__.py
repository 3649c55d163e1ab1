"""A synthetic market with known truth, never real data. Tests on it live in `tests/`."""
