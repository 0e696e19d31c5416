curl -s -X POST "$BASE_URL/api/presentations/pres_7Hq2mX4cZ1vK9tR2yN6w/pairings" \
  -H "Authorization: Bearer $API_KEY" \
  -H "Content-Type: application/json" \
  -d '{
  "role": "controller",
  "name": "Anna'\''s phone",
  "expires_in": 600
}'
