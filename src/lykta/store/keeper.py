"""The process that stops a home's embedded server when no program uses it any longer, also after `kill -9`."""

import os
import sys
from pathlib import Path

from lykta.store.server import EmbeddedServer

if __name__ == "__main__":
    os.chdir("/")  # hold no folder that somebody may want to unmount
    EmbeddedServer(Path(sys.argv[1])).stop_when_unused()
