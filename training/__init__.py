"""Makes the models that the assistant is shipped with. It is no part of the wheel; what it makes is."""
