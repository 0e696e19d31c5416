curl -s "$BASE_URL/api/v1/links/123" \
  -H "Authorization: Bearer $API_KEY" \
  -H "Accept: application/json"
