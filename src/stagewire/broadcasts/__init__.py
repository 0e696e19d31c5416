"""Events from an application's server to the rooms its clients follow."""
