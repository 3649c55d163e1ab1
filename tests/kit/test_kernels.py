import pkgutil
from pathlib import Path

import lykta
from lykta.service.preparing import KERNEL_MODULES


def test_every_module_with_kernels_is_compiled_during_set_up() -> None:
    root = Path(lykta.__file__).parent
    using = {
        module.name
        for module in pkgutil.walk_packages([str(root)], "lykta.")
        if (path := root.parent / (module.name.replace(".", "/") + ".py")).is_file()
        and "from lykta.kit.kernels import" in path.read_text(encoding="utf-8")
    }
    assert using - {"lykta.kit.kernels"} == set(KERNEL_MODULES)
