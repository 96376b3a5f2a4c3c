"""Examples that the reader learns from: public question sets, and documents that are made up."""
