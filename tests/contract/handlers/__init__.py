"""Handlers of the contract's own test documents."""
