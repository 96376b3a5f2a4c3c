"""The bundled models, and what it takes to run them: the files beside this one, NumPy, `tokenizers` and ONNX Runtime.

`python -m training.base` makes the files; `CARD.md` says what they are, `card.json` what they must be.
"""
