"""The chat page: one face of the facade, without logic of its own. Gradio is imported nowhere else."""
