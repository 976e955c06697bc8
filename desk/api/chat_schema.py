"""Chat completions as OpenAI's protocol has them: what is read of a request, and what is sent back."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictBool, ValidationInfo, field_validator

from desk.api.schema import Day
from rag.assistant import QUESTION_LIMIT
from rag.data import Answer, Citation
from rag.markers import without_markers

MODEL = "readout"


class TextPart(BaseModel):
    """A part of a message that is text."""

    type: Literal["text"]
    text: str


class ChatMessage(BaseModel):
    """A turn of the conversation; those of the system and of tools have no effect."""

    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: str | list[TextPart] | None = None

    @property
    def words(self) -> str:
        """The text of it."""
        return self.content if isinstance(self.content, str) else " ".join(part.text for part in self.content or ())


class StreamOptions(BaseModel):
    """What a stream tells besides."""

    include_usage: StrictBool = False


class ChatRequest(BaseModel):
    """A conversation to be continued, the question last. Other fields of the protocol have no effect."""

    model_config = ConfigDict(extra="ignore")

    model: str = Field(json_schema_extra={"enum": [MODEL]})
    messages: list[ChatMessage] = Field(min_length=1, max_length=500)
    stream: StrictBool | None = None
    stream_options: StreamOptions | None = None
    as_of: Day | None = None
    since: Day | None = None
    until: Day | None = None
    outlet: str | None = Field(None, max_length=500)

    @field_validator("messages")
    @classmethod
    def _asks(cls, messages: list[ChatMessage], info: ValidationInfo) -> list[ChatMessage]:
        last = messages[-1]
        if last.role != "user" or not last.words.strip():
            raise ValueError("the last message must be the user's, with a question in words")
        if len(last.words) > QUESTION_LIMIT:
            raise ValueError(f"the question has {len(last.words):,} characters, at most {QUESTION_LIMIT:,} are read")
        return messages

    def asked(self) -> dict[str, Any]:
        """Return the question with the conversation before it, as `Assistant.stream` takes it."""
        history: list[tuple[str, str] | str] = []
        for message in self.messages[:-1]:
            if message.role == "user" and message.words.strip():
                history.append(message.words)
            elif message.role == "assistant" and history and isinstance(history[-1], str) and message.words.strip():
                history[-1] = (history[-1], without_markers(message.words))
        bounds = {name: getattr(self, name) for name in ("as_of", "since", "until", "outlet")}
        return {"question": self.messages[-1].words, "history": history, **bounds}


class UrlCitation(BaseModel):
    """Where a marker stands in the message, and what it leads to."""

    start_index: int
    end_index: int
    title: str
    url: str


class Annotation(BaseModel):
    """A marker of the message, as the protocol knows it."""

    type: Literal["url_citation"] = "url_citation"
    url_citation: UrlCitation


class SaidMessage(BaseModel):
    """The answer in words with its markers `[1]`, and what they stand for."""

    role: Literal["assistant"] = "assistant"
    content: str
    refusal: None = None
    annotations: list[Annotation]
    citations: list[Citation]


class Choice(BaseModel):
    """The one answer."""

    index: int = 0
    message: SaidMessage
    finish_reason: Literal["stop"] = "stop"
    logprobs: None = None


class ChatUsage(BaseModel):
    """Tokens of the generator."""

    prompt_tokens: int
    completion_tokens: int
    total_tokens: int


class Completion(BaseModel):
    """A chat completion; `answer` is the whole answer, which `python -m rag verify` can check."""

    id: str
    object: Literal["chat.completion"] = "chat.completion"
    created: int
    model: str = MODEL
    choices: list[Choice]
    usage: ChatUsage
    answer: Answer


class Model(BaseModel):
    """The one model that there is: the archive and all that answers from it."""

    id: str = MODEL
    object: Literal["model"] = "model"
    created: int = 0
    owned_by: str = "readout"


class Models(BaseModel):
    """All models."""

    object: Literal["list"] = "list"
    data: list[Model] = [Model()]
