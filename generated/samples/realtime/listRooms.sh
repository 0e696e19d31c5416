curl -s "$BASE_URL/api/rooms?prefix=chat-" \
  -H "Authorization: Bearer $API_KEY" \
  -H "Accept: application/json"
