"""What a user can mend: every message names the thing at fault and the way out. Bugs raise ordinary exceptions."""


class ReadoutError(Exception):
    """A mistake or a state that the user can mend; its text is shown as it is, without a traceback."""


class IndexMissing(ReadoutError):
    """No index at the path named."""


class IndexMismatch(ReadoutError):
    """An index made with other settings or by another version than the ones in use."""


class IndexBusy(ReadoutError):
    """Another process is writing to the index."""


class DocumentMissing(ReadoutError):
    """No document of that id in the index."""


class BadInput(ReadoutError):
    """A file, line or value that cannot be used."""


class ModelMissing(ReadoutError):
    """A model is not on this machine, or not intact."""
