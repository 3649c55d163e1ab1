"""One function per user verb, joining the rooms. No rule of the field lives here, and no words of `cli`."""
