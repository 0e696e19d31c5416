curl -s "$BASE_URL/api/webhooks" \
  -H "Authorization: Bearer $API_KEY" \
  -H "Accept: application/json"
