"""Measures Stagewire beside its peers: `scripts/bench`. One module per question, `peers/` holds
what Stagewire is compared with. Nothing here asserts on time; a wrong answer ends the run."""
