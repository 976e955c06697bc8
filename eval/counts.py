"""Numbers of questions, as a command line reads them."""

import argparse


def count(text: str) -> int:
    """Return a whole number of questions; raises ArgumentTypeError where it is none, or less than one."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of questions: give 1 or more")
    return int(text)
