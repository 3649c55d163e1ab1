"""One function per user verb, joining the rooms. Rules live in the rooms, words in doors."""
