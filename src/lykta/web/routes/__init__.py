"""One file per page. A route parses, calls one look, and renders."""
