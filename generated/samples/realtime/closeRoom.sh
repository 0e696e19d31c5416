curl -s -X DELETE "$BASE_URL/api/rooms/chat-room-1?app_id=my-app-123" \
  -H "Authorization: Bearer $API_KEY"
