"""What a process has loaded, kept out of the garbage collector's way."""

import gc


def keep_for_good() -> None:
    """Everything that is there now stays: no later collection looks at it again.

    A server has more than 200,000 objects before it answers. Looking at all of them for garbage took 150 ms,
    in which nothing else is done and every voice stands still.
    """
    gc.collect()
    gc.freeze()
