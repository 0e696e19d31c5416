curl -s "$BASE_URL/api/presentations?status=live" \
  -H "Authorization: Bearer $API_KEY" \
  -H "Accept: application/json"
