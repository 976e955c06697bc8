"""The signs by which chat models tell the turns of a dialogue apart, taken out of what a model is shown.

The article keeps them, and so does whatever is cited.
"""

import re

_NAMES = (
    r"s|bos|eos|pad|unk|mask|cls|sep|sop|eop|start_of_turn|end_of_turn|start_of_image|end_of_image|think|thinking"
    r"|tools?|tool_calls?|tool_responses?|tool_results?|function_calls?|fim_\w+|file_sep|repo_name|jupyter_\w+"
    r"|reserved_\w+|unused\d+|extra_id_\d+|turn|start_header_id|end_header_id|eot_id|endoftext|system|user|assistant|human"
)
_SQUARE = (
    r"inst|sys|system_prompt|available_tools|tool_calls|tool_results|tool_content|args|call_id|bos|eos|gmask|smask|sop"
    r"|cls|sep|mask|unk|pad|img|img_break|img_end|prefix|suffix|middle|user|assistant|system"
)
_ROLES = r"system|instructions?|user|human|assistant|response|input|output|prompt|task|question|answer"
_TOKEN = re.compile(
    r"<\s*[|｜][^<>\n]{1,48}?[|｜]\s*>|<[|｜][\w▁ ]{1,32}[|｜]?|[\w▁]{1,32}[|｜]>"
    rf"|<<\s*/?\s*\w{{1,16}}\s*>>|</?(?:{_NAMES})\s*>|\[/?\s*(?:{_SQUARE})\s*\]|\#{{2,}}\s*(?:{_ROLES})\b\s*:?",
    re.IGNORECASE,
)


def count_tokens(text: str) -> int:
    """Return how many such signs a text has."""
    return len(_TOKEN.findall(text))


def without_tokens(text: str) -> str:
    """Return a text without them."""
    while (cleaned := _TOKEN.sub(" ", text)) != text:  # what is left may make a new one
        text = cleaned
    return text
