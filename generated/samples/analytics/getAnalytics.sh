curl -s "$BASE_URL/api/analytics?period=24h" \
  -H "Authorization: Bearer $API_KEY" \
  -H "Accept: application/json"
