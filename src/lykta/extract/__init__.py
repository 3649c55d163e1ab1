"""One file per kind of finding in an ad's text or picture. Joining ads is `link`'s."""
