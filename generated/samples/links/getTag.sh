curl -s "$BASE_URL/app/tags/1" \
  -H "Authorization: Bearer $API_KEY" \
  -H "Accept: application/json"
