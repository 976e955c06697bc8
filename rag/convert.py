"""Turn a GGUF file into an OpenVINO model with int8 weights, once, in a process that gives its memory back.

python -m rag.convert FILE.gguf FOLDER

Each weight matrix is unpacked from its 4 to 6 bits and rounded to 8, one scale an output channel: the processor then
multiplies whole rows of int8, which halves the time of a prompt against the packed blocks of 16 and 32 (docs/log.md).
"""

import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.runtime import openvino
from rag.repack import repack

MODEL = "openvino_model.xml"


def convert(source: Path, folder: Path) -> None:
    """Write `openvino_model.xml`, its weights and `tokenizer.json` into `folder`."""
    folder.mkdir(parents=True)
    _write_tokenizer(source, folder)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix="unpacked-") as place:
        _write_model(_read_gguf(source, Path(place)), folder)


def _write_tokenizer(source: Path, folder: Path) -> None:
    from transformers import AutoTokenizer

    AutoTokenizer.from_pretrained(str(source.parent), gguf_file=source.name).save_pretrained(folder)


def _read_gguf(source: Path, place: Path) -> Path:
    """Have OpenVINO's reader build the model's graph, weights still packed, and return where it wrote it."""
    openvino()
    import openvino_genai

    readable = place / source.name
    if not repack(source, readable):
        readable.symlink_to(source.resolve())
    openvino_genai.LLMPipeline(str(readable), "CPU", enable_save_ov_model=True)
    return place / MODEL


def _write_model(packed: Path, folder: Path) -> None:
    runtime = openvino()
    model = runtime.Core().read_model(packed)
    products = [node for node in model.get_ordered_ops() if node.get_type_name() == "MatMul"]
    for product in products:
        if (weights := _packed_weights(product)) is not None:
            product.input(1).replace_source_output(_int8(weights).output(0))
    _keep_last(model, products[-1])
    model.validate_nodes_and_infer_types()
    runtime.save_model(model, folder / MODEL, compress_to_fp16=False)


def _packed_weights(product: Any) -> NDArray[np.float32] | None:
    """Return a product's weights (outputs, inputs), or None where it multiplies two computed values.

    A packed matrix is a chain: Convert(Reshape(Multiply(Subtract(Convert(q), Convert(zero)), scale))).
    """
    node, chain = product.input_value(1).get_node(), []
    while node.get_type_name() in ("Convert", "Reshape", "Multiply", "Subtract"):
        chain.append(node)
        node = node.input_value(0).get_node()
    if node.get_type_name() != "Constant" or "Subtract" not in [step.get_type_name() for step in chain]:
        return None
    subtract = next(step for step in chain if step.get_type_name() == "Subtract")
    multiply = next(step for step in chain if step.get_type_name() == "Multiply")
    zero = subtract.input_value(1).get_node().input_value(0).get_node()
    scale = multiply.input_value(1).get_node().get_data().astype(np.float32)
    unpacked = (_numbers(node) - _numbers(zero)) * scale
    return np.asarray(unpacked.reshape(unpacked.shape[0], -1), dtype=np.float32)


def _numbers(constant: Any) -> NDArray[np.float32]:
    shape = tuple(constant.get_output_shape(0))
    if constant.get_element_type() != openvino().Type.u4:
        return np.asarray(constant.get_data(), dtype=np.float32).reshape(shape)
    pairs = np.asarray(constant.data, dtype=np.uint8).reshape(-1)
    single = np.stack([pairs & 15, pairs >> 4], axis=1).reshape(-1)  # the lower half comes first
    return single[: int(np.prod(shape))].reshape(shape).astype(np.float32)


def _int8(weights: NDArray[np.float32]) -> Any:
    """Return a graph node of the same weights, rounded to 8 bits with one scale a row."""
    from openvino import opset13 as op

    scale = np.abs(weights).max(axis=1, keepdims=True) / 127
    scale[scale == 0] = 1
    rounded = np.clip(np.round(weights / scale), -127, 127).astype(np.int8)
    product = op.multiply(op.convert(op.constant(rounded), "f16"), op.constant(scale.astype(np.float16)))
    return op.convert(product, "f32")


def _keep_last(model: Any, scoring: Any) -> None:
    """Give the model an input `keep`: only the scores of that many last tokens are computed."""
    from openvino import opset13 as op

    keep = op.parameter([1], np.int64, name="keep")
    keep.output(0).set_names({"keep"})
    first = op.multiply(keep, op.constant(np.array([-1], dtype=np.int64)))
    end, one = (op.constant(np.array([value], dtype=np.int64)) for value in (2**31, 1))
    last = op.slice(scoring.input_value(0), first, end, one, one)
    scoring.input(0).replace_source_output(last.output(0))
    model.add_parameters([keep])


if __name__ == "__main__":
    convert(Path(sys.argv[1]), Path(sys.argv[2]))
