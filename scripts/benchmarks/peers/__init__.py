"""What Stagewire is measured against: each the way its own documentation would write it."""
