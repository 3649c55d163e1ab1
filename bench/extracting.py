"""What is read out of an ad: telephone numbers, and facts of every other kind."""

from bench import facts, phones


def run() -> None:
    phones.run()
    facts.run()
