"""Webhooks: an application's events, sent to its own servers until they arrive."""
