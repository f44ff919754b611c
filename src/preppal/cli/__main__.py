"""python -m preppal.cli"""

from preppal.cli import main

main()
