curl -s -X POST "$BASE_URL/api/blocks/lift" \
  -H "Authorization: Bearer $API_KEY" \
  -H "Content-Type: application/json" \
  -d '{
  "rule": "license-guesses",
  "identity": "203.0.113.7"
}'
