"""What peers need to reach each other: STUN and TURN servers with credentials."""
