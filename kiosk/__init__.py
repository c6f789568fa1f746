"""The visit, the catalogue and the machine's devices. No words, no pages, no toolkit."""
