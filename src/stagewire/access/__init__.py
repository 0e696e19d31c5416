"""Who may do what: principals, API keys, scopes, client tokens, passwords."""
