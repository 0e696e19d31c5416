curl -s "$BASE_URL/api/pairings/K7QF-3M2X/qr" \
  -o pairing-qr.svg
