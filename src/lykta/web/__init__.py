"""The desk in a browser: server-rendered pages that need no script to be read and ask nothing of the outside."""
