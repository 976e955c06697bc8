"""The runtimes compared, all with the default generator's file, and which of them are alive at the same time."""

from dataclasses import dataclass

from bench.peers.environments import OWN


@dataclass(frozen=True, slots=True)
class Runtime:
    """A runtime in one configuration."""

    name: str
    shown: str
    held: str  # what could keep its quotations verbatim while it writes
    environment: str = OWN


@dataclass(frozen=True, slots=True)
class Group:
    """Runtimes that are asked in turn, beside Readout's own; memory does not suffice for all at once."""

    others: tuple[Runtime, ...]
    slow: bool = False  # takes so long that it is asked fewer questions

    @property
    def name(self) -> str:
        """What its replies are kept under."""
        return " and ".join(one.name for one in self.others)

    @property
    def runtimes(self) -> tuple[Runtime, ...]:
        """All of them, Readout's own first."""
        return (READOUT, *self.others)


OWN_CHOICE, PROCESSOR = "each token is chosen by Readout", "a logits processor"
GRAMMAR = "no: a grammar alone"
READOUT = Runtime("readout", "Readout: int8, OpenVINO, prompt lookup", OWN_CHOICE)
GROUPS = (
    Group(
        (
            Runtime("readout-no-lookup", "Readout, nothing guessed ahead", OWN_CHOICE),
            Runtime("llama.cpp", "llama.cpp (xllamacpp)", GRAMMAR, "server"),
        )
    ),
    Group(
        (
            Runtime("openvino-genai", "openvino-genai, its defaults", GRAMMAR),
            Runtime("openvino-genai-lookup", "openvino-genai, prompt lookup, scales of 128", GRAMMAR),
        )
    ),
    Group((Runtime("transformers-bfloat16", "transformers, bfloat16, prompt lookup", PROCESSOR),), slow=True),
    Group((Runtime("transformers-int8", "transformers, int8, prompt lookup", PROCESSOR),), slow=True),
)
