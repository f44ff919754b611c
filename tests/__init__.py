"""Tests. Imported before any of them, and before what they import."""

import os
import sys

# Some machines keep Python from writing down what it has compiled. Each of the forty processes that a
# run of the tests starts would then compile the product anew, and pytest rewrite its plugins.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
