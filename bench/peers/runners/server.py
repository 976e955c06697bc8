"""llama.cpp's server, which speaks OpenAI's protocol: one model, one slot, the beginnings of earlier prompts kept.

It prints its address once it is ready and ends when its standard input does. Decoding is greedy where a client does not
say otherwise.
"""

import sys

import xllamacpp

WINDOW = 16384  # tokens
ANSWER = 512  # tokens at most, where a client does not say
CACHE = 1024  # MiB of earlier prompts
THREADS = 2


def serving(path: str, name: str) -> xllamacpp.Server:
    """Serve the model of a file under a name."""
    settings = xllamacpp.CommonParams()
    settings.model.path, settings.model_alias = path, name
    settings.port = 0
    settings.n_ctx, settings.n_predict, settings.cache_ram_mib = WINDOW, ANSWER, CACHE
    settings.sampling.temp = 0.0
    settings.cpuparams.n_threads = settings.cpuparams_batch.n_threads = THREADS
    settings.endpoint_metrics = True
    return xllamacpp.Server(settings)


def main() -> None:
    """Serve the model of the file named first, under the name that follows."""
    server = serving(sys.argv[1], sys.argv[2])
    sys.stdout.write(f"{server.listening_address}\n")
    sys.stdout.flush()
    sys.stdin.read()


if __name__ == "__main__":
    main()
