"""The desk in a browser: no rule and no query, only pages, read without scripts, that ask nothing outside."""
