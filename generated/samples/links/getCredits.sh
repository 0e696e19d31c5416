curl -s "$BASE_URL/api/v1/credits" \
  -H "Authorization: Bearer $API_KEY" \
  -H "Accept: application/json"
