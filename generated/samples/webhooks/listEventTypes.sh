curl -s "$BASE_URL/api/webhook-events" \
  -H "Authorization: Bearer $API_KEY" \
  -H "Accept: application/json"
