"""The hand-off to the authorities: the contract, the outbox, the courier that carries."""
