curl -s "$BASE_URL/api/applications" \
  -H "Authorization: Bearer $API_KEY" \
  -H "Accept: application/json"
