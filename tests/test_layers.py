"""Imports run one way, and each heavy library is imported in one module of a layer, inside a function."""

import ast
import subprocess
import sys
from collections import defaultdict
from importlib import metadata

import pytest
from packaging.requirements import Requirement

from index.models import CHECKOUT

LAYERS = {"index": 0, "rag": 1, "desk": 2, "eval": 3, "bench": 4, "app": 4}
HEAVY = {
    "torch", "transformers", "sentence_transformers", "faiss", "gradio", "openvino", "openvino_genai",
    "openvino_tokenizers", "optimum", "onnxruntime", "trafilatura", "spacy", "pypdf", "docx", "tantivy", "bm25s",
    "dateparser", "huggingface_hub", "matplotlib",
}  # fmt: skip
SECOND_HOME = "rag/convert.py"  # the conversion runs in a process of its own, once
ELSEWHERE = "bench/peers/runners/"  # run in environments of their own, whose requirements tests/test_peers.py looks at


def sources():
    files = [*CHECKOUT.glob("*.py")]
    for layer in LAYERS:
        files += (CHECKOUT / layer).rglob("*.py")
    return sorted(files)


def imports(path):
    """The top-level packages that a file imports, each with whether that happens when the file is imported."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    inside = {
        id(n) for f in ast.walk(tree) if isinstance(f, (ast.FunctionDef, ast.AsyncFunctionDef)) for n in ast.walk(f)
    }
    typing_only = {
        id(node)
        for guard in ast.walk(tree)
        if isinstance(guard, ast.If) and ast.unparse(guard.test).endswith("TYPE_CHECKING")
        for node in ast.walk(guard)
    }
    for node in ast.walk(tree):
        if id(node) in typing_only:
            continue
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            names = [node.module]
        else:
            continue
        for name in names:
            yield name.split(".")[0], id(node) not in inside


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(CHECKOUT)))
def test_imports_run_one_way(path):
    own = path.relative_to(CHECKOUT).parts[0].removesuffix(".py")
    wrong = {name for name, _ in imports(path) if name in LAYERS and name != own and LAYERS[name] >= LAYERS[own]}
    assert not wrong, f"{path.name} of {own} imports {wrong}"


def test_each_heavy_library_has_one_home_a_layer_and_is_imported_lazily():
    homes, eager = defaultdict(set), []
    for path in sources():
        place = path.relative_to(CHECKOUT).as_posix()
        for name, at_import in imports(path):
            if name in HEAVY:
                homes[place.split("/")[0], name] |= {place} - {SECOND_HOME}
                eager += [f"{place}: {name}"] if at_import else []
    assert {home: places for home, places in homes.items() if len(places) > 1} == {}
    assert eager == []


def test_every_imported_library_is_pinned():
    pinned = {
        Requirement(line.split("#")[0]).name.lower().replace("_", "-")
        for line in (CHECKOUT / "requirements.txt").read_text(encoding="utf-8").splitlines()
        if line.split("#")[0].strip()
    }
    distributions = metadata.packages_distributions()
    unpinned = defaultdict(set)
    for path in sources():
        if path.relative_to(CHECKOUT).as_posix().startswith(ELSEWHERE):
            continue
        for name, _ in imports(path):
            if name not in sys.stdlib_module_names and name not in LAYERS:
                found = {distribution.lower().replace("_", "-") for distribution in distributions.get(name, [name])}
                if not found & pinned:
                    unpinned[name].add(path.relative_to(CHECKOUT).as_posix())
    assert unpinned == {}


def test_importing_the_program_loads_nothing_heavy():
    code = "import sys, index, rag.models, rag.doctor; print(*sorted({m.split('.')[0] for m in sys.modules}))"
    loaded = subprocess.run([sys.executable, "-c", code], cwd=CHECKOUT, capture_output=True, text=True, check=True)
    assert set(loaded.stdout.split()) & HEAVY == set()


def test_importing_the_assistant_reads_no_list_of_words_and_no_model():
    code = "import sys, rag.assistant; print(*sorted({m.split('.')[0] for m in sys.modules}))"
    loaded = subprocess.run([sys.executable, "-c", code], cwd=CHECKOUT, capture_output=True, text=True, check=True)
    assert set(loaded.stdout.split()) & (HEAVY | {"wordfreq", "tokenizers"}) == set()
