"""Size, coverage, trend, movement, new and returning. What to do about them is `plan`'s."""
