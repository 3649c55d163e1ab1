"""States of a case and what each allows, as pure rules. Who may come in is `guard`'s, sealing is `share`'s."""
