"""Stagewire: a self-hosted, contract-first platform API."""

import warnings

# Connexion imports Starlette's test client, which it does not use when serving.
warnings.filterwarnings("ignore", message="Using `httpx` with `starlette.testclient`")

__version__ = "0.1.0"
