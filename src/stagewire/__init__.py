"""Stagewire: a self-hosted, contract-first platform API."""

__version__ = "0.1.0"
