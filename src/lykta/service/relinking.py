"""Linking again in the background, so that nobody waits at a page for it."""

import logging
from threading import Condition, Thread

from lykta.service.desk import Desk
from lykta.service.linking import link_all

_log = logging.getLogger(__name__)


class Relinking:
    """Links anew when asked, one run at a time. What is asked for during a run is done by one more run after it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._changed = Condition()
        self._asked = False
        self._runs = False

    def ask(self) -> None:
        """A linking that begins after this call will end, or its failure is in the log and the old one stays."""
        with self._changed:
            self._asked = True
            if self._runs:
                return
            self._runs = True
        # Not a daemon: the program ends after the run, so none is cut off while the database is written.
        Thread(target=self._work, name="relinking").start()

    def wait(self, timeout_s: float | None = None) -> bool:
        """Returns when nothing is asked for and nothing runs; False when the time was up before."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._runs, timeout_s)

    def _work(self) -> None:
        while True:
            with self._changed:
                if not self._asked:
                    self._runs = False
                    self._changed.notify_all()
                    return
                self._asked = False
            try:
                link_all(self._desk)
            except Exception:  # noqa: BLE001 - nobody is above a thread to be told; all of it is logged
                # The judgement is kept and shown as waiting; the next linking of any kind makes it good.
                _log.exception("linking in the background failed; the linking before it stays. Run: lykta link")
