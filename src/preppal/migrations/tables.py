"""Every table of the product: importing this module imports each noun's `model`."""

import pkgutil
from importlib import import_module

import preppal

MODELS = tuple(
    import_module(module.name)
    for module in pkgutil.walk_packages(preppal.__path__, "preppal.")
    if module.name.endswith(".model")
)
