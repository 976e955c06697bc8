"""From files to ranked passages; knows nothing of language models.

python -m index build corpus --out artifacts/index
"""
