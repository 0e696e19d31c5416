"""The applications API: tenants, their settings and secrets, and tokens for their clients."""
