curl -s "$BASE_URL/api/rooms/chat-room-1/history?after=12" \
  -H "Authorization: Bearer $API_KEY" \
  -H "Accept: application/json"
