"""`GET /health`: whether questions can be asked yet."""

from fastapi import APIRouter, Request

routes = APIRouter()


@routes.get("/health")
def health(request: Request) -> dict[str, str]:
    """Say whether the model is loaded."""
    return {"status": "ready" if request.app.state.ready.done() else "loading"}
