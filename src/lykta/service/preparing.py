"""`lykta prepare`: what is compiled once is compiled now, so that no user waits for it later."""

from importlib import import_module

# Modules whose import compiles kernels (`kit/kernels.py`); a test finds any that is missing here.
KERNEL_MODULES = (
    "lykta.extract._bulkscan",
    "lykta.extract._langid",
    "lykta.extract._loops",
    "lykta.extract._phonescan",
    "lykta.link.minhash",
    "lykta.link.pictures",
    "lykta.link.sharing",
    "lykta.link.shingles",
    "lykta.link.templates.align",
    "lykta.link.union_find",
    "lykta.link.words",
)


def prepare() -> None:
    for name in KERNEL_MODULES:
        import_module(name)
