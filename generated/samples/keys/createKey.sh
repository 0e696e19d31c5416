curl -s -X POST "$BASE_URL/api/keys" \
  -H "Authorization: Bearer $API_KEY" \
  -H "Content-Type: application/json" \
  -d '{
  "name": "Newsletter",
  "scopes": [
    "links:write"
  ]
}'
