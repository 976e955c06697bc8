"""Measure how fast Readout is on this machine, and against whom.

python -m bench answer | index | search | start | peers | runtimes [--quick] [--out DIR]
"""

import sys
from collections.abc import Callable, Sequence
from importlib import import_module

from rich.console import Console

from eval.command_line import INTERRUPTED, say
from index.errors import ReadoutError

MISTAKE = 2
COMMANDS = {
    "answer": "questions to a checked answer, stage by stage, and the same question again",
    "index": "articles to passages and vectors, beside sentence-transformers in float32",
    "search": "search by meaning, by words and both, as the archive grows",
    "start": "a cold process to its first result",
    "peers": "the same articles, questions and weights in LlamaIndex, txtai and Haystack",
    "runtimes": "the same prompts and weights in llama.cpp, openvino-genai and transformers",
}
HELP = "python -m bench COMMAND [--quick] [--out DIR]\n\n" + "\n".join(
    f"  {name:<10}{what}" for name, what in COMMANDS.items()
)
Command = Callable[[Sequence[str]], int]


def main(arguments: Sequence[str] | None = None, command: Callable[[str], Command] | None = None) -> int:
    """Run the command; returns its exit code: 0 done, 2 the user's mistake, 130 interrupted."""
    words, errors = list(sys.argv[1:] if arguments is None else arguments), Console(stderr=True)
    if words[:1] in ([], ["-h"], ["--help"]):
        say(HELP, Console())
        return 0 if words else MISTAKE
    if words[0] not in COMMANDS:
        say(f"error: there is no {words[0]!r}: name one of {', '.join(COMMANDS)}", errors)
        return MISTAKE
    try:
        return (command or _command)(words[0])(words[1:])
    except ReadoutError as error:
        say(f"error: {error}", errors)
        return MISTAKE
    except KeyboardInterrupt:
        say("stopped; what was measured so far is not kept", errors)
        return INTERRUPTED


def _command(name: str) -> Command:
    """Return the `main` of a command's module, which is imported when it is wanted."""
    command: Command = import_module(f"bench.{name}").main
    return command


if __name__ == "__main__":
    sys.exit(main())
