"""Groups of commands that stand by themselves."""
