"""`./run bench [name ...]`: all benchmarks, or those named."""

import sys
from importlib import import_module

NAMES = ("importing", "linking", "extracting", "records", "watching")


def main() -> int:
    wanted = sys.argv[1:] or list(NAMES)
    unknown = [name for name in wanted if name not in NAMES]
    if unknown:
        print(f"There is no benchmark {', '.join(unknown)}. Choose from: {', '.join(NAMES)}.", file=sys.stderr)
        return 1
    for name in wanted:
        import_module(f"bench.{name}").run()
    return 0


sys.exit(main())
