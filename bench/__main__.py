"""`./run bench [name ...]`: all benchmarks, or those named; the beginning of a name is enough, as in `extract`."""

import sys
from importlib import import_module

NAMES = ("importing", "linking", "extracting", "records")


def main() -> int:
    wanted = sys.argv[1:] or list(NAMES)
    chosen = [name for word in wanted for name in NAMES if name.startswith(word)]
    unknown = [word for word in wanted if not any(name.startswith(word) for name in NAMES)]
    if unknown:
        print(f"There is no benchmark {', '.join(unknown)}. Choose from: {', '.join(NAMES)}.", file=sys.stderr)
        return 1
    for name in chosen:
        import_module(f"bench.{name}").run()
    return 0


sys.exit(main())
