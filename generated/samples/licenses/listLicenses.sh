curl -s "$BASE_URL/api/licenses?status=active" \
  -H "Authorization: Bearer $API_KEY" \
  -H "Accept: application/json"
