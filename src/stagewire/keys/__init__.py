"""The keys API: an application's keys with scopes, environments, expiry and rotation."""
