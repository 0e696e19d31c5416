"""Short links: creation, listing, statistics, QR codes, tags, and what a short link leads to."""
