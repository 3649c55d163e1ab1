"""One export format per file. Which files there are is found by looking; nothing is listed."""
