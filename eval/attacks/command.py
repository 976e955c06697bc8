"""Attack the system with articles and say how often that succeeds.

python -m eval attacks [--class C] [--model M] [--out DIR]
"""

import argparse
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console

from eval import provenance
from eval.attacks import report
from eval.attacks.asking import carry_out
from eval.attacks.data import Attack, kinds, load_suite
from eval.attacks.judged import Judged, judge
from eval.command_line import INTERRUPTED, command, say
from index.encoder import Encoder, default_encoder
from index.errors import BadInput
from index.models import CHECKOUT
from rag.generator import Generator, load_generator

Load = Callable[[str | None], Generator]


def main(arguments: Sequence[str] | None = None, load: Load = load_generator, encoder: Encoder | None = None) -> int:
    """Run the command; returns its exit code, 0 done or 130 interrupted. Raises what is the user's to mend."""
    given = _parser().parse_args(arguments)
    attacks = _chosen(load_suite(), given.kind)
    out = given.out or Path("artifacts/eval") / f"attacks-{datetime.now():%Y%m%d-%H%M%S}"
    out.mkdir(parents=True, exist_ok=True)
    generator = load(given.model)
    try:
        judged = _judged(attacks, generator, encoder or default_encoder(), out)
    except KeyboardInterrupt:
        options = {"--class": given.kind, "--model": given.model, "--out": out}
        say(f"stopped; to continue: {command(['attacks'], options)}", Console(stderr=True))
        return INTERRUPTED
    made = {"generator": f"{generator.name} {generator.sha256}", "commit": provenance.commit(CHECKOUT)}
    report.write(judged, made, out)
    screen = Console()
    screen.print(report.table(judged))
    for line in (*report.successes(judged), *report.totals(judged), f"report in {out}"):
        say(line, screen)
    return 0


def _judged(attacks: Sequence[Attack], generator: Generator, encoder: Encoder, out: Path) -> list[Judged]:
    with TemporaryDirectory() as work:
        outcomes = carry_out(attacks, generator, encoder, out / "replies.jsonl", Path(work))
        return [judge(outcome) for outcome in outcomes]


def _chosen(attacks: Sequence[Attack], kind: str | None) -> tuple[Attack, ...]:
    if kind is not None and kind not in kinds(attacks):
        raise BadInput(f"there is no class {kind!r}: name one of {', '.join(kinds(attacks))}")
    return tuple(attack for attack in attacks if kind in (None, attack.kind))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m eval attacks", description="Attack the system with articles that want more than to be read."
    )
    parser.add_argument("--class", dest="kind", metavar="C", help="one class of attacks (all)")
    parser.add_argument("--model", metavar="M", help="another generator than the default")
    parser.add_argument("--out", type=Path, metavar="DIR", help="where the report goes; an earlier one is continued")
    return parser
