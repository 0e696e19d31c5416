curl -s "$BASE_URL/api/blocks" \
  -H "Authorization: Bearer $API_KEY" \
  -H "Accept: application/json"
