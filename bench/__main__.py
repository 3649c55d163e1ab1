"""`./run bench [name ...]`: all benchmarks, or those whose names begin so, as `link` for both of linking."""

import sys
from importlib import import_module

NAMES = (
    "importing",
    "linking",
    "linking_texts",
    "linking_templates",
    "extracting",
    "records",
    "watching",
    "auditing",
    "packing",
    "market",
    "market_ledger",
    "planning",
    "assessing",
)


def main() -> int:
    wanted = sys.argv[1:] or [""]  # every name begins with nothing
    chosen = [name for name in NAMES if any(name.startswith(word) for word in wanted)]
    unknown = [word for word in wanted if not any(name.startswith(word) for name in NAMES)]
    if unknown:
        print(f"There is no benchmark {', '.join(unknown)}. Choose from: {', '.join(NAMES)}.", file=sys.stderr)
        return 1
    for name in chosen:
        import_module(f"bench.{name}").run()
    return 0


sys.exit(main())
