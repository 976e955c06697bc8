"""What went wrong, as JSON: `{"error": {"code": …, "message": …}}`. The message says what to do, and no more."""

import logging
from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from desk.turns import TooSlow
from index.errors import BadInput, DocumentMissing, IndexBusy, ModelMissing, ReadoutError

log = logging.getLogger(__name__)


class Crowded(ReadoutError):
    """As many wait for an answer as may."""


STATUSES: dict[type[ReadoutError], tuple[int, str]] = {
    BadInput: (422, "bad_input"),
    DocumentMissing: (404, "document_missing"),
    IndexBusy: (409, "index_busy"),
    Crowded: (429, "queue_full"),
    TooSlow: (504, "too_slow"),
    ModelMissing: (503, "model_missing"),
}
CODES = {404: "not_found", 405: "method_not_allowed", 400: "bad_request", 413: "too_large"}


class Fault(BaseModel):
    """What went wrong and what to do about it."""

    code: str
    message: str
    param: str | None = None


class ErrorBody(BaseModel):
    """The body of every response that is not a success."""

    error: Fault


class ApiError(HTTPException):
    """A request that is refused, with what the caller can do."""

    def __init__(
        self, status: int, code: str, message: str, param: str | None = None, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(status, message, headers)
        self.code, self.param = code, param


def refusal(error: Exception) -> ApiError:
    """Return what a caller is told of an error; what is nobody's mistake but the program's goes to the log."""
    match error:
        case ApiError():
            return error
        case HTTPException():
            message = _WORDS.get(error.status_code, str(error.detail))
            code = CODES.get(error.status_code, "http_error")
            return ApiError(error.status_code, code, message, headers=error.headers)
        case ReadoutError():
            status, code = STATUSES.get(type(error), (503, "unavailable"))
            return ApiError(status, code, str(error), headers={"Retry-After": "5"} if status in (429, 503) else None)
    log.error("a request broke off on a fault of the program", exc_info=error)
    return ApiError(500, "internal", "This broke off on a fault of the program; its log says which.")


_WORDS = {
    404: "There is nothing here. GET /openapi.json lists the ways in.",
    405: "This address has no such method. GET /openapi.json lists the ways in.",
}


def body_of(error: ApiError) -> dict[str, Any]:
    """Return the JSON that a caller gets."""
    fault = Fault(code=error.code, message=str(error.detail), param=error.param)
    return ErrorBody(error=fault).model_dump()


def response_to(error: Exception) -> JSONResponse:
    """Return the response that tells a caller of an error."""
    refused = refusal(error)
    return JSONResponse(body_of(refused), refused.status_code, refused.headers)


def install(application: FastAPI) -> None:
    """Have the application answer every error as this module says."""

    def answered(request: Request, error: Exception) -> JSONResponse:
        return response_to(error)

    def invalid(request: Request, error: Exception) -> JSONResponse:
        return response_to(_invalid(error))

    application.add_exception_handler(HTTPException, answered)
    application.add_exception_handler(ReadoutError, answered)
    application.add_exception_handler(Exception, answered)
    application.add_exception_handler(RequestValidationError, invalid)


def _invalid(error: Exception) -> ApiError:
    """Name the first thing in a request that cannot be used."""
    first = error.errors()[0] if isinstance(error, RequestValidationError) else {}
    place = ".".join(str(part) for part in first.get("loc", ()) if part != "body")
    message = str(first.get("msg", "it cannot be read")).removeprefix("Value error, ")
    return ApiError(422, "bad_input", f"{place}: {message}" if place else message, place or None)
