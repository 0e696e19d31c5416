"""`python -m stagewire`, the same as the `stagewire` command."""

from stagewire.cli import main

main()
