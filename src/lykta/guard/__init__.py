"""Accounts, sessions, purpose, audit. It answers who may; the asking is `service`'s."""
