"""The list of kept conversations as HTML."""

from collections.abc import Sequence

from markupsafe import Markup

from desk.library import Kept
from rag.wording import counted, day


def list_html(conversations: Sequence[Kept], searched: bool = False) -> Markup:
    """Render conversations, the latest first, each to be opened, renamed, taken away or deleted."""
    if not conversations:
        return Markup("<p>{}</p>").format(
            "No conversation holds these words." if searched else "Nothing is kept yet: each answered question will be."
        )
    return Markup("<ul>{}</ul>").format(Markup("").join(map(_item, conversations)))


def _item(conversation: Kept) -> Markup:
    facts = f"{day(conversation.changed.date())} · {counted(conversation.exchanges, 'question')}"
    button = Markup('<button type="button" data-{0}="{1}" aria-label="{2}: {3}">{2}</button>')
    tools = [
        button.format(name, conversation.id, label, conversation.title)
        for name, label in (("rename", "Rename"), ("export", "Export"), ("delete", "Delete"))
    ]
    return Markup(
        '<li><button type="button" class="source" data-conversation="{}">{}<small>{}</small></button>'
        '<div class="do">{}</div></li>'
    ).format(conversation.id, conversation.title, facts, Markup("").join(tools))
