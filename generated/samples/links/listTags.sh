curl -s "$BASE_URL/app/tags" \
  -H "Authorization: Bearer $API_KEY" \
  -H "Accept: application/json"
