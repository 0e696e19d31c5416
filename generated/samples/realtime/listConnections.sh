curl -s "$BASE_URL/api/connections?room=chat-room-1" \
  -H "Authorization: Bearer $API_KEY" \
  -H "Accept: application/json"
