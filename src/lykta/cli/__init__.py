"""The command line: parse, call one service function, print. No rules and no SQL."""
