"""The generator of `generated/`: clients, models, samples and docs from the contract."""
