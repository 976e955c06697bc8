"""Rewrite the tensors of a GGUF file that OpenVINO's reader does not know, so that it can read the file.

The 0.5B model holds most of its weights in 5 bits (Q5_0, its rows being too short for the formats of the larger one);
they become 8 bits in the same blocks of 32 (Q8_0), which rounds them by less than the conversion does afterwards.
"""

from pathlib import Path
from typing import Any


def repack(source: Path, target: Path) -> bool:
    """Write a readable copy of the GGUF file to `target`; False, and no copy, where the file is readable as it is."""
    from gguf import GGMLQuantizationType, GGUFReader, GGUFWriter

    reader = GGUFReader(source)
    unknown = {tensor.name for tensor in reader.tensors if tensor.tensor_type is GGMLQuantizationType.Q5_0}
    if not unknown:
        return False
    writer = GGUFWriter(target, reader.fields["general.architecture"].contents())
    _copy_metadata(reader, writer)
    for tensor in reader.tensors:
        new = tensor.name in unknown
        data, kind = (_in_eight_bits(tensor), GGMLQuantizationType.Q8_0) if new else (tensor.data, tensor.tensor_type)
        writer.add_tensor(tensor.name, data, raw_dtype=kind)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return True


def _copy_metadata(reader: Any, writer: Any) -> None:
    from gguf import GGUFValueType

    for field in reader.fields.values():
        if field.name.startswith("GGUF.") or field.name == "general.architecture":  # the writer's own
            continue
        inner = field.types[-1] if field.types[0] is GGUFValueType.ARRAY else None
        writer.add_key_value(field.name, field.contents(), field.types[0], sub_type=inner)


def _in_eight_bits(tensor: Any) -> Any:
    from gguf import GGMLQuantizationType, quants

    return quants.quantize(quants.dequantize(tensor.data, tensor.tensor_type), GGMLQuantizationType.Q8_0)
