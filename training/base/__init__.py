"""What all training begins with: the weights and the vocabulary of multilingual-e5-small, and the kit that is made of them alone."""
