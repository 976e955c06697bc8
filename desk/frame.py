"""What stands round an answer: the question, how far it is, messages, and the first words of the page."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from markupsafe import Markup

from rag.steps import Checked

ROOM = Markup("")
TAKEN = (
    ("text", "Text with footnotes"),
    ("markdown", "Markdown"),
    ("html", "HTML"),
    ("link", "Link"),
    ("json", "Receipt (JSON)"),
    ("print", "Print"),
)
SWITCHES = {"time": "time of the question", "names": "names of the archive"}


def turn_html(kind: str, parts: Iterable[Markup]) -> Markup:
    """Join the parts of one exchange; a new `kind` has the page draw it afresh instead of letting it grow."""
    return Markup('<section class="turn {}">{}</section>').format(kind, ROOM.join(parts))


def question_html(question: str, limits: str = "", searched: str = "", chips: Markup = ROOM) -> Markup:
    """Render what was asked, under which limits, and what was searched where that is not what was asked."""
    lines = [limits, f"Searched as: {searched}" if searched else ""]
    notes = ROOM.join(Markup('<p class="limits">{}</p>').format(line) for line in lines if line)
    return Markup('<div class="question"><h2>{}</h2>{}{}</div>').format(question, notes, chips)


def chips_html(turn: int, understood: Mapping[str, Sequence[str] | None]) -> Markup:
    """Render what a question was understood to mean, by its switch, each to be taken off; None where that was done."""
    chips = ROOM.join(chip for switch, told in understood.items() for chip in _chips(turn, switch, told))
    return Markup('<div class="chips">{}</div>').format(chips) if chips else ROOM


def _chips(turn: int, switch: str, told: Sequence[str] | None) -> Iterator[Markup]:
    chip = Markup('<button type="button" data-again="{}" data-{}="{}" aria-label="{}">{} ×</button>')
    if told is None:
        what = SWITCHES[switch]
        yield chip.format(turn, switch, "yes", f"Use the {what} again", f"{what.capitalize()} not used")
    for said in told or ():
        yield chip.format(turn, switch, "no", f"Ask again without the {said}", f"{said[0].upper()}{said[1:]}")


def progress_html(stage: str, sentences: Sequence[Checked] = ()) -> Markup:
    """Render what is being done for a question, and the sentences of the reply that the checks have let pass."""
    line = Markup('<p class="stage" role="status">{}</p>').format(stage)
    held = ROOM.join(Markup("<span>{} </span>").format(each.text) for each in sentences if not each.withheld)
    return line + Markup('<div class="prose" aria-live="off">{}</div>').format(held) if held else line


def notice_html(message: str, kind: str) -> Markup:
    """Render a message that stands in an answer's place; `kind` is "stopped" or "failed"."""
    role = "alert" if kind == "failed" else "status"
    return Markup('<p class="notice {}" role="{}">{}</p>').format(kind, role, message)


def checked_again_html(faults: Sequence[str], citations: int) -> Markup:
    """Render what came of checking a kept answer against the archive as it stands."""
    if not faults:
        cited = "1 citation" if citations == 1 else f"{citations} citations"
        said = f"Kept answer. Its receipt was checked against the archive as it stands: everything holds ({cited})."
        return Markup('<p class="again" role="status">{}</p>').format(said)
    said = "Kept answer. Its receipt was checked, and not everything holds against the archive as it stands:"
    items = ROOM.join(Markup("<li>{}</li>").format(fault) for fault in faults)
    return Markup('<div class="again failed" role="alert"><p>{}</p><ul>{}</ul></div>').format(said, items)


def tools_html(turn: int, answer_id: str | None) -> Markup:
    """Render what can be done with an exchange: asked again, changed, taken away."""
    turned = Markup('<button type="button" data-{}="{}">{}</button>')
    take = Markup('<button type="button" data-take="{}" data-answer="{}">{}</button>')
    parts = [turned.format("again", turn, "Ask again"), turned.format("edit", turn, "Edit")]
    if answer_id:
        taken = ROOM.join(take.format(form, answer_id, label) for form, label in TAKEN)
        parts.append(Markup("<details><summary>Copy or save</summary><div>{}</div></details>").format(taken))
    return Markup('<div class="do" role="group" aria-label="With this answer">{}</div>').format(ROOM.join(parts))


def welcome_html(examples: Iterable[str]) -> Markup:
    """Render an empty conversation: questions to begin with, as buttons."""
    button = Markup('<button type="button" data-ask="{0}">{0}</button>')
    lead = Markup("<p>Ask about the archive. Every sentence of an answer cites the words it rests on.</p>")
    asks = ROOM.join(button.format(example) for example in examples)
    return Markup('<section class="welcome">{}<div class="examples">{}</div></section>').format(lead, asks)
