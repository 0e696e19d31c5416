curl -s "$BASE_URL/api/rooms/chat-room-1/history?app_id=my-app-123" \
  -H "Authorization: Bearer $API_KEY" \
  -H "Accept: application/json"
