"""Pages and routes: parse, call one service function, render. No rules and no SQL."""
