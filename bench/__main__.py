"""`./run bench [name ...]`: all benchmarks, or those named."""

import sys
from importlib import import_module

NAMES = ("importing", "linking", "extracting", "records", "alike")
ALIASES = {"link": ("linking", "alike")}


def main() -> int:
    wanted = [name for given in sys.argv[1:] or NAMES for name in ALIASES.get(given, (given,))]
    unknown = [name for name in wanted if name not in NAMES]
    if unknown:
        print(
            f"There is no benchmark {', '.join(unknown)}. Choose from: {', '.join((*NAMES, *ALIASES))}.",
            file=sys.stderr,
        )
        return 1
    for name in wanted:
        import_module(f"bench.{name}").run()
    return 0


sys.exit(main())
