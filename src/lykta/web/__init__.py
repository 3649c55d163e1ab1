"""The desk in a browser: pages that are read without scripts and ask nothing of the outside."""
