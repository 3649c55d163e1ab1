"""States of a case and what each allows. Who may is `guard`'s, sealing is `share`'s."""
