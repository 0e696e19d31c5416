curl -s -X POST "$BASE_URL/api/pairings/K7QF-3M2X/claim" \
  -H "Content-Type: application/json" \
  -d '{
  "name": "Anna'\''s phone"
}'
