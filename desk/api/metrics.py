"""`GET /metrics`: counts and durations as Prometheus reads them. Of questions and articles nothing but numbers."""

from collections.abc import Callable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest

from rag.data import Answer

SECONDS = (0.5, 1, 2, 3, 5, 8, 12, 20, 30, 60, 120)


class Metrics:
    """The counts of one application."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "readout_requests", "Requests to the API.", ["method", "route", "status"], registry=self._registry
        )
        self._answers = Counter("readout_answers", "Answers, by their status.", ["status"], registry=self._registry)
        self._seconds = Histogram(
            "readout_answer_seconds", "From a question's turn to its answer.", buckets=SECONDS, registry=self._registry
        )
        ProcessCollector(registry=self._registry)

    def gauge(self, name: str, meaning: str, value: Callable[[], float]) -> None:
        """Have a number told as it is when it is asked for."""
        Gauge(name, meaning, registry=self._registry).set_function(value)

    def request(self, method: str, route: str, status: int) -> None:
        """Count a request."""
        self._requests.labels(method, route, str(status)).inc()

    def answer(self, answer: Answer) -> None:
        """Count an answer."""
        self._answers.labels(answer.status.value).inc()
        self._seconds.observe(answer.timings_ms.total / 1000)

    def text(self) -> bytes:
        """Return all of it in Prometheus's text format."""
        return generate_latest(self._registry)
